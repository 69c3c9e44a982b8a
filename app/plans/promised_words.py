"""What actions, milestones, decisions and the plan itself said once it was published. No queries, no clock."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final, NamedTuple, TypeGuard

from app.plans.days import today_in
from app.plans.models import Action, Ask, Decision, Edit, EditDeed, GoalVersion, Milestone, Plan, Thanks
from app.plans.same_words import says_same
from app.plans.status.due_days import is_or_was_critical

WORDS: Final = ("title", "evidence_expected")
"""What says of an action or a milestone what is promised, and what will show that it is done."""

Changes = Iterable[Mapping[str, Sequence[Any]]]
"""What somebody changed of a thing, each time by name before and after, the oldest first."""


class FirstWords(NamedTuple):
    """What was promised first in other words, and what was to show it; None where it still says the same."""

    title: str | None = None
    shown: str | None = None


class Reworded(NamedTuple):
    """What a decision or thanks said first, and who gave it the words of now, on which day where it is carried out."""

    first: str
    by: str
    on: date


def first_of(plan: Plan, item: Action | Milestone) -> FirstWords:
    """Return the words with which an action or a milestone was published, or came in after that."""
    return first_words(words_of(item), _changed(plan, item.id))


def first_title(plan: Plan) -> str | None:
    """Return what a plan was called when it was published; None where it still is."""
    return first_words({"title": plan.title}, _changed(plan, plan.id)).title


def goals_before(plan: Plan) -> list[GoalVersion]:
    """Return what a plan had as its goal before, the last first.

    Day 1 of a draft is no promise: where it alone moved there, the same goal is not told twice.
    """
    goals = [*(each.goal for each in plan.goals), plan.goal]
    told = [
        each
        for each, (goal, then) in zip(plan.goals, pairwise(goals), strict=True)
        if _is_since_published(each, plan) or not says_same(goal, then)
    ]
    return told[::-1]


def _is_since_published(version: GoalVersion, plan: Plan) -> bool:
    return plan.published_at is not None and version.replaced_at >= plan.published_at


def first_asked(plan: Plan, ask: Ask) -> str | None:
    """Return what was asked first in place of what an ask says now; None where it says the same."""
    return first_words({"title": ask.title}, _changed(plan, ask.id)).title


def reworded(plan: Plan, item: Decision | Thanks) -> Reworded | None:
    """Return what a decision or thanks said first, beside who said it on which day; None where it says the same."""
    first = first_words({"title": item.title}, _changed(plan, item.id)).title
    if first is None:
        return None
    others = [each for each in _changes(plan, item.id) if not says_same(_title_before(each, item), item.title)]
    last = others[-1]
    return Reworded(first, last.by_name, today_in(plan.timezone, last.made_at))


def reworded_in(plan: Plan) -> int:
    """Return how many critical things were promised in other words, also those that are done or parked."""
    things: list[Action | Milestone] = [*plan.actions, *plan.parked_actions, *plan.milestones]
    return sum(is_or_was_critical(each) and any(first_of(plan, each)) for each in things)


def first_words(now: Mapping[str, str], changes: Changes) -> FirstWords:
    """Return which words something had first that says other ones now. Where nothing was said, nothing was promised."""
    first: dict[str, str] = {}
    for said in changes:
        for name in now:
            if name in said and said[name][0]:
                first.setdefault(name, str(said[name][0]))
    other = {name: then for name, then in first.items() if not says_same(then, now[name])}
    return FirstWords(*map(other.get, WORDS))


def words_of(item: Action | Milestone) -> dict[str, str]:
    """Return the words of an action or a milestone by name."""
    return {name: getattr(item, name) or "" for name in WORDS if hasattr(item, name)}


def keeps_words(item: Action | Milestone | None) -> TypeGuard[Action | Milestone]:
    """True when other words of something need a reason: its plan is published, and it is critical or was."""
    return item is not None and item.plan.published_at is not None and is_or_was_critical(item)


def needs_reason(item: Action | Milestone | None, words: Mapping[str, str]) -> bool:
    """True when somebody has to say why something says these words, which are others than it promised."""
    if not keeps_words(item):
        return False
    return any(said and not says_same(said, words.get(name, said)) for name, said in words_of(item).items())


def _title_before(edit: Edit, item: Decision | Thanks) -> str:
    """Return what a thing was called before an edit that changed that; what it is called now where none did."""
    return str(edit.said.get("title", [item.title])[0])


def _changed(plan: Plan, item_id: str) -> Iterator[Mapping[str, Sequence[object]]]:
    """Yield what somebody changed of a thing once its plan was published."""
    return (each.said for each in _changes(plan, item_id))


def _changes(plan: Plan, item_id: str) -> Iterator[Edit]:
    """Yield by which edits somebody changed a thing once its plan was published, the oldest first."""
    for edit in plan.edits:
        promised = plan.published_at is not None and edit.made_at >= plan.published_at
        if promised and edit.item_id == item_id and edit.deed == EditDeed.CHANGE:
            yield edit
