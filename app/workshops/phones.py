"""Who shares the phone that is asking: a table may have one phone and several names, each with a seat of its own."""

from app.accounts.access import MOST_BESIDE, sessions_beside
from app.workshops import seat_queries
from app.workshops.errors import PhoneFull
from app.workshops.models import Seat, SeatRole

SHARING = frozenset({SeatRole.PARTICIPANT, SeatRole.OBSERVER})
"""Whoever leads lends their phone to nobody: it would lead."""


def people_of(seat: Seat) -> list[Seat]:
    """The seats of this phone in the room of `seat`, itself among them, in the order in which they came."""
    beside = [each.principal_id for each in sessions_beside()]
    return seat_queries.seats_of(seat.workshop_id, [seat.principal_id, *beside]) if beside else [seat]


def refuse_if_full() -> None:
    """Refuse another name on a phone that has as many as it may.

    Raises:
        PhoneFull: it has.
    """
    if len(sessions_beside()) >= MOST_BESIDE:
        raise PhoneFull
