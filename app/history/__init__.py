"""What a board was, as each seat was allowed to see it, and ways back that go forward."""
