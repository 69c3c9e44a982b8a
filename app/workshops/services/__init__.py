"""What people do in a workshop: one function and one transaction each."""
