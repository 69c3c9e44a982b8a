"""Measures of a plan: how they are counted, expected and drawn."""
