"""A change of a plan as a value: what changed, from what to what, by whom and why. No queries, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from app.plans.models import Action, ActionStatus, Agreement, CheckIn, Item, Measure, Plan


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


DEEDS: Final = frozenset({
    "action.park", "action.take-up", "plan.publish", "plan.frame", "plan.baton", "plan.open-workshop",
    "plan.write-back", "plan.pause-change", "plan.pause-drop", "plan.share", "plan.unshare", "plan.end-link",
    "plan.sign-off", "plan.reopen", "plan.follow-up", "status.withdraw",
})  # fmt: skip
"""What is told by its name alone."""


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
    `agreed_name` wrote down; the `agreement` says whether they were asked and what they answered. An answer that
    is not theirs was written down for who was asked, `written_for`. `address_by` chose the address at which a sponsor
    answered, or the account where it is `by_account`. `instead` is the other number that counted for the day of a
    reading, `shares` the numbers of groups before and after, where they are others.
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
    written_for: str = ""
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


def change_of(kind: str, thing: Thing, *, what: What, at: datetime, who: str) -> Change:
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


def things_of(plan: Plan) -> dict[str, tuple[str, Thing]]:
    """What a plan holds, each with its kind, by id; also what is set aside."""
    shelves: dict[str, Sequence[Thing]] = {
        "action": [*plan.actions, *plan.parked_actions], "milestone": plan.milestones, "risk": plan.risks,
        "ask": plan.asks, "decision": plan.decisions, "assumption": plan.assumptions, "owner": plan.members,
        "measure": plan.measures, "parked": plan.parked, "thanks": plan.thanks,
        "evidence": plan.evidence, "commitment": plan.commitments,
    }  # fmt: skip
    return {each.id: (kind, each) for kind, shelf in shelves.items() for each in shelf}
