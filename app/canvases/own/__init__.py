"""Canvases a centre made its own: copied from the library, changed in words and zones, and held to the same rules."""
