"""Who may do what in a vote, as one table."""

from enum import StrEnum

from app.errors import NotAllowed
from app.workshops.models import Seat, SeatRole


class Deed(StrEnum):
    """What a seat may be allowed to do. Whoever has a seat sees the results."""

    LEAD = "lead"
    VOTE = "vote"


_BOTH = frozenset(Deed)

MAY: dict[str, frozenset[Deed]] = {
    SeatRole.FACILITATOR: _BOTH,
    SeatRole.CO_FACILITATOR: _BOTH,
    SeatRole.PARTICIPANT: frozenset({Deed.VOTE}),
    SeatRole.OBSERVER: frozenset(),
    SeatRole.WALL: frozenset(),
}

VOTING_ROLES = frozenset(role for role, deeds in MAY.items() if Deed.VOTE in deeds)
LEADING_ROLES = frozenset(role for role, deeds in MAY.items() if Deed.LEAD in deeds)


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
