"""What people do with a plan, one transaction each."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app import audit, clock
from app.accounts.models import Principal
from app.boards.models import Board, Element
from app.db import db, transaction
from app.errors import NotAllowed
from app.events import publish
from app.ids import new_id
from app.plans import days, queries
from app.plans.errors import ActionIncomplete, DueOutsidePlan, NoHostCentre, NoteAlreadyPromoted
from app.plans.events import ActionPromoted, PlanChanged
from app.plans.models import Action, ActionStatus, Origin, Plan
from app.plans.policy import Deed
from app.workshops.models import Seat, Workshop
from app.workshops.queries import held


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionWords:
    """What an action says: what will be done, by whom, until when, and how far it is."""

    title: str
    owner: str
    due_on: date
    status: ActionStatus = ActionStatus.TODO
    blocked_reason: str = ""


def note_to_promote(seat: Seat, board_id: str, note_id: str) -> tuple[Board, Element]:
    """The note, for somebody who may make it an action.

    Raises:
        NotAllowed: the seat does not lead the workshop.
        NotFound: there is no such note in this workshop, or it is hidden from the seat.
        NoteStillPrivate: only the seat itself sees the note.
    """
    if not seat.facilitates or seat.removed_at is not None:
        raise NotAllowed
    return queries.note_for(seat, board_id, note_id)


def promote(seat: Seat, board_id: str, note_id: str, words: ActionWords) -> Action:
    """Make a note an action in the plan of the workshop's host centre; the first one makes the plan.

    The action keeps where the note lies and a copy of its words. Two people who
    promote one note at once get one action; the second is told its number.

    Raises:
        NotAllowed, NotFound, NoteStillPrivate: as for `note_to_promote`.
        NoHostCentre: no centre hosts the workshop.
        NoteAlreadyPromoted: it is an action already.
        ActionIncomplete, DueOutsidePlan: as they say.
    """
    with transaction():
        board, note = note_to_promote(db.session.get_one(Seat, seat.id), board_id, note_id)
        # One after the other: promotions in one workshop number their actions.
        workshop = held(seat.workshop_id)
        earlier = queries.action_from(board_id, note_id)
        if earlier is not None:
            raise NoteAlreadyPromoted(earlier.number)
        plan = queries.plan_of(workshop.id) or _new_plan(workshop)
        _check(words, plan)
        action = _next_action(plan, words)
        action.origins.append(_origin(board, note))
        _flush_origin()
        audit.record("action.promote", f"action:{action.id}", actor_id=seat.principal_id, note=note_id, plan=plan.id)
        publish(ActionPromoted(workshop.id, plan.id, action.id, action.number, board_id, note_id))
        publish(PlanChanged(plan.id, plan.centre_id, plan.workshop_id))
    return action


def change_action(person: Principal, action_id: str, words: ActionWords) -> Action:
    """Give an action other words, another owner, day or status.

    A day it already had may stay, also when it has passed.

    Raises:
        NotFound: no such action, or its plan is not theirs to read.
        NotAllowed: they may read the plan but not change it.
        ActionIncomplete, DueOutsidePlan: as they say.
    """
    with transaction():
        action, deeds = queries.action_and_deeds(action_id, person)
        require_change(deeds)
        _check(words, action.plan, kept=action.due_on)
        before = ActionStatus(action.status)
        _write(action, words)
        audit.record("action.change", f"action:{action.id}", actor_id=person.id, before=before, after=words.status)
        _tell(action.plan)
    return action


def change_plan(person: Principal, plan_id: str, *, title: str, goal: str, day_one: date | None) -> Plan:
    """Give the plan another title, goal or day 1. Actions keep their dates, so their day numbers move with day 1.

    Raises:
        NotFound: no such plan, or it is not theirs to read.
        NotAllowed: they may read the plan but not change it.
    """
    with transaction():
        plan, deeds = queries.plan_and_deeds(plan_id, person)
        require_change(deeds)
        before = plan.day_one
        plan.title, plan.goal, plan.day_one = title, goal, day_one
        audit.record(
            "plan.change", f"plan:{plan.id}", actor_id=person.id, before=_written(before), after=_written(day_one)
        )
        _tell(plan)
    return plan


def require_change(deeds: frozenset[Deed]) -> None:
    """Refuse somebody who may read a plan and no more.

    Raises:
        NotAllowed: as it says.
    """
    if Deed.CHANGE not in deeds:
        raise NotAllowed


def today_of(plan: Plan) -> date:
    """Which date it is where the plan is carried out."""
    return days.today_in(plan.timezone, clock.now())


def _new_plan(workshop: Workshop) -> Plan:
    if workshop.host is None:
        raise NoHostCentre
    day_one, _today = queries.calendar_of(workshop)
    plan = Plan(
        id=new_id(),
        centre_id=workshop.host.id,
        workshop_id=workshop.id,
        title=workshop.title,
        day_one=day_one,
        timezone=workshop.host.timezone,
        created_at=clock.now(),
    )
    db.session.add(plan)
    db.session.flush()
    return plan


def _next_action(plan: Plan, words: ActionWords) -> Action:
    last = db.session.scalar(select(func.max(Action.number)).where(Action.plan_id == plan.id))
    action = Action(id=new_id(), plan_id=plan.id, number=(last or 0) + 1, created_at=clock.now())
    _write(action, words)
    db.session.add(action)
    return action


def _write(action: Action, words: ActionWords) -> None:
    action.title = words.title
    action.owner = words.owner
    action.due_on = words.due_on
    action.status = words.status
    action.blocked_reason = words.blocked_reason if words.status == ActionStatus.BLOCKED else ""


def _origin(board: Board, note: Element) -> Origin:
    details = {key: note.props[key] for key in ("lang", "gloss") if note.props.get(key)}
    return Origin(
        board_id=board.id,
        note_id=note.id,
        seq=note.updated_seq,
        promoted=True,
        words=str(note.props.get("text", "")),
        details={**details, "zone": note.zone, "canvas": board.canvas},
    )


def _flush_origin() -> None:
    try:
        db.session.flush()
    except IntegrityError as error:
        raise NoteAlreadyPromoted from error


def _check(words: ActionWords, plan: Plan, *, kept: date | None = None) -> None:
    if not (words.title and words.owner):
        raise ActionIncomplete
    if words.due_on != kept and not days.may_be_due(words.due_on, day_one=plan.day_one, today=today_of(plan)):
        raise DueOutsidePlan


def _tell(plan: Plan) -> None:
    publish(PlanChanged(plan.id, plan.centre_id, plan.workshop_id))


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None
