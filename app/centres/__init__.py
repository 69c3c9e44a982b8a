"""Centres: organisations that host workshops and own plans, and the words that describe them.

Everybody may read about a centre; who works there is for people who sign in. A
person from elsewhere finds nothing to change.
"""
