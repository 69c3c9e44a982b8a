"""Expressions of interest: written without an account behind a secret link, read, reviewed and decided at the desk."""
