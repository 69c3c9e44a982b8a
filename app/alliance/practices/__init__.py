"""Good-practice cards: what worked somewhere, told so that others can adapt it, and who did. Never a status."""
