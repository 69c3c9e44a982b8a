"""The sign-off, the follow-up, and what people outside may read."""
