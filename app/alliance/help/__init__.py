"""Centres ask the Lab, and each other, and are answered in a thread that both sides read."""
