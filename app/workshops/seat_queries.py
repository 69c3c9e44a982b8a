"""Finding seats that are more than a place in the room: ended ones, walls, the one somebody took last."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import func, select

from app.accounts import browsers
from app.accounts.models import Principal, WebSession
from app.db import db
from app.errors import NotFound
from app.workshops.errors import SeatAsked, SeatEnded, SeatRefused
from app.workshops.models import Seat, SeatRole, Workshop


def why_ended(seat: Seat) -> SeatEnded:
    """Return what somebody is told whose seat was ended: that alone, that it is asked for, or that it is refused."""
    if seat.asked_at is not None:
        return SeatAsked()
    return SeatEnded() if seat.refused_at is None else SeatRefused()


def ended_now(seat_id: str) -> str | None:
    """Return the code of why a seat is ended at this moment, whatever was read of it before; None where it is not."""
    query = select(Seat).where(Seat.id == seat_id).execution_options(populate_existing=True)
    seat = db.session.scalars(query).one()
    return None if seat.removed_at is None else why_ended(seat).code


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


def ended_in_browser(workshop_id: str, browser: str) -> list[Seat]:
    """The seats of this workshop that were ended, or are only asked for, of people who were in a browser.

    `browser` is its secret.
    """
    if not browser:
        return []
    rows = db.session.execute(
        select(Seat, WebSession.browser)
        .join(WebSession, WebSession.principal_id == Seat.principal_id)
        .where(Seat.workshop_id == workshop_id, Seat.removed_at.is_not(None), Seat.role != SeatRole.WALL)
        .order_by(Seat.removed_at)
    )
    return [seat for seat, marked in rows if marked == browsers.mark(browser, seat.principal_id)]


def ended_seats_in(workshop_id: str) -> list[Seat]:
    """The seats that facilitators ended and those that somebody asks for, the latest first."""
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


def closed_with(principal: Principal | None) -> Workshop | None:
    """Return the workshop closed last in which somebody has a seat; None where none of theirs is closed."""
    if principal is None:
        return None
    mine = select(Workshop).join(Seat, Seat.workshop_id == Workshop.id)
    closed = mine.where(
        Seat.principal_id == principal.id,
        Seat.removed_at.is_(None),
        Seat.role != SeatRole.WALL,
        Workshop.closed_at.is_not(None),
    )
    return db.session.scalar(closed.order_by(Workshop.closed_at.desc()).limit(1))


def latest_seat(principal_id: str) -> Seat | None:
    """The seat a principal took last and still has."""
    return db.session.scalar(
        select(Seat)
        .where(Seat.principal_id == principal_id, Seat.removed_at.is_(None))
        .order_by(Seat.joined_at.desc())
        .limit(1)
    )


def seats_of(workshop_id: str, principal_ids: Collection[str]) -> list[Seat]:
    """The seats some have in a workshop, in the order in which they came."""
    return list(
        db.session.scalars(
            select(Seat)
            .where(Seat.workshop_id == workshop_id, Seat.principal_id.in_(principal_ids), Seat.removed_at.is_(None))
            .order_by(Seat.joined_at, Seat.id)
        )
    )


def asked_seats_of(workshop_id: str, principal_ids: Collection[str]) -> list[Seat]:
    """Return the seats of some people that they ask for or were refused, in the order of their names."""
    asked = Seat.asked_at.is_not(None) | Seat.refused_at.is_not(None)
    these = Seat.workshop_id == workshop_id, Seat.principal_id.in_(principal_ids), asked
    return list(db.session.scalars(select(Seat).where(*these).order_by(Seat.name))) if principal_ids else []


def phones_in(workshop_id: str) -> dict[str, tuple[str, ...]]:
    """Principal → the names of those who share a phone with them, for all who share one."""
    return {
        principal_id: tuple(name for other, name in people.items() if other != principal_id)
        for people in shared_phones(workshop_id)
        for principal_id in people
    }


def shared_phones(workshop_id: str) -> list[dict[str, str]]:
    """Return, for each phone that several people of a workshop share, their principals with their names."""
    rows = db.session.execute(
        select(WebSession.phone, Seat.principal_id, Seat.name)
        .join(Seat, Seat.principal_id == WebSession.principal_id)
        .where(
            Seat.workshop_id == workshop_id,
            Seat.removed_at.is_(None),
            WebSession.phone.is_not(None),
            WebSession.revoked_at.is_(None),
        )
        .order_by(Seat.joined_at, Seat.id)
    ).all()
    sharing: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for phone, principal_id, name in rows:
        sharing[str(phone)][principal_id] = name
    return [people for people in sharing.values() if len(people) > 1]


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


def whose(seat_id: str) -> str:
    """Return the principal of a seat, ended ones too."""
    return db.session.get_one(Seat, seat_id).principal_id
