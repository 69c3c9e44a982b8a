"""People with accounts: their roles in the alliance, closed accounts, and the work that waits for them."""
