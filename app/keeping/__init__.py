"""Keeping a house: a backup in one file, its return, and the way from one database into another."""
