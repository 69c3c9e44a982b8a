"""Workshops that are opened from a plan, and what they decided."""
