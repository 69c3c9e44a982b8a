"""Votes of a room: rounds of dots on a board, secret until they close, counted here."""
