"""What a plan and its things said before: kept whenever somebody says something else of them or takes them out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from app import clock
from app.accounts.models import Principal
from app.db import Model, db
from app.plans.items.answers import AS_ASKED, WRITTEN_DOWN
from app.plans.models import Action, Edit, EditDeed, Evidence, Item, Measure, Milestone, Part, Plan

SAID: Final[dict[str, tuple[str, ...]]] = {
    "action": ("title", "owner", "helpers", "start_on", "due_on", "status", "blocked_reason", "critical", "first_win",
               "evidence_expected", "needs"),
    "part": ("title", "owner", "due_on", "every", "done"),
    "measure": ("name", "unit", "baseline", "target", "direction", "main", "curve", "steps", "proxy", "source",
                "counted_by", "definition", "groups"),
    "milestone": ("title", "due_on", "critical", "state"),
    "risk": ("title", "likelihood", "impact", "response", "owner", "state"),
    "ask": ("title", "to", "kind", "reply_by", "barrier", "answer", "verdict", "address_by",
            "by_account", "doubted"),
    "decision": ("title", "reason", "by"),
    "assumption": ("title", "test", "owner", "state"),
    "owner": ("title", "part", "contact"),
    "parked": ("title", "reason", "again_on"),
    "thanks": ("title", "to", "by"),
    "commitment": ("title", "owner", "state", "said"),
    "evidence": ("title", "on", "place", "url", "of", "file"),
    "plan": ("title", "goal", "day_one", "leader", "sponsor", "coach", "data_keeper", "storyteller", "capability",
             "initiative", "scope_in", "scope_out", "agreement"),
}  # fmt: skip
"""What each kind of thing says that people may change."""

Said = Plan | Action | Part | Measure | Item
"""Whatever says something that people may change."""

_KINDS: Final = {"plan_member": "owner", "action_part": "part"}


@dataclass(frozen=True, slots=True)
class Writer:
    """Who says it: an account, or the name a link was made for."""

    name: str
    id: str | None = None

    @classmethod
    def of(cls, person: Principal) -> "Writer":
        return cls(person.name, person.id)


def kind_of(row: Model) -> str:
    """Return which of a plan's kinds of things a row is."""
    return _KINDS.get(row.__tablename__, str(row.__tablename__))


def said_by(row: Model) -> dict[str, object]:
    """Return all a row says that people may change, as it can be kept."""
    return {name: _plain(_value(row, name)) for name in SAID[kind_of(row)]}


def keep_edit(
    plan: Plan,
    row: Said,
    before: Mapping[str, object],
    by: Writer,
    *,
    reason: str = "",
    but: Collection[str] = (),
    written_down: bool = False,
    as_asked: bool = False,
) -> list[str]:
    """Keep what a row said `before`, where it says something else now, in the caller's transaction; return what.

    `but` names what another row tells already. `written_down`: an answer is not that of the account which bears the
    name that is asked. `as_asked`: it is that of who is asked, with an account of another name.
    """
    now = said_by(row)
    said = {name: [before[name], now[name]] for name in now if name not in but and before[name] != now[name]}
    kept = list(said)
    if written_down and "answer" in said:
        said[WRITTEN_DOWN] = [False, True]
    if as_asked and "answer" in said:
        said[AS_ASKED] = [False, True]
    keep_said(plan, row, said, by, reason=reason)
    return kept


def keep_said(plan: Plan, row: Said, said: dict[str, list[object]], by: Writer, *, reason: str = "") -> None:
    """Keep what of a row says something else now, by name before and after, where anything does."""
    if said:
        edit = _edit(plan, row, by)
        edit.deed, edit.said, edit.reason = EditDeed.CHANGE, said, reason
        db.session.add(edit)


def keep_drop(plan: Plan, row: Part | Item, by: Writer) -> None:
    """Keep what a row says that is taken out, with since when and from whom it was there."""
    edit = _edit(plan, row, by)
    made = {"made_at": [row.created_at.isoformat(), None], "made_by": [getattr(row, "by_name", ""), None]}
    edit.deed, edit.said = EditDeed.DROP, {**{name: [said, None] for name, said in said_by(row).items()}, **made}
    db.session.add(edit)


def _edit(plan: Plan, row: Said, by: Writer) -> Edit:
    return Edit(
        plan_id=plan.id,
        kind=kind_of(row),
        item_id=row.id,
        number=_number(plan, row),
        title=str(getattr(row, "title", "") or getattr(row, "name", ""))[:400],
        by_id=by.id,
        by_name=by.name,
        made_at=clock.now(),
    )


def _number(plan: Plan, row: Model) -> int:
    """Return the number it is called by; a part is named with its action."""
    if isinstance(row, Part):
        return next((each.number for each in [*plan.actions, *plan.parked_actions] if each.id == row.action_id), 0)
    return int(getattr(row, "number", 0))


def _value(row: Model, name: str) -> object:
    match row, name:
        case Part(), "done":
            return row.done_on is not None
        case Action(), "needs":
            numbers = {each.id: each.number for each in [*row.plan.actions, *row.plan.parked_actions]}
            return sorted(numbers[need.needs_id] for need in row.needs if need.needs_id in numbers)
        case Evidence(), "of":
            action = db.session.get(Action, row.action_id) if row.action_id else None
            of = action or (db.session.get(Milestone, row.milestone_id) if row.milestone_id else None)
            return of.title if of else ""
        case Evidence(), "file":
            # Two photos may have one name.
            return f"{row.name} (SHA-256 {row.sha256[:12]})".strip() if row.sha256 else ""
        case _:
            return getattr(row, name)


def _plain(value: object) -> object:
    """Return a value as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
