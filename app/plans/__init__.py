"""100-day plans: what a centre will do, by whom and until when, and which notes it came from."""
