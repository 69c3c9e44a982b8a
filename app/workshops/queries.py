"""Finding workshops and seats: what is found may be seen, what may not be seen is not found."""

from collections.abc import Iterable

from sqlalchemy import func, select

from app.accounts.models import Principal
from app.db import db
from app.errors import NotFound
from app.workshops.errors import CodeUnknown, SeatEnded
from app.workshops.models import LEADING_ROLES, Seat, SeatRole, Stage, Visit, Workshop


def workshop_and_seat(workshop_id: str, principal: Principal) -> tuple[Workshop, Seat]:
    """The workshop, and the seat this principal has in it.

    Raises:
        NotFound: no such workshop, or the principal never sat in it.
        SeatEnded: a facilitator ended the seat.
    """
    seat = db.session.scalar(select(Seat).where(Seat.workshop_id == workshop_id, Seat.principal_id == principal.id))
    if seat is None:
        raise NotFound
    if seat.removed_at is not None:
        raise SeatEnded
    return seat.workshop, seat


def open_workshop(code: str) -> Workshop:
    """The workshop that people join with this code, as kept: eight characters, no space.

    Raises:
        CodeUnknown: no workshop has it, it was changed, or the workshop is closed.
    """
    workshop = db.session.scalar(select(Workshop).where(Workshop.code == code, Workshop.closed_at.is_(None)))
    if workshop is None:
        raise CodeUnknown
    return workshop


def stage_of(workshop_id: str) -> Stage:
    """The stage of a workshop that was found before."""
    return db.session.scalars(select(Stage).where(Stage.workshop_id == workshop_id)).one()


def seat_of(workshop_id: str, principal_id: str) -> Seat | None:
    """The seat of a principal, ended or not."""
    return db.session.scalar(select(Seat).where(Seat.workshop_id == workshop_id, Seat.principal_id == principal_id))


def seat_in(workshop_id: str, seat_id: str) -> Seat:
    """A seat of this workshop that was not ended.

    Raises:
        NotFound: no such seat here.
    """
    seat = db.session.scalar(
        select(Seat).where(Seat.id == seat_id, Seat.workshop_id == workshop_id, Seat.removed_at.is_(None))
    )
    if seat is None:
        raise NotFound
    return seat


def people_in(workshop_id: str) -> list[Seat]:
    """Everybody who sits in the workshop, in the order they came. A wall is nobody."""
    return list(
        db.session.scalars(
            select(Seat)
            .where(Seat.workshop_id == workshop_id, Seat.removed_at.is_(None), Seat.role != SeatRole.WALL)
            .order_by(Seat.joined_at, Seat.id)
        )
    )


def count_people(workshop_id: str) -> int:
    """How many people sit in the workshop."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Seat)
            .where(Seat.workshop_id == workshop_id, Seat.removed_at.is_(None), Seat.role != SeatRole.WALL)
        )
        or 0
    )


def skeletons_in(workshop_id: str) -> frozenset[str]:
    """The names in the room as the eye sees them."""
    return frozenset(
        db.session.scalars(select(Seat.name_skeleton).where(Seat.workshop_id == workshop_id, Seat.removed_at.is_(None)))
    )


def workshops_led_by(person: Principal) -> list[Workshop]:
    """The workshops where this person facilitates, the newest first."""
    return list(
        db.session.scalars(
            select(Workshop)
            .join(Seat, Seat.workshop_id == Workshop.id)
            .where(Seat.principal_id == person.id, Seat.removed_at.is_(None), Seat.role.in_(LEADING_ROLES))
            .order_by(Workshop.created_at.desc(), Workshop.id)
        )
    )


def visits_of(workshop_id: str) -> list[Visit]:
    """The steps as they were really run, in order."""
    return list(db.session.scalars(select(Visit).where(Visit.workshop_id == workshop_id).order_by(Visit.id)))


def seats_by_principal(workshop_id: str, principal_ids: Iterable[str]) -> list[Seat]:
    """The seats of these principals that were not ended."""
    return list(
        db.session.scalars(
            select(Seat).where(
                Seat.workshop_id == workshop_id,
                Seat.removed_at.is_(None),
                Seat.principal_id.in_(list(principal_ids)),
            )
        )
    )


def ended_seat_in(workshop_id: str, seat_id: str) -> Seat:
    """A seat of this workshop that a facilitator ended.

    Raises:
        NotFound: no such seat here.
    """
    seat = db.session.scalar(
        select(Seat).where(Seat.id == seat_id, Seat.workshop_id == workshop_id, Seat.removed_at.is_not(None))
    )
    if seat is None:
        raise NotFound
    return seat


def ended_seats_in(workshop_id: str) -> list[Seat]:
    """The seats that facilitators ended, the latest first."""
    return list(
        db.session.scalars(
            select(Seat)
            .where(Seat.workshop_id == workshop_id, Seat.removed_at.is_not(None), Seat.role != SeatRole.WALL)
            .order_by(Seat.removed_at.desc())
        )
    )


def count_facilitators(workshop_id: str) -> int:
    """How many facilitators the workshop has; co-facilitators do not count."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Seat)
            .where(Seat.workshop_id == workshop_id, Seat.removed_at.is_(None), Seat.role == SeatRole.FACILITATOR)
        )
        or 0
    )
