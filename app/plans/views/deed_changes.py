"""What somebody did to a plan, which no row of it dates: told by what was written down then. No queries, no clock."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from app.plans.models import Ask, Plan
from app.plans.views.change import DEEDS, MAKES, MOVES, Change, Deed, Thing, What, change_of, things_of
from app.plans.was_parked import why_parked

_PAUSES: Final = ("plan.pause-change", "plan.pause-drop")
"""Of these the dates of a pause are told: when it ended and ends, or from when to when it was."""


def actions_moved(plan: Plan, deeds: Sequence[Deed]) -> Iterator[Change]:
    """Yield how far actions got."""
    actions = {action.id: action for action in [*plan.actions, *plan.parked_actions]}
    for deed in deeds:
        action = actions.get(deed.item_id)
        if action and deed.name in MOVES and deed.before != deed.after:
            yield _of(What.STATUS, deed, ("action", action))


def _of(what: What, deed: Deed, about: tuple[str, Thing], reason: str = "") -> Change:
    change = change_of(*about, what=what, at=deed.at, who=deed.who)
    return replace(change, before=deed.before, after=deed.after, reason=reason)


def deeds_done(plan: Plan, deeds: Sequence[Deed]) -> Iterator[Change]:
    """Yield what is told by its name alone."""
    actions = {action.id: action for action in [*plan.actions, *plan.parked_actions]}
    for deed in deeds:
        # What changed of scope and agreement is told by field.
        if deed.name not in DEEDS or (deed.kept and deed.name == "plan.frame"):
            continue
        if action := actions.get(deed.item_id):
            reason = why_parked(action, deed.at) if deed.name == "action.park" else ""
            yield replace(_of(What.DEED, deed, ("action", action), reason), kind=deed.name)
        else:
            yield Change(
                at=deed.at,
                what=What.DEED,
                who=deed.who,
                kind=deed.name,
                item_id=plan.id,
                before=_date_in(deed.before) if deed.name in _PAUSES else None,
                after=_date_in(deed.after) if deed.name in _PAUSES else None,
                reason=_why(plan, deed),
                sponsor=deed.sponsor,
                agreed=deed.agreed,
                agreed_name=deed.who,
                agreement=next((each for each in plan.agreements if str(each.id) == deed.agreement), None),
            )


def _why(plan: Plan, deed: Deed) -> str:
    """Return why somebody did something to a plan, where that is told."""
    if deed.name == "plan.reopen":
        return _why_reopened(plan, deed.at)
    return deed.reason if deed.name in _PAUSES else ""


def _date_in(told: str) -> date | None:
    """Return the date that was written down; None where earlier servers wrote none."""
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


def _why_reopened(plan: Plan, at: datetime) -> str:
    """Return why a plan was reopened at about a moment: its sign-off keeps that."""
    nearest = min(plan.reopenings, key=lambda each: abs((each.reopened_at or at) - at), default=None)
    return nearest.reopened_why if nearest else ""


def said_anew(plan: Plan, deeds: Sequence[Deed], *, but: Container[str]) -> Iterator[Change]:
    """What says something else, once each, where nothing better is told of it."""
    things = things_of(plan)
    # Earlier servers kept that something changed, and not what.
    last = {
        deed.item_id: deed
        for deed in deeds
        if deed.name not in DEEDS and deed.name not in MAKES and not deed.kept and deed.item_id not in but
    }
    for deed in last.values():
        if deed.item_id in things:
            thing = things[deed.item_id][1]
            answer = thing.answer if isinstance(thing, Ask) else ""
            yield _of(What.ANSWERED if answer else What.CHANGED, deed, things[deed.item_id], answer)
        else:
            yield Change(at=deed.at, what=What.CHANGED, who=deed.who, name=plan.title, kind="plan", item_id=plan.id)


def things_made(plan: Plan, deeds: Sequence[Deed]) -> Iterator[Change]:
    """Yield what came into a plan and is there, also what is set aside."""
    makers = {deed.item_id: deed.who for deed in deeds if deed.name in MAKES}
    for kind, each in things_of(plan).values():
        who = getattr(each, "by_name", "") or makers.get(each.id, "")
        yield change_of(kind, each, what=What.MADE, at=each.created_at, who=who)
