"""What is in the way of several centres, so that they can ask each other. Others read what a plan shares."""
