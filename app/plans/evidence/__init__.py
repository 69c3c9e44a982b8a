"""What shows that something was done."""
