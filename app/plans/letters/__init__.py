"""Reminders: one letter a morning, how people are reached, and how they answer."""
