"""Whoever coaches plans sees which of them are silent or stuck, and leaves a note where the team reads it."""
