"""All a plan says as plain values, and what a sign-off seals of it: JSON, and the hash of these very letters. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final

from app.db import Model
from app.plans.actions.shown import late_done, unshown
from app.plans.actions.standing import DoneLate, Unshown
from app.plans.agreed_changes import agreed_after_end, agreed_in
from app.plans.agreeing import asked_about, dropped_in, stands
from app.plans.endings.sealed_undone import sealed_before
from app.plans.evidence.late import added_late
from app.plans.evidence.of import evidence_of
from app.plans.items.answers import answer_of, asked_then, is_written_for
from app.plans.measures.earlier import added_to, first_goal, first_promise, first_target
from app.plans.measures.told import Corrected, ToldAfterEnd, corrected_before, first_told, told_after_end
from app.plans.models import (
    Action,
    Agreement,
    Ask,
    CheckIn,
    Commitment,
    Decision,
    Edit,
    Evidence,
    GoalVersion,
    Measure,
    MeasureMove,
    Milestone,
    Part,
    Pause,
    Plan,
    Reading,
    Risk,
    SignOff,
)
from app.plans.naming import naming_of
from app.plans.promised_before import promises_before
from app.plans.promised_days import done_after, first_agreed, first_due
from app.plans.promised_words import first_asked, first_of, first_title
from app.plans.status.afterwards import entered_afterwards, entered_in
from app.plans.status.at_end import AtEnd, at_end_from, at_end_in
from app.plans.status.due_days import day_that_counts, due_by, is_done, missed_on
from app.plans.status.facts import promised_before
from app.plans.status.firm_days import counts_by, firm_of, needs_pause
from app.plans.status.judging import judged
from app.plans.status.readings import InOther, counted_until, in_its_unit, last_counted, last_reading, told_in_other
from app.plans.was_parked import WasParked, was_parked

FORMAT = "baraza-signed-plan 1"

COLUMNS: Final[Mapping[type[Model], tuple[str, ...]]] = {
    Plan: ("id", "title", "goal", "day_one", "timezone", "leader", "sponsor", "coach", "data_keeper", "storyteller",
           "capability", "initiative", "scope_in", "scope_out", "agreement", "note", "published_at"),
    SignOff: ("result", "handover", "choice", "why", "sponsor", "signed_on", "by_name", "follow_on"),
    Measure: ("number", "name", "unit", "baseline", "target", "direction", "main", "proxy", "curve", "steps", "groups",
              "source", "counted_by", "definition"),
    MeasureMove: ("baseline", "target", "promised", "reason", "sponsor", "by_name", "moved_at"),
    Reading: ("on", "value", "unit", "shares", "tallied", "note", "by_name", "filed_at"),
    Action: ("number", "title", "owner", "helpers", "start_on", "due_on", "dated_at", "status", "progress",
             "blocked_since", "blocked_reason", "done_on", "critical", "was_critical", "missed_on", "first_win",
             "capability", "evidence_expected", "parked_on", "parked_reason"),
    Part: ("number", "title", "owner", "every", "due_on", "done_on"),
    Evidence: ("number", "title", "on", "place", "url", "own_page", "name", "mime", "size", "sha256", "by_name"),
    CheckIn: ("on", "filed_at", "by_name", "by_role", "address_by", "done", "next", "blocked", "help", "mood",
              "confidence", "review", "taken_back", "taken_back_at", "taken_back_by", "taken_back_why"),
    Milestone: ("number", "title", "critical", "was_critical", "missed_on", "due_on", "dated_at", "done_on",
                "state"),
    Risk: ("number", "title", "likelihood", "impact", "response", "owner", "state", "closed_on"),
    Ask: ("number", "title", "to", "kind", "barrier", "asked_on", "reply_by", "answer", "answered_on",
          "confirms", "verdict", "verdict_by", "verdict_as", "address_by", "address_on",
          "address_at", "by_account", "doubted", "doubted_for"),
    Agreement: ("kind", "name", "said", "reason", "sponsor", "own", "by_name", "made_at"),
    Decision: ("number", "title", "reason", "by", "written_by", "decided_on", "undone_on"),
    Commitment: ("number", "title", "owner"),
    GoalVersion: ("goal", "day_one", "replaced_at", "reason", "sponsor", "by_name"),
    Edit: ("deed", "kind", "number", "title", "said", "reason", "by_name", "made_at"),
    Pause: ("first", "last", "reason", "agreed", "sponsor", "agreed_name", "by_name"),
}  # fmt: skip
"""What of each table is sealed. A column that is new is sealed too; old seals stay what they are."""

_EDITED: Final = frozenset({
    "plan", "action", "part", "measure", "milestone", "risk", "ask", "decision", "commitment", "evidence",
})  # fmt: skip
"""Of what is sealed, what was said before is sealed too; how people are reached is in no seal."""

_SHELVES = ("risks", "decisions", "commitments", "goals", "pauses")


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was sealed, and whether it is still what its hash says."""

    said: dict[str, Any]
    sha256: str
    intact: bool


def seal(plan: Plan, signed: SignOff) -> tuple[str, str]:
    """Return all a plan says as JSON, in one way of writing it only, and the SHA-256 of that in UTF-8."""
    at_end = at_end_in(judged(plan, signed.signed_on).at_end)
    said = {"format": FORMAT, "signed": said_in(signed), "at_end": at_end, **said_of(plan, signed.signed_on)}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text, hash_of(text)


def at_end_of(sealed: Sealed | None) -> AtEnd | None:
    """Return how a plan stood when it was signed off, as it was sealed; None where an earlier server sealed nothing."""
    return at_end_from(sealed.said.get("at_end")) if sealed else None


def said_of(plan: Plan, today: date) -> dict[str, Any]:
    """Return all a plan says on a day, as plain values by the names of its columns."""
    gone_by = {each.id for each in agreed_in(plan)}
    return {
        "plan": {
            **said_in(plan),
            "first_goal": first_goal(plan),
            "first_title": first_title(plan),
            "first_day_one": _plain(plan.first_day_one),
        },
        "measures": [_measure(each, plan, today) for each in plan.measures],
        "actions": [_action(each, plan, today) for each in [*plan.actions, *plan.parked_actions]],
        "milestones": [_milestone(each, plan, today) for each in plan.milestones],
        "agreements": [_agreement(each, plan, goes_by=each.id in gone_by) for each in plan.agreements],
        "evidence": [_evidence(each, plan) for each in plan.evidence],
        "check_ins": [said_in(each) for each in plan.check_ins],
        "edits": [said_in(each) for each in plan.edits if each.kind in _EDITED],
        "asks": [_ask(each, plan) for each in plan.asks],
        "entered_afterwards": [entered_in(each) for each in entered_afterwards(plan)],
        **{shelf: [said_in(each) for each in getattr(plan, shelf)] for shelf in _SHELVES},
    }


def said_in(row: Model) -> dict[str, Any]:
    """Return what a row of a plan says, without what ties it to others."""
    return {name: _plain(getattr(row, name)) for name in COLUMNS[type(row)]}


def opened(signed: SignOff) -> Sealed | None:
    """Return what a sign-off sealed; None where the plan was signed before the server kept that."""
    if not signed.sealed:
        return None
    return Sealed(json.loads(signed.sealed), signed.sha256, hash_of(signed.sealed) == signed.sha256)


def hash_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def _measure(measure: Measure, plan: Plan, today: date) -> dict[str, object]:
    last = last_counted(measure, plan, today)
    readings, until = in_its_unit(measure), counted_until(plan.calendar, today)
    told = first_told(last, readings, plan.timezone)
    after_end = told_after_end(last, readings, plan.timezone, counts_by(plan))
    added = added_to(plan, measure)
    return {
        **said_in(measure),
        "value": last.value if last else None,
        "in_other": _fields(told_in_other(measure, until)),
        "agreed": _agreed(measure, plan, today),
        "needs_pause": needs_pause(plan, last, firm_of(plan)),
        "added": {"on": added.on.isoformat(), "day": added.day} if added else None,
        "first_target": first_target(measure, measure.moves),
        "first_promise": first_promise(measure, measure.moves),
        "first_told": {"value": told.value, "corrected_on": told.corrected_on.isoformat()} if told else None,
        "corrected": [_fields(each) for each in corrected_before(last, readings, plan.timezone)],
        "told_after_end": _fields(after_end),
        "readings": [said_in(each) for each in measure.readings],
        "moves": [said_in(each) for each in measure.moves],
    }


def _agreed(measure: Measure, plan: Plan, today: date) -> dict[str, object] | None:
    """Return what a measure promised and counts by what the sponsor agreed to; None where that is what it says now."""
    before = promises_before(plan).get(measure.id)
    if before is None or plan.calendar is None:
        return None
    told = promised_before(measure, before)
    last = last_reading(told, counted_until(plan.calendar, today))
    counted = {name: _plain(getattr(told, name)) for name in ("baseline", "target", "unit", "direction")}
    other = told_in_other(told, counted_until(plan.calendar, today))
    return {**counted, "value": last.value if last else None, "in_other": _fields(other)}


def _fields(said: ToldAfterEnd | Corrected | WasParked | InOther | None) -> dict[str, object] | None:
    return {name: _plain(value) for name, value in said._asdict().items()} if said else None


def _action(action: Action, plan: Plan, today: date) -> dict[str, object]:
    numbers = {each.id: each.number for each in [*plan.actions, *plan.parked_actions]}
    first = first_of(plan, action)
    return {
        **said_in(action),
        **_days(action, plan, action.parked_on or today),
        **_missing(action, plan),
        "first_title": first.title,
        "first_evidence_expected": first.shown,
        "was_parked": [_fields(each) for each in was_parked(action)],
        "after": sorted(numbers[need.needs_id] for need in action.needs if need.needs_id in numbers),
        "parts": [said_in(each) for each in action.parts],
    }


def _days(item: Action | Milestone, plan: Plan, on: date) -> dict[str, object]:
    """Return the day on which something was promised first, the one it missed, as long as that counts, and how late
    it was done, or is on a day as long as it is not. `done_after` is the day of `promised_days.done_after`: where
    something critical was done later than first promised, or anything after its day, that first day as pauses moved it.
    `late_since` is the day from which it is counted how late it was done, which may be none that it has or had.
    `undone_before` is the day of the first sign-off, reopened since, at which it was not done, `unshown_before` that of
    one at which it was done and not shown.
    """
    due, late = None if is_done(item) else due_by(item, plan, on), late_done(item, plan)
    sealed = sealed_before(item, plan, shown=unshown(item, plan) is None)
    first = done_after(plan, item) or (_first_before(late, item, plan) if late else None)
    return {
        "first_due_on": _plain(first_due(plan, item)),
        "missed_on": _plain(missed_on(item, plan)),
        "done_late": late.days if late else 0,
        "late_since": _plain(late.due_on) if late else None,
        "done_after": _plain(first),
        "days_late": max(0, due.late) if due else None,
        "undone_before": _plain(sealed.on) if sealed and not sealed.unshown else None,
        "unshown_before": _plain(sealed.on) if sealed and sealed.unshown else None,
    }


def _missing(item: Action | Milestone, plan: Plan) -> dict[str, object]:
    """Return what is missing of evidence."""
    missing = unshown(item, plan)
    return {"nothing_shown": missing is Unshown.NOT_SHOWN, "nothing_says_how": missing is Unshown.NOT_SAID}


def _first_before(late: DoneLate, item: Action | Milestone, plan: Plan) -> date | None:
    """Return the first day of something done late as pauses moved it; None where it never had another."""
    return first_agreed(plan, item) or (late.due_on if first_due(plan, item) else None)


def _milestone(milestone: Milestone, plan: Plan, today: date) -> dict[str, object]:
    return {
        **said_in(milestone),
        **_days(milestone, plan, today),
        **_missing(milestone, plan),
        "last_due_on": _plain(day_that_counts(milestone, plan)),
        "first_title": first_of(plan, milestone).title,
    }


def _agreement(agreement: Agreement, plan: Plan, *, goes_by: bool) -> dict[str, object]:
    number = next((each.number for each in plan.measures if each.id == agreement.item_id), None)
    ask = agreement.ask.number if agreement.ask else None
    named = naming_of(plan, agreement)
    naming = {name: _plain(said) for name, said in named._asdict().items() if name != "on" or said} if named else None
    dropped = dropped_in(plan, agreement)
    return {
        **said_in(agreement),
        "asked": _asked(agreement, dropped or asked_about(plan, agreement)),
        "ask": ask,
        "measure": number,
        "stands": stands(plan, agreement),
        "goes_by": goes_by,
        "after_end": agreed_after_end(plan, agreement) is not None,
        "dropped": bool(dropped),
        "naming": naming,
    }


def _asked(agreement: Agreement, changed: Mapping[str, list[object]]) -> dict[str, list[object]]:
    """Return what a promise said when the sponsor last agreed to it and what it says after a change, by name."""
    return {name: changed.get(name, [after, after]) for name, (_before, after) in agreement.said.items()}


def _ask(ask: Ask, plan: Plan) -> dict[str, object]:
    """Return what an ask says, what was asked first, and who wrote its answer down for whom it was asked of."""
    answer = answer_of(plan, ask)
    written = answer is not None and is_written_for(plan, ask, answer)
    return {
        **said_in(ask),
        "first_title": first_asked(plan, ask),
        "written_down": {"by": answer.by_name, "for": asked_then(plan, ask, answer)} if answer and written else None,
    }


def _evidence(evidence: Evidence, plan: Plan) -> dict[str, object]:
    of = evidence_of(evidence, plan)
    numbers = {kind: of.number if of and of.kind == kind else None for kind in ("action", "milestone")}
    return {
        **said_in(evidence),
        **numbers,
        "shows": evidence.shows,
        "added_on": _plain(added_late(evidence, plan.timezone)),
    }


def _plain(said: object) -> object:
    return said.isoformat() if isinstance(said, date | datetime) else said
