"""Finding seats that are more than a place in the room: ended ones, walls, the one somebody took last."""

from sqlalchemy import func, select

from app.accounts.models import Principal
from app.db import db
from app.errors import NotFound
from app.workshops.models import Seat, SeatRole


def ended_seat_in(workshop_id: str, seat_id: str) -> Seat:
    """A seat of this workshop that a facilitator ended. A wall that was taken down is nobody's to let back.

    Raises:
        NotFound: no such seat here.
    """
    seat = db.session.scalar(
        select(Seat).where(
            Seat.id == seat_id,
            Seat.workshop_id == workshop_id,
            Seat.removed_at.is_not(None),
            Seat.role != SeatRole.WALL,
        )
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


def latest_seat(principal_id: str) -> Seat | None:
    """The seat a principal took last and still has."""
    return db.session.scalar(
        select(Seat)
        .where(Seat.principal_id == principal_id, Seat.removed_at.is_(None))
        .order_by(Seat.joined_at.desc())
        .limit(1)
    )


def wall_in(workshop_id: str) -> Seat | None:
    """The seat of the walls of a workshop, if one was set up and not taken down."""
    return db.session.scalar(
        select(Seat).where(Seat.workshop_id == workshop_id, Seat.role == SeatRole.WALL, Seat.removed_at.is_(None))
    )


def standing_wall(seat_id: str) -> Seat | None:
    """The wall with this id, if it was not taken down."""
    return db.session.scalar(
        select(Seat).where(Seat.id == seat_id, Seat.role == SeatRole.WALL, Seat.removed_at.is_(None))
    )


def principal_behind(seat: Seat) -> Principal:
    """Whose seat it is."""
    return db.session.get_one(Principal, seat.principal_id)
