"""Who shares the phone that is asking: a table may have one phone and several names, each with a seat of its own."""

from app.accounts.access import MOST_BESIDE, sessions_beside, take_turn
from app.workshops import presence, seat_queries
from app.workshops.errors import PhoneFull
from app.workshops.models import Seat, SeatRole

SHARING = frozenset({SeatRole.PARTICIPANT, SeatRole.OBSERVER})
"""Whoever leads lends their phone to nobody: it would lead."""


def people_of(seat: Seat) -> list[Seat]:
    """The seats of this phone in the room of `seat`, itself among them, in the order in which they came."""
    others = [each for each in waiting_in(seat.workshop_id) if each.id != seat.id]
    return sorted([seat, *others], key=lambda each: (each.joined_at, each.id))


def waiting_in(workshop_id: str) -> list[Seat]:
    """The seats in a room of those who wait beside whoever holds this phone, in the order in which they came.

    Whoever leads by now is not among them: anybody at the table could press their name.
    """
    beside = [each.principal_id for each in sessions_beside()]
    seats = seat_queries.seats_of(workshop_id, beside) if beside else []
    return [each for each in seats if each.role in SHARING]


def asking_in(workshop_id: str) -> list[str]:
    """The names of those on this phone for whom a facilitator is asked whether they may come in."""
    return seat_queries.names_asking(workshop_id, [each.principal_id for each in sessions_beside()])


def people_here(workshop_id: str) -> frozenset[str]:
    """Return the principals who are in a room: connected themselves, or waiting beside somebody whose phone is."""
    here = presence.here(workshop_id)
    beside = (people for people in seat_queries.shared_phones(workshop_id) if not here.isdisjoint(people))
    return here.union(*beside)


def hand_on(workshop_id: str) -> bool:
    """Give this phone to the first who waits in a room that is closed to its holder; False where nobody does."""
    return any(take_turn(each.principal_id) for each in waiting_in(workshop_id)[:1])


def refuse_if_full() -> None:
    """Refuse another name on a phone that has as many as it may.

    Raises:
        PhoneFull: it has.
    """
    if len(sessions_beside()) >= MOST_BESIDE:
        raise PhoneFull
