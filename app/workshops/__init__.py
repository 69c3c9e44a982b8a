"""Workshops: what is planned, who sits where, and what every screen in the room follows."""
