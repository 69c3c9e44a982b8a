"""What a plan still needs before it can be published, and how that is said. No queries, no clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.plans import days
from app.plans.models import Plan
from app.texts import isolated


class Need(StrEnum):
    """What is missing."""

    GOAL = "goal"
    DAY_ONE = "day-one"
    LATER_DAY_ONE = "later-day-one"
    MAIN_MEASURE = "main-measure"
    NUMBERS = "numbers"
    ACTION = "action"
    OWNER = "owner"
    DUE_DAY = "due-day"
    MILESTONE_DAY = "milestone-day"
    LEADER = "leader"
    SPONSOR = "sponsor"


OF_PLAN: Final = {
    Need.GOAL: _("A goal: one result, a number, a date"),
    Need.DAY_ONE: _("Day 1"),
    Need.LATER_DAY_ONE: _("Another day 1: this one is more than 14 days ago"),
    Need.MAIN_MEASURE: _("A main measure: the number the goal names"),
    Need.ACTION: _("An action: who does what, and by when"),
    Need.LEADER: _("A leader, who checks in every week"),
    Need.SPONSOR: _("A sponsor, who answers what the team asks"),
}
"""What is missing of the plan itself, in words."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: of the plan, or of the action, measure or milestone of that id, number and name."""

    need: Need
    item_id: str = ""
    number: int = 0
    name: str = ""

    def __str__(self) -> str:
        """Return what is missing in the reader's language."""
        match self.need:
            case Need.NUMBERS:
                said = gettext("Where %(name)s begins and where it goes", name=isolated(self.name))
            case Need.OWNER:
                said = gettext("An owner for action %(number)s", number=self.number)
            case Need.DUE_DAY:
                said = gettext("A date for action %(number)s", number=self.number)
            case Need.MILESTONE_DAY:
                said = gettext("A date for milestone %(number)s", number=self.number)
            case _:
                said = OF_PLAN[self.need]
        return str(said)


KEPT = ("leader", "sponsor")
"""The people without whom no plan is published; one that is published keeps somebody in their place."""


def missing_in(plan: Plan, today: date) -> tuple[Missing, ...]:
    """Everything that is missing today, in the order of the page; nothing once the plan can be published."""
    return (*_promise(plan, today), *_measures(plan), *_actions(plan), *_milestones(plan), *_people(plan))


def say_missing(missing: Sequence[Missing]) -> str:
    """Return the sentence that refuses to publish a plan and names everything that is missing."""
    return str(gettext("This plan cannot be published yet. It needs: %(things)s.", things="; ".join(map(str, missing))))


def _promise(plan: Plan, today: date) -> Iterator[Missing]:
    if not plan.goal.strip():
        yield Missing(Need.GOAL)
    if plan.day_one is None:
        yield Missing(Need.DAY_ONE)
    elif not days.may_count_from(plan.day_one, today):
        yield Missing(Need.LATER_DAY_ONE)


def _measures(plan: Plan) -> Iterator[Missing]:
    main = [measure for measure in plan.measures if measure.main]
    if not main:
        yield Missing(Need.MAIN_MEASURE)
    for measure in main:
        if measure.baseline is None or measure.target is None:
            yield Missing(Need.NUMBERS, measure.id, measure.number, measure.name)


def _actions(plan: Plan) -> Iterator[Missing]:
    if not plan.actions:
        yield Missing(Need.ACTION)
    for action in plan.actions:
        if not action.owner.strip():
            yield Missing(Need.OWNER, action.id, action.number, action.title)
        if action.due_on is None:
            yield Missing(Need.DUE_DAY, action.id, action.number, action.title)


def _milestones(plan: Plan) -> Iterator[Missing]:
    """Yield the milestones that have no day: earlier servers took them so."""
    for milestone in plan.milestones:
        if milestone.due_on is None:
            yield Missing(Need.MILESTONE_DAY, milestone.id, milestone.number, milestone.title)


def _people(plan: Plan) -> Iterator[Missing]:
    for role in KEPT:
        if not getattr(plan, role).strip():
            yield Missing(Need(role))
