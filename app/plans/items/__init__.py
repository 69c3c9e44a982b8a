"""What is numbered in a plan beside actions and measures, from milestones to thanks."""
