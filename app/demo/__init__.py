"""Demonstration: workshops and centres read from a file, a live room, and what brings all of it back as it was."""
