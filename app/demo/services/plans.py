"""The plan of a workshop of a file, its days counted so that today is the day the file says."""

from collections.abc import Mapping
from datetime import date, timedelta

from app import clock
from app.centres.models import Centre
from app.db import db
from app.demo import schema
from app.demo.services import plan_record
from app.demo.services.notes import Written
from app.demo.services.workshops import Made
from app.ids import new_id
from app.plans import days
from app.plans.models import Action, ActionStatus, Need, Origin, Part, Plan


def day_one_of(plan: schema.Plan, today: date) -> date:
    """Day 1 as it counts now: moved so that today is `as_of_day`, or as the file dates it."""
    if plan.as_of_day is not None:
        return days.day_one_when(plan.as_of_day, today)
    return plan.day1 or today


def shift_of(plan: schema.Plan | None, today: date) -> timedelta:
    """By how much the plan moved; its workshop moves with it."""
    if plan is None or plan.day1 is None:
        return timedelta()
    return day_one_of(plan, today) - plan.day1


def add_plan(made: Made, centre: Centre, notes: Mapping[str, Written]) -> Plan | None:
    """Make the plan with all it says; each action leads back to its notes."""
    written = made.written.plan
    if written is None:
        return None
    plan = Plan(
        id=new_id(),
        centre_id=centre.id,
        workshop_id=made.row.id,
        title=written.title,
        goal=written.goal,
        day_one=day_one_of(written, days.today_in(centre.timezone, clock.now())),
        timezone=centre.timezone,
        created_at=made.row.closed_at or clock.now(),
        published_at=made.row.closed_at,
        **plan_record.roles_of(written),
    )
    db.session.add(plan)
    db.session.flush()
    seen: set[str] = set()
    made_of: dict[str, Action] = {}
    for number, planned in enumerate(written.actions, start=1):
        action = _action(plan, number, planned)
        # A note counts as having become the first action that names it; for later ones it is a source.
        action.origins = [_origin(notes[note], promoted=note not in seen) for note in planned.source_notes]
        seen.update(planned.source_notes)
        made_of[planned.id] = action
        db.session.add(action)
    for planned in written.actions:
        made_of[planned.id].needs = [Need(needs_id=made_of[first].id) for first in planned.needs]
    db.session.flush()
    today = days.today_in(centre.timezone, clock.now())
    plan_record.add_record(plan, written, today)
    plan_record.add_beside(plan, written, {name: action.id for name, action in made_of.items()}, today)
    return plan


def _action(plan: Plan, number: int, written: schema.PlannedAction) -> Action:
    day_one = plan.day_one or date.min
    return Action(
        id=new_id(),
        plan_id=plan.id,
        number=number,
        title=written.title,
        owner=written.owner_role,
        helpers=list(written.helpers),
        parts=[_part(at, part, plan) for at, part in enumerate(written.parts, start=1)],
        start_on=days.date_of(written.start_day, day_one),
        due_on=days.date_of(written.due_day, day_one),
        status=ActionStatus(written.status),
        blocked_reason=written.blocked_reason,
        blocked_since=days.date_of(written.blocked_since_day, day_one) if written.blocked_since_day else None,
        done_on=days.date_of(written.due_day, day_one) if written.status == "done" else None,
        critical=written.critical,
        first_win=written.first_win,
        progress=written.progress,
        capability=written.capability,
        evidence_expected=written.evidence_expected,
        created_at=plan.created_at,
    )


def _part(number: int, written: schema.PlannedPart, plan: Plan) -> Part:
    due = days.date_of(written.due_day, plan.day_one or date.min) if written.due_day else None
    return Part(
        id=new_id(),
        number=number,
        title=written.title,
        owner=written.owner_role,
        due_on=due,
        done_on=due if written.done else None,
        created_at=plan.created_at,
    )


def _origin(written: Written, *, promoted: bool) -> Origin:
    note = written.note
    details = {"lang": note.lang, "zone": note.zone, "canvas": note.canvas, "votes": note.votes}
    return Origin(
        board_id=written.board_id,
        note_id=written.note_id,
        seq=written.seq,
        promoted=promoted,
        words=note.text,
        details={**details, "gloss": note.en} if note.en else details,
    )
