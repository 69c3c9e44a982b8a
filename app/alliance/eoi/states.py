"""The states of an expression of interest, and which may follow which. Pure."""

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where it is on its way from a draft to a decision."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ELIGIBILITY = "eligibility_check"
    CLARIFICATION = "clarification_requested"
    REVIEW = "under_review"
    RECOMMENDED = "recommended"
    ACCREDITED = "accredited"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


MOVES: Final[dict[State, frozenset[State]]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.ELIGIBILITY, State.WITHDRAWN}),
    State.ELIGIBILITY: frozenset({State.CLARIFICATION, State.REVIEW, State.DECLINED, State.WITHDRAWN}),
    State.CLARIFICATION: frozenset({State.ELIGIBILITY, State.REVIEW, State.DECLINED, State.WITHDRAWN}),
    State.REVIEW: frozenset({State.CLARIFICATION, State.RECOMMENDED, State.DECLINED, State.WITHDRAWN}),
    State.RECOMMENDED: frozenset({State.REVIEW, State.ACCREDITED, State.WAITLISTED, State.DECLINED, State.WITHDRAWN}),
    State.WAITLISTED: frozenset({State.ACCREDITED, State.DECLINED, State.WITHDRAWN}),
    State.ACCREDITED: frozenset(),
    State.DECLINED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
"""What may follow. The answer to a question leads back to where the question was asked."""

OUTCOMES: Final = (State.ACCREDITED, State.WAITLISTED, State.DECLINED)
"""What a decision can say."""

AT_WORK: Final = (State.SUBMITTED, State.ELIGIBILITY, State.CLARIFICATION, State.REVIEW, State.RECOMMENDED)
"""What waits for somebody, in the order of the way."""

OVER: Final = frozenset({State.ACCREDITED, State.DECLINED, State.WITHDRAWN})


def may_follow(before: str, after: State) -> bool:
    """Whether `after` may come next."""
    return after in MOVES[State(before)]


def outcomes_from(state: str) -> tuple[State, ...]:
    """What a decision can say now."""
    return tuple(outcome for outcome in OUTCOMES if may_follow(state, outcome))


def takes_files(state: str) -> bool:
    """Whether the applicant can add files: while writing, and in answer to a question."""
    return state in {State.DRAFT, State.CLARIFICATION}
