"""Calendars of plans that any program subscribes to."""
