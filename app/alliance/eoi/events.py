"""What happened to an expression of interest. `address` is a fresh link for its applicant."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InterestBegun:
    """Somebody began one, or asked for a new link to it."""

    interest_id: str
    address: str


@dataclass(frozen=True, slots=True)
class LinksAsked:
    """Somebody wants new links to what they began. Whether there is anything is not known yet."""

    email: str


@dataclass(frozen=True, slots=True)
class LinksEnded:
    """Whoever held a link ended all others."""

    interest_id: str
    address: str


@dataclass(frozen=True, slots=True)
class InterestSubmitted:
    """It was submitted, and a receipt stands."""

    interest_id: str
    address: str


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """The desk asked something."""

    interest_id: str
    question_id: int
    address: str


@dataclass(frozen=True, slots=True)
class ReviewAsked:
    """Somebody was asked to review."""

    review_id: str


@dataclass(frozen=True, slots=True)
class InterestDecided:
    """It was decided on."""

    interest_id: str
    decision_id: int
    address: str
