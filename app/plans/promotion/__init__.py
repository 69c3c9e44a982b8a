"""What notes of a board become in a plan."""
