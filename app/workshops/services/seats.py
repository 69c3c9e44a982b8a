"""Taking a seat, and what facilitators do with seats: roles, removal, letting somebody back in.

Facilitators change seats one after the other, so that two who show each other out leave one who leads.
"""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from app import audit, clock
from app.accounts import names
from app.accounts.models import Principal
from app.db import db, transaction
from app.errors import NotAllowed, NotFound
from app.events import publish
from app.ids import new_id
from app.workshops import queries, seat_queries
from app.workshops.errors import JoiningLocked, LastFacilitator, NameTaken, SeatRefused, WorkshopOver
from app.workshops.events import SeatAskedFor, SeatChanged, SeatRemoved, SeatTaken
from app.workshops.models import Seat, SeatRole
from app.workshops.policy import Deed, require


@dataclass(frozen=True, slots=True)
class About:
    """What somebody said about themselves on joining; all of it may be empty."""

    table: str = ""
    organisation: str = ""
    position: str = ""
    region: str = ""
    consented: bool = False


NOTHING_SAID = About()


def take_seat(
    workshop_id: str,
    principal: Principal,
    *,
    name: str,
    role: SeatRole = SeatRole.PARTICIPANT,
    about: About = NOTHING_SAID,
) -> Seat:
    """The seat of this principal: the one they have, else a new one.

    Raises:
        SeatEnded: a facilitator ended their seat here.
        BadName: the name cannot be shown.
        NameTaken: somebody in the room has a name that looks like it.
    """
    with transaction():
        return add_seat(workshop_id, principal, name=name, role=role, about=about)


def add_seat(
    workshop_id: str,
    principal: Principal,
    *,
    name: str,
    role: SeatRole = SeatRole.PARTICIPANT,
    about: About = NOTHING_SAID,
    comes: bool = True,
) -> Seat:
    """Do what `take_seat` does, as a part of the caller's transaction. Who is invited only does not come yet."""
    kept = queries.seat_of(workshop_id, principal.id)
    if kept is not None:
        if kept.removed_at is not None:
            raise seat_queries.why_ended(kept)
        return kept
    shown = names.clean(name)
    seat = Seat(
        id=f"s_{new_id()}",
        workshop_id=workshop_id,
        principal_id=principal.id,
        role=role,
        name=shown,
        name_skeleton=names.skeleton(shown),
        table=about.table,
        organisation=about.organisation,
        position=about.position,
        region=about.region,
        consented_at=clock.now() if about.consented else None,
        joined_at=clock.now(),
        came_at=clock.now() if comes else None,
    )
    if seat.name_skeleton in queries.skeletons_in(workshop_id):
        raise NameTaken(shown, free_name(workshop_id, shown))
    db.session.add(seat)
    _flush_name(shown)
    publish(SeatTaken(workshop_id, seat.id))
    return seat


def note_arrival(seat: Seat) -> None:
    """Note that somebody is in the room who has a seat: the first time."""
    if seat.came_at is None:
        with transaction():
            came(seat)


def came(seat: Seat) -> None:
    """Do what `note_arrival` does, as a part of the caller's transaction."""
    seat.came_at = seat.came_at or clock.now()


def change_role(seat: Seat, other_id: str, role: SeatRole) -> Seat:
    """Give another seat of the workshop another role.

    Raises:
        NotAllowed: the seat does not lead, or the role is not one for people.
        NotFound: no such seat here.
        LastFacilitator: nobody would be facilitator any more.
    """
    with transaction():
        queries.held(seat.workshop_id)
        require(seat, Deed.CHANGE_ROLES)
        other = queries.seat_in(seat.workshop_id, other_id)
        if SeatRole.WALL in {role, other.role}:
            raise NotAllowed
        if other.role == role:
            return other
        _keep_a_facilitator(other)
        before, other.role = other.role, role
        audit.record("seat.role", f"seat:{other.id}", actor_id=seat.principal_id, before=before, after=role)
        publish(SeatChanged(seat.workshop_id, other.id))
        return other


def remove(seat: Seat, other_id: str) -> Seat:
    """End another seat: its sockets stop and its cookie no longer opens the room.

    Raises:
        NotAllowed: the seat does not lead.
        NotFound: no such seat here.
        LastFacilitator: nobody would be facilitator any more.
    """
    with transaction():
        queries.held(seat.workshop_id)
        require(seat, Deed.CHANGE_ROLES)
        other = queries.seat_in(seat.workshop_id, other_id)
        _keep_a_facilitator(other)
        other.removed_at = clock.now()
        audit.record("seat.removed", f"seat:{other.id}", actor_id=seat.principal_id)
        publish(SeatRemoved(seat.workshop_id, other.id, other.principal_id))
        return other


def ask_again(workshop_id: str, principal: Principal) -> Seat:
    """Ask for one's own ended seat again; a facilitator says whether one may have it.

    Asking once more, or with a seat that was not ended, changes nothing. After a no nobody is asked again.

    Raises:
        NotFound: the principal never had one here.
        WorkshopOver: the workshop is closed, so nobody is there to say yes.
        JoiningLocked: a facilitator has locked the door.
        SeatRefused: one was asked before and said no.
    """
    with transaction():
        seat = queries.seat_of(workshop_id, principal.id)
        if seat is None or seat.role == SeatRole.WALL:
            raise NotFound
        if seat.removed_at is None or seat.asked_at is not None:
            return seat
        if seat.workshop.closed_at is not None:
            raise WorkshopOver
        if seat.workshop.joining_locked:
            raise JoiningLocked
        if seat.refused_at is not None:
            raise SeatRefused
        seat.asked_at = clock.now()
        audit.record("seat.asked", f"seat:{seat.id}", actor_id=principal.id)
        publish(SeatAskedFor(workshop_id, seat.id))
        return seat


def let_back(seat: Seat, other_id: str) -> Seat:
    """Give an ended seat back, as a participant.

    Raises:
        NotAllowed: the seat does not lead.
        NotFound: no such ended seat here.
        NameTaken: somebody else has the name now.
    """
    with transaction():
        require(seat, Deed.CHANGE_ROLES)
        other = seat_queries.ended_seat_in(seat.workshop_id, other_id)
        other.removed_at = other.asked_at = other.refused_at = None
        other.role = SeatRole.PARTICIPANT
        _flush_name(other.name)
        audit.record("seat.let-back", f"seat:{other.id}", actor_id=seat.principal_id)
        publish(SeatTaken(seat.workshop_id, other.id, again=True))
        return other


def turn_away(seat: Seat, other_id: str) -> Seat:
    """Say no to somebody who asks to come in again: they are told so, and cannot ask once more.

    Raises:
        NotAllowed: the seat does not lead.
        NotFound: nobody asks for such a seat here.
    """
    with transaction():
        require(seat, Deed.CHANGE_ROLES)
        other = seat_queries.ended_seat_in(seat.workshop_id, other_id)
        if other.asked_at is None:
            raise NotFound
        other.asked_at, other.refused_at = None, clock.now()
        audit.record("seat.turned-away", f"seat:{other.id}", actor_id=seat.principal_id)
        publish(SeatRemoved(seat.workshop_id, other.id, other.principal_id, refused=True))
        return other


def free_name(workshop_id: str, name: str) -> str:
    """A name like this one that nobody in the room has: the name itself, else with the first free number."""
    taken = queries.skeletons_in(workshop_id)
    tries = (name, *(f"{name[:57]} {number}" for number in range(2, 100)))
    return next((each for each in tries if names.skeleton(each) not in taken), "")


def _keep_a_facilitator(other: Seat) -> None:
    if other.role == SeatRole.FACILITATOR and seat_queries.count_facilitators(other.workshop_id) == 1:
        raise LastFacilitator


def _flush_name(name: str) -> None:
    """Write, and let the database say whether the name is free; two people may choose it in the same moment."""
    try:
        db.session.flush()
    except IntegrityError as error:
        raise NameTaken(name) from error
