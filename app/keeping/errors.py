"""What keeping refuses, told on the command line to whoever runs the house."""

from app.failures import Refusal


class Refused(Refusal):
    """It was not done, and nothing was changed. The message is the one sentence that says why."""


class DoneBut(Refusal):
    """It was done, and something behind it was not. The message says what, and what to do about it."""
