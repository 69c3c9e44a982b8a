"""What changed in a plan since a moment, from the rows that say so: the newest first. No queries, no clock."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from app.plans.agreeing import agreement_of
from app.plans.models import (
    Action,
    ActionStatus,
    Agreement,
    Ask,
    CheckIn,
    Edit,
    EditDeed,
    Item,
    Measure,
    MeasureMove,
    Milestone,
    Plan,
    PromiseKind,
    Reading,
)


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
    DEED = "deed"
    ANSWERED = "answered"
    VERDICT = "verdict"
    CHANGED = "changed"
    DROPPED = "dropped"


_ANSWERS: Final = (What.ANSWERED, What.VERDICT)

DEEDS: Final = frozenset({
    "action.park", "action.take-up", "plan.publish", "plan.frame", "plan.baton", "plan.open-workshop",
    "plan.write-back", "plan.pause-change", "plan.pause-drop", "plan.share", "plan.unshare", "plan.sign-off",
    "plan.reopen", "plan.follow-up", "status.withdraw",
})  # fmt: skip
"""What is told by its name alone."""

_PAUSES: Final = ("plan.pause-change", "plan.pause-drop")
"""Of these the dates of a pause are told: when it ended and ends, or from when to when it was."""

MOVES: Final = frozenset({"action.move", "action.change"})
"""By these somebody says how far an action is."""

MAKES: Final = frozenset(
    f"{kind}.{deed}"
    for deed in ("add", "promote")
    for kind in (
        "action", "milestone", "risk", "ask", "decision", "assumption", "plan_member", "owner", "measure", "parked",
        "thanks", "evidence", "commitment",
    )
)  # fmt: skip
"""By these something comes into a plan."""

Thing = Action | Item | Measure


@dataclass(frozen=True, slots=True)
class Deed:
    """Something no row of a plan dates, as it was written down when somebody did it.

    `name` is what it is called there, `item_id` the plan or one of its things; `before` and `after` are how far an
    action was and is, where the deed says so. Of one that is `kept` the plan's own rows tell what it changed.
    """

    at: datetime
    name: str
    item_id: str
    who: str
    before: str = ""
    after: str = ""
    kept: bool = False
    sponsor: str = ""
    agreed: str = ""
    agreement: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changed. `name` are people's words for it, `kind` which of the plan's things it is.

    `before` and `after` are days, numbers or codes, by `what`; `said` is what it said before and after, by field;
    `anchor` is where it stands on the plan's page. `agreed` is what the `sponsor` agreed to, beside the reason, as
    `agreed_name` wrote down; the `agreement` says whether they were asked and what they answered. `address_by` chose
    the address at which a sponsor answered, or the account where it is `by_account`. `instead` is the other number that
    counted for the day of a reading, `shares` the numbers of groups before and after, where they are others.
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
    said: Mapping[str, Sequence[object]] = field(default_factory=dict)
    sponsor: str = ""
    agreed: str = ""
    agreed_name: str = ""
    agreement: Agreement | None = None
    address_by: str = ""
    by_account: bool = False
    instead: float | None = None
    shares: Mapping[str, tuple[float | None, float | None]] = field(default_factory=dict)


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


def changes(plan: Plan, deeds: Sequence[Deed], since: datetime) -> list[Change]:
    """Everything that changed after a moment. `deeds` are what the plan's own rows do not tell, the oldest first."""
    all_told = [
        *_check_ins(plan), *_moves(plan, deeds), *_days(plan), *_goals(plan), *_numbers(plan), *_made(plan, deeds),
        *_edits(plan), *_overrides(plan), *_pauses(plan), *_deeds(plan, deeds),
    ]  # fmt: skip
    told = [each for each in all_told if each.at > since]
    told += _changed(plan, deeds, but={each.item_id for each in told})
    return sorted(told, key=lambda each: each.at, reverse=True)


def things_of(plan: Plan) -> dict[str, tuple[str, Thing]]:
    """What a plan holds, each with its kind, by id; also what is set aside."""
    shelves: dict[str, Sequence[Thing]] = {**_shelves(plan), "action": [*plan.actions, *plan.parked_actions]}
    return {each.id: (kind, each) for kind, shelf in shelves.items() for each in shelf}


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


def _moves(plan: Plan, deeds: Sequence[Deed]) -> Iterator[Change]:
    actions = {action.id: action for action in [*plan.actions, *plan.parked_actions]}
    for deed in deeds:
        action = actions.get(deed.item_id)
        if action and deed.name in MOVES and deed.before != deed.after:
            yield _of(What.STATUS, deed, ("action", action))


def _of(what: What, deed: Deed, about: tuple[str, Thing], reason: str = "") -> Change:
    change = _about(*about, what=what, at=deed.at, who=deed.who)
    return replace(change, before=deed.before, after=deed.after, reason=reason)


def _about(kind: str, thing: Thing, *, what: What, at: datetime, who: str) -> Change:
    """Return a change of something in a plan, with what it is called and where it stands."""
    return Change(
        at=at,
        what=what,
        who=who,
        name=_name(thing),
        kind=kind,
        item_id=thing.id,
        number=thing.number,
        anchor=f"{kind}-{thing.number}",
    )


def _name(thing: Thing) -> str:
    return thing.name if isinstance(thing, Measure) else getattr(thing, "title", "")


def _deeds(plan: Plan, deeds: Sequence[Deed]) -> Iterator[Change]:
    actions = {action.id: action for action in [*plan.actions, *plan.parked_actions]}
    for deed in deeds:
        # What changed of scope and agreement is told by field.
        if deed.name not in DEEDS or (deed.kept and deed.name == "plan.frame"):
            continue
        if action := actions.get(deed.item_id):
            reason = action.parked_reason if deed.name == "action.park" else ""
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


def _changed(plan: Plan, deeds: Sequence[Deed], *, but: Container[str]) -> Iterator[Change]:
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


def _days(plan: Plan) -> Iterator[Change]:
    items: dict[str, Action | Milestone] = {action.id: action for action in [*plan.actions, *plan.parked_actions]}
    items |= {milestone.id: milestone for milestone in plan.milestones}
    for move in plan.due_moves:
        if item := items.get(move.item_id):
            moved = _about(move.kind, item, what=What.DAY, at=move.moved_at, who=move.by_name)
            yield replace(moved, before=move.before, after=move.after, reason=move.reason)


def _goals(plan: Plan) -> Iterator[Change]:
    for each in plan.goals:
        yield Change(
            at=each.replaced_at,
            what=What.GOAL,
            who=each.by_name,
            item_id=plan.id,
            name=each.goal,
            before=each.day_one,
            reason=each.reason,
            sponsor=each.sponsor,
            agreed_name=each.by_name,
            agreement=agreement_of(plan, PromiseKind.GOAL, each.id),
        )


def _numbers(plan: Plan) -> Iterator[Change]:
    for measure in plan.measures:
        anchor = f"measure-{measure.number}"
        afters: list[MeasureMove | Measure] = [*measure.moves[1:], measure]
        # Without a move nothing came after one.
        for move, after in zip(measure.moves, afters, strict=False):
            yield Change(
                at=move.moved_at,
                what=What.MEASURE,
                who=move.by_name,
                name=measure.name,
                item_id=measure.id,
                reason=move.reason,
                anchor=anchor,
                said=_moved(move, after),
                sponsor=move.sponsor,
                agreed_name=move.by_name,
                agreement=agreement_of(plan, PromiseKind.MEASURE, move.id),
            )
        yield from _readings(measure)


def _readings(measure: Measure) -> Iterator[Change]:
    """Yield what was read of a measure; what a check-in tells stands there, unless it took another number's place."""
    for reading in measure.readings:
        before = _replaced(measure, reading)
        shares = _other_shares(before, reading)
        instead = before.value if before and before.value != reading.value else None
        if reading.check_in_id is None or shares or instead is not None:
            yield Change(
                at=reading.filed_at,
                what=What.READING,
                who=reading.by_name,
                name=measure.name,
                before=reading.on,
                after=reading.value,
                reason=reading.note,
                anchor=f"measure-{measure.number}",
                instead=instead,
                shares=shares,
            )


def _replaced(measure: Measure, reading: Reading) -> Reading | None:
    """Return the reading that counted for a day until another one was filed."""
    earlier = [each for each in measure.readings if each.on == reading.on and each.filed_at < reading.filed_at]
    return max(earlier, key=lambda each: each.filed_at, default=None)


def _other_shares(before: Reading | None, reading: Reading) -> dict[str, tuple[float | None, float | None]]:
    """Return the numbers of groups that are others than they were for the same day."""
    if before is None or not before.shares:
        return {}
    pairs = {name: (before.shares.get(name), reading.shares.get(name)) for name in {**before.shares, **reading.shares}}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _shelves(plan: Plan) -> dict[str, Sequence[Thing]]:
    return {
        "action": plan.actions, "milestone": plan.milestones, "risk": plan.risks, "ask": plan.asks,
        "decision": plan.decisions, "assumption": plan.assumptions, "owner": plan.members, "measure": plan.measures,
        "parked": plan.parked, "thanks": plan.thanks, "evidence": plan.evidence, "commitment": plan.commitments,
    }  # fmt: skip


def _moved(move: MeasureMove, after: MeasureMove | Measure) -> dict[str, list[object]]:
    """What a measure promised before a move and after it; what the server did not keep then is not said."""

    def promised(row: MeasureMove | Measure, name: str) -> object:
        said = row.promised if isinstance(row, MeasureMove) else {}
        return said.get(name, getattr(row, name, None))

    names = [name for name in {"baseline": 0, "target": 0, **move.promised} if isinstance(after, Measure)
             or name in ("baseline", "target") or name in after.promised]  # fmt: skip
    pairs = {name: [promised(move, name), promised(after, name)] for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _edits(plan: Plan) -> Iterator[Change]:
    choosers: dict[str, str] = {}
    by_account: dict[str, bool] = {}

    def chosen(edit: Edit) -> dict[str, Any]:
        chooser, is_account = choosers.get(edit.item_id, ""), by_account.get(edit.item_id, False)
        return {"address_by": chooser, "by_account": is_account}

    for edit in plan.edits:
        if "address_by" in edit.said:
            choosers[edit.item_id] = str(edit.said["address_by"][1] or "")
        if "by_account" in edit.said:
            by_account[edit.item_id] = bool(edit.said["by_account"][1])
        if edit.deed == EditDeed.DROP:
            yield from _dropped(edit)
        elif "verdict" in edit.said:
            before, after = (str(each or "") for each in edit.said["verdict"])
            answered = _edited(edit, What.VERDICT, {"answer": edit.said["answer"]})
            yield replace(answered, before=before, after=after, **chosen(edit))
        elif "answer" in edit.said and edit.said["answer"][1]:
            yield replace(_edited(edit, What.ANSWERED, {"answer": edit.said["answer"]}), **chosen(edit))
        is_answer = "verdict" in edit.said or bool(edit.said.get("answer", ("", ""))[1])
        told = {"answer", "verdict", "address_by", "by_account", "doubted"} if is_answer else set()
        rest = {name: pair for name, pair in edit.said.items() if name not in told}
        if edit.deed == EditDeed.CHANGE and rest:
            yield _edited(edit, What.CHANGED, rest)


def _dropped(edit: Edit) -> Iterator[Change]:
    """What was taken out was there once, and somebody took it out."""
    made_at, made_by = (str(edit.said[name][0]) for name in ("made_at", "made_by"))
    if edit.kind != "part":
        made = _edited(edit, What.MADE, {})
        yield replace(made, at=datetime.fromisoformat(made_at), who=made_by, anchor="")
    yield replace(_edited(edit, What.DROPPED, {}), anchor="")


def _edited(edit: Edit, what: What, said: Mapping[str, Sequence[object]]) -> Change:
    answer = said.get("answer", ("", ""))
    return Change(
        at=edit.made_at,
        what=what,
        who=edit.by_name,
        name=edit.title,
        kind=edit.kind,
        item_id=edit.item_id,
        number=edit.number,
        before=str(answer[0] or "") or None,
        reason=str(answer[1]) if what in _ANSWERS else edit.reason,
        anchor=f"{'action' if edit.kind == 'part' else edit.kind}-{edit.number}" if edit.number else "",
        said={} if what in _ANSWERS else said,
    )


def _made(plan: Plan, deeds: Sequence[Deed]) -> Iterator[Change]:
    makers = {deed.item_id: deed.who for deed in deeds if deed.name in MAKES}
    for kind, shelf in _shelves(plan).items():
        for each in shelf:
            who = getattr(each, "by_name", "") or makers.get(each.id, "")
            yield _about(kind, each, what=What.MADE, at=each.created_at, who=who)


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
            sponsor=each.sponsor,
            agreed=each.agreed,
            agreed_name=each.agreed_name,
            agreement=agreement_of(plan, PromiseKind.PAUSE, each.id),
        )
