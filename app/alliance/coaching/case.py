"""A plan as its coach needs to see it: how silent, what is stuck, which asks wait, what was said last. No queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.alliance.portfolio.listing import WORST_FIRST, Row
from app.alliance.portfolio.rows import row_of
from app.plans.letters.agreement_words import title_of
from app.plans.models import ActionStatus, CheckIn, Plan
from app.plans.people import key_of
from app.plans.status.gist import PlanGist
from app.texts import folded

SOON: Final = 14
"""So many days ahead a review is told."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """An action that is blocked: its number and title, why, and for how many days; None: nobody knows since when."""

    number: int
    title: str
    reason: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Waits:
    """An ask without an answer: whom it asks, and for how many days."""

    number: int
    title: str
    to: str
    days: int


@dataclass(frozen=True, slots=True)
class LastWords:
    """What somebody said last of the plan, on which day.

    `link_maker` made the link by which they did, `address_by` chose the address of the sponsor at which they did.
    """

    words: str
    by_name: str
    on: date
    link_maker: str = ""
    address_by: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A plan of a caseload. `review_in` counts the days to a review that is near, else None."""

    row: Row
    stuck: tuple[Stuck, ...]
    waits: tuple[Waits, ...]
    review_in: int | None
    last: LastWords | None


def case_of(plan: Plan, gist: PlanGist, today: date) -> Case:
    """The plan as it stands on a day, read whole and in gist."""
    row = row_of(gist, today)
    ahead = (row.review_on - today).days if row.review_on else None
    return Case(
        row=row,
        stuck=tuple(
            Stuck(
                action.number,
                action.title,
                action.blocked_reason,
                (today - action.blocked_since).days if action.blocked_since else None,
            )
            for action in plan.actions
            if action.status == ActionStatus.BLOCKED
        ),
        waits=tuple(
            Waits(ask.number, title_of(ask), ask.to, (today - ask.asked_on).days)
            for ask in plan.asks
            if ask.answered_on is None and plan.sign_off is None
        ),
        review_in=ahead if ahead is not None and ahead <= SOON else None,
        last=next((said for each in plan.check_ins if each.on <= today and (said := _said(each))), None),
    )


def worst_first(cases: Iterable[Case]) -> list[Case]:
    """The plan that needs its coach most comes first: by status, then by silence, then by how much is stuck."""
    return sorted(cases, key=_badness)


def is_called(name: str, coach: str) -> bool:
    """Return True when two spellings are one name, as everywhere in plans. It finds plans, and gives no right."""
    return bool(key_of(name)) and key_of(name) == key_of(coach)


def _badness(case: Case) -> tuple[object, ...]:
    row = case.row
    stuck = len(case.stuck) + len(case.waits)
    return WORST_FIRST.index(row.status), -(row.silent or 0), -stuck, folded(row.centre), row.plan_id


def _said(check_in: CheckIn) -> LastWords | None:
    words = next((text for text in (check_in.help, check_in.blocked, check_in.next, check_in.done) if text), "")
    if not words:
        return None
    return LastWords(words, check_in.by_name, check_in.on, check_in.link_maker, check_in.address_by)
