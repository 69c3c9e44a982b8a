"""What changed in a plan since a moment, from the rows that say so: the newest first. No queries, no clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.plans.models import Action, ActionStatus, CheckIn, Item, Measure, Milestone, Plan


class What(StrEnum):
    """The kind of a change."""

    CHECK_IN = "check-in"
    STATUS = "status"
    DAY = "day"
    GOAL = "goal"
    MEASURE = "measure"
    READING = "reading"
    MADE = "made"
    OVERRIDE = "override"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class StatusMove:
    """That somebody said how far an action is, as it was written down then."""

    at: datetime
    action_id: str
    before: str
    after: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changed. `name` are people's words for it, `kind` which of the plan's things it is.

    `before` and `after` are days, numbers or codes, by `what`; `anchor` is where it stands on the plan's page.
    """

    at: datetime
    what: What
    who: str = ""
    name: str = ""
    kind: str = ""
    item_id: str = ""
    number: int = 0
    before: date | float | str | None = None
    after: date | float | str | None = None
    reason: str = ""
    anchor: str = ""
    check_in: CheckIn | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much changed, for a line."""

    done: int
    days: int
    check_ins: int
    readings: int
    made: int
    other: int

    @property
    def total(self) -> int:
        return self.done + self.days + self.check_ins + self.readings + self.made + self.other


def changes(plan: Plan, moves: Sequence[StatusMove], since: datetime) -> list[Change]:
    """Everything that changed after a moment. `moves` are those the plan's own rows do not tell."""
    found = [
        *_check_ins(plan), *_moves(plan, moves), *_days(plan), *_goals(plan), *_numbers(plan), *_made(plan),
        *_overrides(plan), *_pauses(plan),
    ]  # fmt: skip
    return sorted((each for each in found if each.at > since), key=lambda each: each.at, reverse=True)


def count(found: Sequence[Change]) -> Counts:
    """How much of what."""
    of = {what: [each for each in found if each.what == what] for what in What}
    done = {each.item_id for each in of[What.STATUS] if each.after == ActionStatus.DONE}
    done |= {
        move.action_id
        for each in of[What.CHECK_IN]
        if each.check_in
        for move in each.check_in.moves
        if move.after == ActionStatus.DONE
    }
    named = (What.CHECK_IN, What.DAY, What.READING, What.MADE, What.STATUS)
    return Counts(
        done=len(done),
        days=len(of[What.DAY]),
        check_ins=len(of[What.CHECK_IN]),
        readings=len(of[What.READING]),
        made=len(of[What.MADE]),
        other=sum(len(each) for what, each in of.items() if what not in named)
        + sum(each.after != ActionStatus.DONE for each in of[What.STATUS]),
    )


def _check_ins(plan: Plan) -> Iterator[Change]:
    for each in plan.check_ins:
        yield Change(
            at=each.filed_at, what=What.CHECK_IN, who=each.by_name, anchor=f"check-in-{each.id}", check_in=each
        )


def _moves(plan: Plan, moves: Sequence[StatusMove]) -> Iterator[Change]:
    actions = {action.id: action for action in plan.actions}
    for move in moves:
        if action := actions.get(move.action_id):
            yield _of_action(action, move)


def _of_action(action: Action, move: StatusMove) -> Change:
    return Change(
        at=move.at,
        what=What.STATUS,
        who=move.who,
        name=action.title,
        kind="action",
        item_id=action.id,
        number=action.number,
        before=move.before,
        after=move.after,
        anchor=f"action-{action.number}",
    )


def _days(plan: Plan) -> Iterator[Change]:
    items: dict[str, Action | Milestone] = {action.id: action for action in plan.actions}
    items |= {milestone.id: milestone for milestone in plan.milestones}
    for move in plan.due_moves:
        if item := items.get(move.item_id):
            yield Change(
                at=move.moved_at,
                what=What.DAY,
                who=move.by_name,
                name=item.title,
                kind=move.kind,
                number=item.number,
                before=move.before,
                after=move.after,
                reason=move.reason,
                anchor=f"{move.kind}-{item.number}",
            )


def _goals(plan: Plan) -> Iterator[Change]:
    for each in plan.goals:
        yield Change(
            at=each.replaced_at,
            what=What.GOAL,
            who=each.by_name,
            name=each.goal,
            before=each.day_one,
            reason=each.reason,
        )


def _numbers(plan: Plan) -> Iterator[Change]:
    for measure in plan.measures:
        anchor = f"measure-{measure.number}"
        for move in measure.moves:
            yield Change(
                at=move.moved_at,
                what=What.MEASURE,
                who=move.by_name,
                name=measure.name,
                before=move.target,
                after=measure.target,
                reason=move.reason,
                anchor=anchor,
            )
        for reading in measure.readings:
            if reading.check_in_id is None:
                yield Change(
                    at=reading.filed_at,
                    what=What.READING,
                    who=reading.by_name,
                    name=measure.name,
                    after=reading.value,
                    reason=reading.note,
                    anchor=anchor,
                )


def _made(plan: Plan) -> Iterator[Change]:
    shelves: dict[str, Sequence[Action | Item | Measure]] = {
        "action": plan.actions, "milestone": plan.milestones, "risk": plan.risks, "ask": plan.asks,
        "decision": plan.decisions, "assumption": plan.assumptions, "owner": plan.members, "measure": plan.measures,
        "parked": plan.parked, "thanks": plan.thanks, "evidence": plan.evidence,
    }  # fmt: skip
    for kind, shelf in shelves.items():
        for each in shelf:
            yield Change(
                at=each.created_at,
                what=What.MADE,
                who=getattr(each, "by_name", ""),
                name=each.name if isinstance(each, Measure) else getattr(each, "title", ""),
                kind=kind,
                item_id=each.id,
                number=each.number,
                anchor=f"{kind}-{each.number}",
            )


def _overrides(plan: Plan) -> Iterator[Change]:
    for each in plan.overrides:
        yield Change(at=each.created_at, what=What.OVERRIDE, who=each.by_name, after=each.value, reason=each.reason)


def _pauses(plan: Plan) -> Iterator[Change]:
    for each in plan.pauses:
        yield Change(
            at=each.made_at,
            what=What.PAUSE,
            who=each.by_name,
            before=each.first,
            after=each.last,
            reason=each.reason,
        )
