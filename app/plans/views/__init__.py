"""The ways to look at a plan: its sheet, a timeline, a month, a week, one page, what changed."""
