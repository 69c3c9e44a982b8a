"""Finding the workshops somebody plans, and what belongs to them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select

from app.accounts.models import Principal
from app.centres.models import Centre, Staff
from app.db import db
from app.errors import NotFound
from app.workshops.models import LEADING_ROLES, Seat, Step, Workshop
from app.workshops.policy import HOSTING


def workshop_to_plan(workshop_id: str, person: Principal) -> Workshop:
    """The workshop, for somebody who may change its agenda and details.

    Raises:
        NotFound: there is none, or it is not theirs to plan.
    """
    found = db.session.scalar(select(Workshop).where(Workshop.id == workshop_id, _planned_by(person)))
    if found is None:
        raise NotFound
    return found


def workshops_planned_by(person: Principal) -> Sequence[Workshop]:
    """Every workshop the person may plan, newest first."""
    return db.session.scalars(select(Workshop).where(_planned_by(person)).order_by(Workshop.created_at.desc())).all()


def step_of(workshop: Workshop, step_id: str) -> Step:
    """A step of this very workshop.

    Raises:
        NotFound: the workshop has no such step.
    """
    found = db.session.scalar(select(Step).where(Step.id == step_id, Step.workshop_id == workshop.id))
    if found is None:
        raise NotFound
    return found


def centres_to_host(person: Principal) -> Sequence[Centre]:
    """The centres in whose name the person may hold workshops, by name; an administrator may in any."""
    mine = select(Staff.centre_id).where(Staff.principal_id == person.id, Staff.role.in_(HOSTING))
    every = select(Centre).order_by(Centre.name)
    return db.session.scalars(every if person.is_administrator else every.where(Centre.id.in_(mine))).all()


def _planned_by(person: Principal) -> ColumnElement[bool]:
    seats = select(Seat.workshop_id).where(
        Seat.principal_id == person.id, Seat.role.in_(LEADING_ROLES), Seat.removed_at.is_(None)
    )
    centres = select(Staff.centre_id).where(Staff.principal_id == person.id, Staff.role.in_(HOSTING))
    return or_(Workshop.id.in_(seats), Workshop.host_id.in_(centres))
