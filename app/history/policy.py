"""Who may do what with the history of a board, as one table."""

from enum import StrEnum

from app.errors import NotAllowed
from app.workshops.models import Seat, SeatRole


class Deed(StrEnum):
    """What a seat may be allowed to do. Whoever has a seat looks back at what it was allowed to see."""

    NAME_MOMENTS = "name moments"
    GO_BACK = "go back"


MAY: dict[str, frozenset[Deed]] = {
    SeatRole.FACILITATOR: frozenset(Deed),
    SeatRole.CO_FACILITATOR: frozenset(Deed),
    SeatRole.PARTICIPANT: frozenset(),
    SeatRole.OBSERVER: frozenset(),
    SeatRole.WALL: frozenset(),
}


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
