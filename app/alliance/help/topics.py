"""What a request is about and where it stands. No queries."""

from enum import StrEnum


class RequestState(StrEnum):
    """Whether a request waits for an answer, has one, or needs none any more."""

    ASKED = "asked"
    ANSWERED = "answered"
    CLOSED = "closed"


class LabTopic(StrEnum):
    """What the Lab is asked for."""

    EXPERTISE = "expertise"
    SANDBOX = "sandbox"
    TRAINING = "training"
    FUNDING = "funding"
    OTHER = "other"
