"""Who may do what in a workshop, as one table."""

from enum import StrEnum

from app.centres.models import StaffRole
from app.errors import NotAllowed
from app.workshops.models import Seat, SeatRole


class Deed(StrEnum):
    """What a seat may be allowed to do."""

    MOVE_THE_ROOM = "move the room"
    LET_PEOPLE_IN = "let people in"
    CHANGE_ROLES = "change roles"
    SEE_PEOPLE = "see people"
    SHOW_THE_WALL = "show the wall"
    WRITE = "write"


_LEADING = frozenset(Deed)

MAY: dict[str, frozenset[Deed]] = {
    SeatRole.FACILITATOR: _LEADING,
    SeatRole.CO_FACILITATOR: _LEADING,
    SeatRole.PARTICIPANT: frozenset({Deed.WRITE}),
    SeatRole.OBSERVER: frozenset(),
    SeatRole.WALL: frozenset({Deed.SHOW_THE_WALL}),
}

HOSTING = frozenset({StaffRole.DIRECTOR, StaffRole.FACILITATOR})
"""Who may hold workshops in the name of their centre, and plan those it hosts without sitting in them."""


def may(seat: Seat, deed: Deed) -> bool:
    """Whether the seat's role allows the deed."""
    return seat.removed_at is None and deed in MAY[seat.role]


def require(seat: Seat, deed: Deed) -> None:
    """Refuse a seat whose role does not allow the deed.

    Raises:
        NotAllowed: it does not.
    """
    if not may(seat, deed):
        raise NotAllowed
