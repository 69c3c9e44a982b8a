"""What a room decided about a plan, read off the notes that lay for it: what moved, changed or went. Pure.

Nothing of it is done by itself: each is a proposal that somebody ticks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.plans import days
from app.plans.models import Action, ActionStatus, ItemKind, Plan, Risk, RiskState
from app.plans.occasions.on_boards import MIDPOINT, PERIODS, PLAN, RISKS
from app.plans.promotion.becoming import ACTION

STOP = "stop"
"""The zone of the midpoint's canvas for what the team no longer does."""


class Deed(StrEnum):
    """What is proposed."""

    GOAL = "goal"
    PARK = "park"
    RENAME = "rename"
    MOVE = "move"
    CLOSE_RISK = "close-risk"
    WEIGH_RISK = "weigh-risk"


@dataclass(frozen=True, slots=True)
class Lying:
    """A note that lay for something: what it was laid as, and where it lies with which words now; None: it is gone."""

    canvas: str
    kind: str
    item_id: str
    zone: str
    words: str
    zone_now: str | None
    words_now: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing to write back. `sure`: the room said so by a place made for it.

    `words` is a title or goal, `due_on` a date, `zone` one of the risk canvas, as its deed needs.
    """

    deed: Deed
    item_id: str
    number: int
    name: str
    sure: bool = True
    words: str = ""
    due_on: date | None = None
    zone: str = ""

    @property
    def key(self) -> str:
        return f"{self.deed}:{self.item_id}"


def proposals(plan: Plan, lying: Iterable[Lying], today: date) -> list[Proposal]:
    """Everything the notes say, each thing once; what is parked is neither renamed nor moved as well."""
    actions = {action.id: action for action in plan.actions}
    risks = {risk.id: risk for risk in plan.risks if risk.state != RiskState.CLOSED}
    found: dict[str, Proposal] = {}
    for each in lying:
        if each.kind == ACTION and each.item_id in actions:
            told = _of_action(each, actions[each.item_id], plan, today)
        elif each.kind == ItemKind.RISK and each.item_id in risks:
            told = _of_risk(each, risks[each.item_id])
        elif each.kind == ItemKind.GOAL:
            told = _of_goal(each, plan)
        else:
            continue
        for proposal in told:
            kept = found.get(proposal.key)
            if kept is None or (proposal.sure and not kept.sure):
                found[proposal.key] = proposal
    parked = {each.item_id for each in found.values() if each.deed is Deed.PARK and each.sure}
    return [each for each in found.values() if each.deed is Deed.PARK or each.item_id not in parked]


def title_in(words: str, number: int) -> str:
    """The title of an action in the words of its note, without the number before it and what stands behind the dots."""
    title = words.strip().removeprefix(f"{number}.").strip()
    return title.split(" · ")[0].strip()[:400]


def _of_action(each: Lying, action: Action, plan: Plan, today: date) -> Iterator[Proposal]:
    named = (action.id, action.number, action.title)
    if each.zone_now is None or (each.canvas == MIDPOINT and each.zone_now == STOP):
        # What is done by now is not parked.
        if action.status != ActionStatus.DONE:
            yield Proposal(Deed.PARK, *named, sure=each.zone_now is not None)
        return
    title = title_in(each.words_now, action.number)
    if each.words_now != each.words and title and title != action.title:
        yield Proposal(Deed.RENAME, *named, words=title)
    if each.canvas == PLAN and each.zone_now != each.zone and each.zone_now in PERIODS:
        due = _end_of(each.zone_now, plan, today)
        if due is not None and due != action.due_on:
            yield Proposal(Deed.MOVE, *named, due_on=due)


def _end_of(zone: str, plan: Plan, today: date) -> date | None:
    """The last day of the period a zone stands for, while it is still to come."""
    if plan.calendar is None:
        return None
    last = days.date_of(PERIODS[zone].last, plan.calendar)
    return last if last >= today else None


def _of_risk(each: Lying, risk: Risk) -> Iterator[Proposal]:
    named = (risk.id, risk.number, risk.title)
    if each.zone_now is None:
        yield Proposal(Deed.CLOSE_RISK, *named, sure=False)
    elif each.canvas == RISKS and each.zone_now != each.zone and "_" in each.zone_now:
        yield Proposal(Deed.WEIGH_RISK, *named, zone=each.zone_now)


def _of_goal(each: Lying, plan: Plan) -> Iterator[Proposal]:
    words = each.words_now.strip()
    if each.zone_now is not None and words and words not in {each.words.strip(), plan.goal.strip()}:
        yield Proposal(Deed.GOAL, plan.id, 0, plan.goal, words=words)
