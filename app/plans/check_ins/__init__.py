"""Checking in, from an account or by a link."""
