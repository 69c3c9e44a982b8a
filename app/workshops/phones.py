"""Who shares the phone that is asking: a table may have one phone and several names, each with a seat of its own."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from app import clock
from app.accounts.access import MOST_BESIDE, sessions_beside, take_turn
from app.workshops import presence, queries, seat_queries
from app.workshops.errors import PhoneFull
from app.workshops.models import Seat, SeatRole

SHARING = frozenset({SeatRole.PARTICIPANT, SeatRole.OBSERVER})
"""Whoever leads lends their phone to nobody: it would lead."""

REFUSAL_SAID: Final = timedelta(minutes=10)
"""How long a phone says of somebody that they were not let in."""


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


@dataclass(frozen=True, slots=True)
class Asked:
    """The names of those on a phone whom a facilitator is asked to let in, and of those refused a moment ago."""

    waiting: list[str]
    refused: list[str]


def asked_in(workshop_id: str) -> Asked:
    """Return who was asked for on this phone, and has no answer yet or a no."""
    seats = seat_queries.asked_seats_of(workshop_id, [each.principal_id for each in sessions_beside()])
    since = clock.now() - REFUSAL_SAID
    return Asked(
        waiting=[each.name for each in seats if each.asked_at is not None],
        refused=[each.name for each in seats if each.refused_at is not None and each.refused_at > since],
    )


def people_here(workshop_id: str) -> frozenset[str]:
    """Return the principals who are in a room: connected themselves, or waiting beside somebody whose phone is."""
    here = presence.here(workshop_id)
    beside = (people for people in seat_queries.shared_phones(workshop_id) if not here.isdisjoint(people))
    return here.union(*beside)


def count_participants_away(workshop_id: str) -> int:
    """Return how many participants came and are not connected now: what their phones keep has not arrived."""
    here = people_here(workshop_id)
    came = queries.people_who_came(workshop_id)
    return sum(each.role == SeatRole.PARTICIPANT and each.principal_id not in here for each in came)


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
