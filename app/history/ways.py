"""A way back worked out: what it would change, and all it writes, made where that holds nobody up."""

import logging
from dataclasses import dataclass

from msgspec.structs import replace

from app import clock
from app.boards import log
from app.boards.draft import Draft, Entry, Laid
from app.boards.engine import schema
from app.boards.engine.kinds import KINDS
from app.boards.engine.state import MOST_ELEMENTS, Board
from app.boards.engine.weight import MOST_WEIGHT
from app.boards.errors import BoardFull
from app.boards.queries import connection, head
from app.boards.text import Texts
from app.history import planning, queries
from app.history.errors import BoardMovedOn, NoSuchMoment, NothingToDo
from app.history.keeping import Kept, snapshot_of
from app.history.past import mark, public
from app.history.wish import Plan, Wish

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Way:
    """What a wish comes to on a board at row `seq`, on which `living` elements are not deleted.

    `before` is what is public there, as a snapshot, where the log adds up to it; `fits` says that the board is not too
    heavy for it.
    """

    epoch: str
    seq: int
    living: int
    fits: bool
    plan: Plan
    before: Kept | None
    laid: Laid
    texts: Texts

    def check(self, seen: str) -> None:
        """Refuse what may not happen; `seen` is the mark of the plan somebody looked at.

        Raises:
            NothingToDo, BoardMovedOn, BoardFull: as they say.
        """
        if not self.plan.events:
            raise NothingToDo
        if self.plan.mark != seen:
            raise BoardMovedOn
        coming = sum((change.before is None) - (change.after is None) for change in self.plan.changes)
        if not self.fits or (coming > 0 and self.living + coming > MOST_ELEMENTS):
            raise BoardFull


def planned(board_id: str, wish: Wish) -> Plan:
    """What would happen if the wish came true now.

    Raises:
        NoSuchMoment: the board has not come so far.
        TooMuchSince: more happened since then than can be gone through.
    """
    return planning.plan(board_id, _now(board_id, wish)[1], wish)


def worked_out(board_id: str, wish: Wish, *, seat_id: str, gesture: str) -> Way:
    """The way back as it is now, as one gesture of a seat.

    Raises:
        NoSuchMoment, TooMuchSince: as for `planned`.
    """
    epoch, now = _now(board_id, wish)
    plan = planning.plan(board_id, now, wish)
    before = _before(board_id, now)
    draft, texts = _written(board_id, now, plan, seat_id=seat_id, gesture=gesture)
    fits = draft.state.weight <= max(now.weight, MOST_WEIGHT)
    return Way(epoch, now.seq, now.living, fits, plan, before, draft.laid(), texts)


def _now(board_id: str, wish: Wish) -> tuple[str, Board]:
    epoch, seq = head(board_id)
    if wish.seq > seq:
        raise NoSuchMoment
    return epoch, log.read_state(connection(), board_id, seq)


def _before(board_id: str, now: Board) -> Kept | None:
    found = snapshot_of(board_id, queries.past_of(board_id, now.seq), clock.now())
    if found.digest == mark(public(now.elements.values()).values()):
        return found
    logger.error("Board %s is not what its log adds up to at row %d", board_id, now.seq)
    return None


def _written(board_id: str, now: Board, plan: Plan, *, seat_id: str, gesture: str) -> tuple[Draft, Texts]:
    """The rows of the plan's events. Texts are replaced as a form replaces them, so that writers converge."""
    draft, texts = Draft(board_id, now), Texts(connection(), board_id)
    for event in plan.events:
        told = event
        before = draft.state.elements.get(event.id)
        if isinstance(event, schema.TextPut) and before and KINDS[before.type].live:
            told = replace(event, u=texts.put(before, event.t, draft.state.seq + 1))
        draft.add(Entry(told, seat_id, gesture=gesture))
    return draft, texts
