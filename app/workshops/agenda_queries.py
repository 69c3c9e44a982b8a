"""Finding the workshops somebody plans, and what belongs to them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import selectinload

from app import aside
from app.accounts.models import Principal
from app.canvases.library import Canvas
from app.centres.models import Centre, Staff
from app.db import db
from app.errors import NotFound
from app.workshops.agenda import Agenda, AgendaDay, AgendaStep
from app.workshops.models import LEADING_ROLES, Day, Seat, SeatRole, Step, Workshop, WorkshopCanvas
from app.workshops.policy import HOSTING


def workshop_to_plan(workshop_id: str, person: Principal, *, lock: bool = False) -> Workshop:
    """The workshop, for somebody who may change its agenda and details; locked if they are about to.

    Raises:
        NotFound: there is none, or it is not theirs to plan.
    """
    asked = select(Workshop).where(Workshop.id == workshop_id, planned_by(person))
    if lock:
        asked = asked.with_for_update(key_share=True).execution_options(populate_existing=True)
    found = db.session.scalar(asked)
    if found is None:
        raise NotFound
    return found


def workshops_planned_by(person: Principal) -> Sequence[Workshop]:
    """Every workshop the person may plan, newest first."""
    return db.session.scalars(select(Workshop).where(planned_by(person)).order_by(Workshop.created_at.desc())).all()


def ids_planned_by(person: Principal) -> set[str]:
    """The ids of every workshop the person may plan."""
    return set(db.session.scalars(select(Workshop.id).where(planned_by(person))))


def workshops_known_to(person: Principal) -> Sequence[Workshop]:
    """Every workshop the person plans or sits in, with days and steps."""
    sits = select(Seat.workshop_id).where(
        Seat.principal_id == person.id, Seat.removed_at.is_(None), Seat.role != SeatRole.WALL
    )
    query = (
        select(Workshop)
        .where(or_(planned_by(person), Workshop.id.in_(sits)))
        .options(selectinload(Workshop.days), selectinload(Workshop.steps))
        .execution_options(yield_per=aside.MADE_AT_ONCE)
    )
    return aside.in_parts(db.session.scalars(query))


def seats_held_by(person: Principal) -> Sequence[Seat]:
    """Every seat of the person that was not ended."""
    return db.session.scalars(select(Seat).where(Seat.principal_id == person.id, Seat.removed_at.is_(None))).all()


def step_of(workshop: Workshop, step_id: str) -> Step:
    """A step of this very workshop.

    Raises:
        NotFound: the workshop has no such step.
    """
    found = db.session.scalar(select(Step).where(Step.id == step_id, Step.workshop_id == workshop.id))
    if found is None:
        raise NotFound
    return found


def day_of(workshop: Workshop, position: int) -> Day:
    """The day at this position of this very workshop, from 0.

    Raises:
        NotFound: the workshop has no such day.
    """
    if not 0 <= position < len(workshop.days):
        raise NotFound
    return workshop.days[position]


def agenda_of(workshop: Workshop) -> Agenda:
    """The workshop's days and steps as the clock sees them."""
    return Agenda(
        zone=workshop.timezone,
        days=tuple(AgendaDay(day.date, day.starts_at) for day in workshop.days),
        steps=tuple(AgendaStep(step.id, step.day, step.minutes) for step in workshop.steps),
    )


def canvases_of(workshop: Workshop) -> dict[str, Canvas]:
    """The canvases that came into the workshop, by id, as they stood then."""
    kept = db.session.scalars(select(WorkshopCanvas).where(WorkshopCanvas.workshop_id == workshop.id))
    return {row.canvas: Canvas.from_body(row.body) for row in kept}


def colleagues_of(workshop: Workshop) -> Sequence[Principal]:
    """Who hosts at the workshop's centre and has no facilitator's seat in it yet, by name."""
    seated = select(Seat.principal_id).where(Seat.workshop_id == workshop.id, Seat.role.in_(LEADING_ROLES))
    return db.session.scalars(
        select(Principal)
        .join(Staff, Staff.principal_id == Principal.id)
        .where(Staff.centre_id == workshop.host_id, Staff.role.in_(HOSTING), Principal.id.not_in(seated))
        .order_by(Principal.name)
    ).all()


def facilitators_of(workshop: Workshop) -> Sequence[Seat]:
    """The seats that lead the workshop, facilitators first."""
    return db.session.scalars(
        select(Seat)
        .where(Seat.workshop_id == workshop.id, Seat.role.in_(LEADING_ROLES), Seat.removed_at.is_(None))
        .order_by(Seat.role.desc(), Seat.joined_at)
    ).all()


def leads(workshop: Workshop, person: Principal) -> bool:
    """Whether the person has a seat that leads in this workshop."""
    return any(seat.principal_id == person.id for seat in facilitators_of(workshop))


def centres() -> Sequence[Centre]:
    """Every centre, by name."""
    return db.session.scalars(select(Centre).order_by(Centre.name, Centre.id)).all()


def centres_to_host(person: Principal) -> Sequence[Centre]:
    """The centres in whose name the person may hold workshops, by name; an administrator may in any.

    One that is closed is among them: whoever chooses it is told so.
    """
    mine = select(Staff.centre_id).where(Staff.principal_id == person.id, Staff.role.in_(HOSTING))
    every = select(Centre).order_by(Centre.name)
    return db.session.scalars(every if person.is_administrator else every.where(Centre.id.in_(mine))).all()


def planned_by(person: Principal) -> ColumnElement[bool]:
    seats = select(Seat.workshop_id).where(
        Seat.principal_id == person.id, Seat.role.in_(LEADING_ROLES), Seat.removed_at.is_(None)
    )
    centres = select(Staff.centre_id).where(Staff.principal_id == person.id, Staff.role.in_(HOSTING))
    return or_(Workshop.id.in_(seats), Workshop.host_id.in_(centres))
