"""What a sign-off seals: all a plan said when it was signed, as JSON, and the hash of these very letters. Pure."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from app.db import Model
from app.plans.models import Action, CheckIn, Evidence, Measure, Plan, SignOff
from app.plans.status.facts import last_reading

FORMAT = "baraza-signed-plan 1"

_PLAN = ("id", "title", "goal", "day_one", "timezone", "leader", "sponsor", "coach", "data_keeper", "storyteller",
         "capability", "initiative", "scope_in", "scope_out", "agreement", "note", "published_at")  # fmt: skip
_SIGNED = ("result", "handover", "choice", "why", "sponsor", "signed_on", "by_name", "follow_on")
_MEASURE = ("number", "name", "unit", "baseline", "target", "direction", "main", "proxy", "curve", "steps", "groups",
            "source", "counted_by", "definition")  # fmt: skip
_MOVE = ("baseline", "target", "promised", "reason", "sponsor", "by_name", "moved_at")
_READING = ("on", "value", "shares", "note", "by_name", "filed_at")
_ACTION = ("number", "title", "owner", "helpers", "start_on", "due_on", "status", "blocked_reason", "done_on",
           "critical", "first_win", "evidence_expected", "parked_on", "parked_reason")  # fmt: skip
_PART = ("number", "title", "owner", "due_on", "done_on")
_EVIDENCE = ("number", "title", "on", "place", "url", "name", "mime", "size", "sha256", "by_name")
_CHECK_IN = ("on", "filed_at", "by_name", "done", "next", "blocked", "help", "mood", "confidence", "review",
             "taken_back", "taken_back_by", "taken_back_why")  # fmt: skip
_ITEM = {
    "milestones": ("number", "title", "due_on", "done_on", "state"),
    "risks": ("number", "title", "likelihood", "impact", "response", "owner", "state"),
    "asks": ("number", "title", "to", "barrier", "asked_on", "reply_by", "answer", "answered_on"),
    "decisions": ("number", "title", "reason", "by", "decided_on"),
    "commitments": ("number", "title", "owner"),
    "goals": ("goal", "day_one", "replaced_at", "reason", "sponsor", "by_name"),
    "pauses": ("first", "last", "reason", "agreed", "sponsor", "by_name"),
}


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was sealed, and whether it is still what its hash says."""

    said: dict[str, Any]
    sha256: str
    intact: bool


def seal(plan: Plan, signed: SignOff) -> tuple[str, str]:
    """Return all a plan says as JSON, in one way of writing it only, and the SHA-256 of that in UTF-8."""
    said = {
        "format": FORMAT,
        "plan": _of(plan, _PLAN),
        "signed": _of(signed, _SIGNED),
        "measures": [_measure(each, signed.signed_on) for each in plan.measures],
        "actions": [_action(each, plan) for each in [*plan.actions, *plan.parked_actions]],
        "evidence": [_evidence(each, plan) for each in plan.evidence],
        "check_ins": [_check_in(each) for each in plan.check_ins],
        **{shelf: [_of(each, names) for each in getattr(plan, shelf)] for shelf, names in _ITEM.items()},
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text, hash_of(text)


def opened(signed: SignOff) -> Sealed | None:
    """Return what a sign-off sealed; None where the plan was signed before the server kept that."""
    if not signed.sealed:
        return None
    return Sealed(json.loads(signed.sealed), signed.sha256, hash_of(signed.sealed) == signed.sha256)


def hash_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def _measure(measure: Measure, signed_on: date) -> dict[str, object]:
    last = last_reading(measure, signed_on)
    return {
        **_of(measure, _MEASURE),
        "value": last.value if last else measure.baseline,
        "readings": [_of(each, _READING) for each in measure.readings],
        "moves": [_of(each, _MOVE) for each in measure.moves],
    }


def _action(action: Action, plan: Plan) -> dict[str, object]:
    numbers = {each.id: each.number for each in [*plan.actions, *plan.parked_actions]}
    return {
        **_of(action, _ACTION),
        "after": sorted(numbers[need.needs_id] for need in action.needs if need.needs_id in numbers),
        "parts": [_of(each, _PART) for each in action.parts],
    }


def _evidence(evidence: Evidence, plan: Plan) -> dict[str, object]:
    number = next((each.number for each in plan.actions if each.id == evidence.action_id), None)
    return {**_of(evidence, _EVIDENCE), "action": number}


def _check_in(check_in: CheckIn) -> dict[str, object]:
    return _of(check_in, _CHECK_IN)


def _of(row: Model, names: tuple[str, ...]) -> dict[str, object]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(said: object) -> object:
    return said.isoformat() if isinstance(said, date | datetime) else said
