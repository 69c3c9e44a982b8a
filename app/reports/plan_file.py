"""A plan as a file for programs: all its page says, what is expected by when, and how it stands. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from app.db import Model
from app.plans import days
from app.plans.agreeing import moved_day_one, refused_in, refused_of, waiting_in
from app.plans.endings.seal import said_in, said_of
from app.plans.items.answers import answer_of, is_written_for
from app.plans.measures.curve import Earlier
from app.plans.measures.figures import course_of, filed_through
from app.plans.models import Assumption, Measure, Parked, Plan, StatusOverride, Thanks
from app.plans.promised_before import promises_before
from app.plans.status.at_end import at_end_in, ended_before
from app.plans.status.came import Unreached
from app.plans.status.firm_days import counts_by, firm_day, firm_of, plan_day
from app.plans.status.judging import GoesBy, drawn_by, judged

FORMAT: Final = "baraza-plan 1"

_MORE: Final[Mapping[type[Model], tuple[str, ...]]] = {
    Assumption: ("number", "title", "test", "owner", "state", "checked_on"),
    Parked: ("number", "title", "reason", "again_on"),
    Thanks: ("number", "title", "to", "by", "written_by", "given_on"),
    StatusOverride: ("value", "reason", "by_name", "set_on", "until", "created_at", "withdrawn_at"),
}
"""What a plan's page says and no sign-off seals. How people are reached is in no file."""


def write(plan: Plan, today: date) -> bytes:
    """Return a plan as it is on a day, as JSON in UTF-8."""
    return json.dumps(file_of(plan, today), ensure_ascii=False, indent=1, default=date.isoformat).encode()


def file_of(plan: Plan, today: date) -> dict[str, Any]:
    """Return what the file says, by name. `refused`: it is still promised although the sponsor does not agree.

    `unconfirmed`: the sponsor has not said whether they agree to it. `answered_by` gave the answer to an ask; where it
    is `written_down`, they are somebody else than who is asked.
    """
    said = said_of(plan, today)
    _complete_measures(said["measures"], plan, today)
    _complete_answers(said, plan)
    for filed, check_in in zip(said["check_ins"], plan.check_ins, strict=True):
        filed["link_made_by"] = check_in.link_maker
    return {
        **_head(plan, today),
        "sign_offs": [said_in(each) for each in plan.sign_offs],
        **said,
        "assumptions": [_of(each) for each in plan.assumptions],
        "parked": [_of(each) for each in plan.parked],
        "thanks": [_of(each) for each in plan.thanks],
        "overrides": [_of(each) for each in plan.overrides],
    }


def _head(plan: Plan, today: date) -> dict[str, Any]:
    """Return how a plan stands on a day."""
    how, firm = judged(plan, today), firm_day(plan, today)
    return {
        "format": FORMAT,
        "on": today,
        "day": plan_day(plan, today),
        "first_day_one": plan.first_day_one,
        "day_one_not_agreed_to": moved_day_one(plan),
        "day_without_pauses_not_agreed_to": (firm.counted if firm.day is None else firm.day) if firm else None,
        "centre": plan.centre.name,
        "status": how.status,
        "last_known": how.last_known._asdict() if how.last_known else None,
        "never_counted": how.never_counted,
        "at_end": at_end_in(how.at_end),
        "ended_before": [
            {
                **(at_end_in(each) or {}),
                "critical_undone": each.undone,
                "critical_unshown": each.unshown,
                "unreached": _came(each.unreached),
            }
            for each in ended_before(each.sealed for each in plan.reopenings)
        ],
        "refused": bool(refused_in(plan)),
        "unconfirmed": bool(waiting_in(plan)),
        "asks_little": [each._asdict() for each in how.asks_little],
        "goes_by": [_goes_by(each) for each in how.goes_by],
        "reasons": [asdict(reason) for reason in how.verdict.reasons],
    }


def _came(came: Unreached | None) -> dict[str, Any] | None:
    return {"value": came.value, "target": came.target, "unit": came.unit} if came else None


def _complete_measures(said: list[dict[str, Any]], plan: Plan, today: date) -> None:
    """Add to what measures say the curve, whether the sponsor refused them, and who made the links numbers came by."""
    for filed, measure in zip(said, plan.measures, strict=True):
        filed["expected"] = _expected(measure, plan, today)
        filed["refused"] = bool(refused_of(plan, measure))
        for told, reading in zip(filed["readings"], measure.readings, strict=True):
            through = filed_through(reading, plan)
            told["link_made_by"] = through.link_maker if through else ""
            told["address_by"] = through.address_by if through else ""


def _complete_answers(said: dict[str, Any], plan: Plan) -> None:
    """Add to agreements and asks what was answered, and by whom; see `file_of`."""
    refused, waiting = refused_in(plan), waiting_in(plan)
    for filed, agreement in zip(said["agreements"], plan.agreements, strict=True):
        filed["refused"], filed["unconfirmed"] = agreement in refused, agreement in waiting
    for filed, ask in zip(said["asks"], plan.asks, strict=True):
        edit = answer_of(plan, ask)
        filed["answered_by"] = ask.verdict_by or (edit.by_name if edit else "")
        filed["written_down"] = edit is not None and not ask.verdict and is_written_for(plan, ask, edit)


def _goes_by(of: GoesBy) -> dict[str, object]:
    """Return by which promise of a measure the status goes, where the sponsor did not agree to the one of now."""
    return {
        "measure": of.name,
        "earlier": of.earlier,
        "target_before": of.before.value,
        "target_now": of.now.value,
        "unit_before": of.before.unit,
        "unit_now": of.now.unit,
        "later_numbers_left_out": of.earlier and of.counted_otherwise,
        "agreed_after_end": of.after_end.isoformat() if of.after_end else None,
    }


def _expected(measure: Measure, plan: Plan, today: date) -> list[dict[str, object]]:
    """Return for each day the number that was promised first for it, by which the plan goes on it, and promised now.

    Days and dates are those by which the status counts, as in the chart; see `firm_days.counts_by`.
    """
    begins, by = counts_by(plan), drawn_by(plan, today).get(measure.id)
    agreed = promises_before(plan)[measure.id] if by and by.earlier else None
    now, course = (course_of(measure, plan, begins if firm_of(plan) else None, each) for each in (None, agreed))
    if now is None or course is None or begins is None:
        return []
    first: Earlier = (*course.earlier, course.last)[0]
    return [
        {
            "day": day,
            "on": days.date_of(day, begins),
            "promised_first": first.asked(day),
            "promised_on_the_day": course.asked(day),
            "promised_now": now.last.asked(day),
        }
        for day in range(max(1, course.begins), days.LENGTH + 1)
    ]


def _of(row: Model) -> dict[str, object]:
    return {name: getattr(row, name) for name in _MORE[type(row)]}
