"""What remains of a workshop on paper and in files: minutes, and boards to take along."""
