"""Two centres that help each other for a while, for a purpose. The secretariat brings them together."""
