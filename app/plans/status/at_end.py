"""How a plan stood when it was signed off, also where that was taken back. Pure."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, NamedTuple

from app.plans.status.rules import Reason, Status, Verdict, Why


class LastKnown(NamedTuple):
    """How a plan stood by the rules on the last day on which there was data, and for how many days there is none."""

    status: Status
    day: int
    days: int


class AtEnd(NamedTuple):
    """How a plan stood by the rules when it was signed off, on which day; and before, where there was no data then."""

    verdict: Verdict
    day: int
    last_known: LastKnown | None = None

    @property
    def status(self) -> Status:
        return self.verdict.status


def at_end_in(at_end: AtEnd | None) -> dict[str, Any] | None:
    """Return how a plan stood by the rules when it was signed off, as plain values."""
    if at_end is None:
        return None
    return {
        "status": at_end.status,
        "day": at_end.day,
        "reasons": [asdict(each) for each in at_end.verdict.reasons],
        "last_known": at_end.last_known._asdict() if at_end.last_known else None,
    }


def at_end_from(said: dict[str, Any] | None) -> AtEnd | None:
    """Return how a plan stood by what `at_end_in` returned; None where an earlier server kept nothing."""
    if not said:
        return None
    reasons = [{**each, "why": Why(each["why"]), "status": Status(each["status"])} for each in said["reasons"]]
    known = said["last_known"]
    return AtEnd(
        Verdict(Status(said["status"]), tuple(Reason(**each) for each in reasons)),
        said["day"],
        LastKnown(Status(known["status"]), known["day"], known["days"]) if known else None,
    )


def ended_before(seals: Iterable[str]) -> tuple[AtEnd, ...]:
    """Return how a plan stood at each sign-off that was taken back, by what was sealed: each status of a day once."""
    found = map(_at_end_sealed, seals)
    return tuple({(each.status, each.day): each for each in found if each}.values())


def _at_end_sealed(sealed: str) -> AtEnd | None:
    try:
        said = json.loads(sealed)
    except ValueError:
        # Lists of plans stay readable where one seal was damaged.
        return None
    return at_end_from(said.get("at_end"))
