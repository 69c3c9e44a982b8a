"""What a file of workshops may say about a whole alliance: calls, expressions of interest, centres with their plans."""

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, Struct

from app.demo.schema import Count, Id, Rating, Scope, Strict, Text, Title, Words, Workshop

Score = Annotated[int, Meta(ge=1, le=5)]

State = Literal[
    "draft",
    "submitted",
    "eligibility_check",
    "clarification_requested",
    "under_review",
    "recommended",
    "accredited",
    "waitlisted",
    "declined",
    "withdrawn",
]


class Call(Strict, frozen=True):
    """An open call for expressions of interest."""

    id: Id
    title: Title
    opened: dt.date
    closed: dt.date | None = None
    public_text: Text = ""


class Pillars(Strict, frozen=True):
    """How an applicant sees its own ecosystem, 1 to 5."""

    vision: Score
    infrastructure: Score
    talent: Score
    capital: Score
    markets: Score
    culture: Score
    policy: Score


class ExpressionOfInterest(Strict, frozen=True):
    id: Id
    call: Id
    country: Title
    region: Id
    applicant_kind: Title
    proposed_centre_type: Id
    requested_scope: Scope
    requested_capabilities: tuple[Id, ...]
    submitted: dt.date | None = None
    status: State = "draft"
    self_assessment: Pillars | None = None
    missing_items: tuple[Title, ...] = ()
    recommended_capabilities: tuple[Id, ...] | None = None
    recommended_scope: Scope | None = None
    reviewer_note: Text = ""


class PlanInBrief(Strict, frozen=True):
    """Where a centre's plan stands; `workshop` names one in the same file that tells it in full.

    `next_cycle` is what follows one that is done.
    """

    day: Annotated[int, Meta(ge=0, le=100)]
    goal: Words
    workshop: Id | None = None
    actual: int | float | Literal[""] = ""
    target: int | float | Literal[""] = ""
    unit: Annotated[str, Meta(max_length=60)] = ""
    due_actions: Count = 0
    overdue_actions: Count = 0
    blocked_actions: Count = 0
    days_since_checkin: Count | None = None
    computed_rag: Rating | None = None
    manual_rag: Rating | None = None
    note: Text = ""
    next_cycle: Literal["reset", "build", "scale"] = "build"


class Centre(Strict, frozen=True):
    """A centre of the alliance."""

    id: Id
    name: Title
    region: Id
    country: Title | None = None
    centre_type: Id | None = None
    scope: Scope = "national"
    capabilities: tuple[Id, ...] = ()
    eoi: Id | None = None
    plan: PlanInBrief | None = None


class BoardDecision(Strict, frozen=True):
    date: dt.date
    title: Words
    status: Literal["proposed", "adopted", "rejected"] = "proposed"


class GoodPractice(Strict, frozen=True, rename={"source": "from"}):
    id: Id
    title: Words
    source: Id
    fits: tuple[Id, ...] = ()
    replications: tuple[Id, ...] = ()
    done: Text = ""
    for_whom: Text = ""
    evidence: Text = ""


class Portfolio(Strict, frozen=True):
    """The alliance around the workshops."""

    about: Text = ""
    call: Call | None = None
    eoi_statuses: tuple[State, ...] = ()
    eois: tuple[ExpressionOfInterest, ...] = ()
    centres: tuple[Centre, ...] = ()
    board_decisions: tuple[BoardDecision, ...] = ()
    good_practices: tuple[GoodPractice, ...] = ()


class File(Struct, forbid_unknown_fields=True, frozen=True):
    """A whole file."""

    schema: Literal["demo-workshops/1"]
    workshops: tuple[Workshop, ...]
    notes: tuple[Text, ...] = ()
    portfolio: Portfolio = Portfolio()
