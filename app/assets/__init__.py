"""Images on boards: drawn anew in a process of its own, kept as files, served to those who may see them."""
