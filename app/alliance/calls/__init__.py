"""Calls for expressions of interest: what the alliance asks for, by when, and by which criteria it will read."""
