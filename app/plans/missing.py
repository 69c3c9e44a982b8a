"""What a plan still needs before it can be published. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.plans.models import Plan


class Need(StrEnum):
    """What is missing."""

    GOAL = "goal"
    DAY_ONE = "day-one"
    MAIN_MEASURE = "main-measure"
    NUMBERS = "numbers"
    OWNER = "owner"
    DUE_DAY = "due-day"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: of the plan, or of the action or measure of that id, number and name."""

    need: Need
    item_id: str = ""
    number: int = 0
    name: str = ""


def missing_in(plan: Plan) -> tuple[Missing, ...]:
    """Everything that is missing, in the order of the page; nothing once the plan can be published."""
    return tuple(_missing(plan))


def _missing(plan: Plan) -> Iterator[Missing]:
    if not plan.goal.strip():
        yield Missing(Need.GOAL)
    if plan.day_one is None:
        yield Missing(Need.DAY_ONE)
    main = [measure for measure in plan.measures if measure.main]
    if not main:
        yield Missing(Need.MAIN_MEASURE)
    for measure in main:
        if measure.baseline is None or measure.target is None:
            yield Missing(Need.NUMBERS, measure.id, measure.number, measure.name)
    for action in plan.actions:
        if not action.owner.strip():
            yield Missing(Need.OWNER, action.id, action.number, action.title)
        if action.due_on is None:
            yield Missing(Need.DUE_DAY, action.id, action.number, action.title)
