"""Actions of a plan and their parts: forms, lists, and whose they are."""
