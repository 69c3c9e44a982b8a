"""The verbs of keeping: a backup is made, a backup comes back, a database moves."""
