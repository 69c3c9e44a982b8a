"""Finding the moments of a board: rows by the clock, snapshots, and what is remembered of them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select

from app.boards import log
from app.boards.engine.audience import Hearer
from app.boards.engine.schema import LARGEST_INT
from app.boards.models import Board, Op
from app.db import db
from app.history.errors import NoSuchMoment
from app.history.models import BoardSnapshot, BoardVersion, VersionKind
from app.workshops.models import Seat, SeatRole

MOMENTS_A_PAGE = 40


def reversed_since(board_id: str, after: int) -> dict[str, str]:
    """Of ways back that took another one back since: the gesture of each, and that of the other."""
    query = select(BoardVersion.gesture, BoardVersion.about).where(
        BoardVersion.board_id == board_id, BoardVersion.seq >= after, BoardVersion.kind == VersionKind.REVERSED
    )
    return {str(gesture): str(about["gesture"]) for gesture, about in db.session.execute(query)}


def moment_of(board_id: str, seq: int) -> datetime | None:
    """When a row was written; None for the empty board before the first.

    Raises:
        NoSuchMoment: the board has not come so far.
    """
    if seq == 0:
        return None
    if not 0 < seq <= LARGEST_INT:
        raise NoSuchMoment
    at = db.session.scalar(select(Op.at).where(Op.board_id == board_id, Op.seq == seq))
    if at is None:
        raise NoSuchMoment
    return at


def seq_at(board_id: str, moment: datetime) -> int:
    """The last row written until a moment, found in some twenty steps; 0 where there was none yet."""
    return seqs_at(board_id, [moment])[moment]


def seqs_at(board_id: str, moments: Collection[datetime]) -> dict[datetime, int]:
    """The same for several moments: each is looked for behind the one before it, and nowhere once that is the end."""
    low, end = 0, db.session.scalar(select(Board.seq).where(Board.id == board_id)) or 0
    found: dict[datetime, int] = {}
    for moment in sorted(moments):
        low = found[moment] = _last_until(board_id, moment, low, end)
    return found


def _last_until(board_id: str, moment: datetime, low: int, high: int) -> int:
    while low < high:
        middle = (low + high + 1) // 2
        at = db.session.scalar(select(Op.at).where(Op.board_id == board_id, Op.seq == middle))
        if at is not None and at <= moment:
            low = middle
        else:
            high = middle - 1
    return low


def beside(board_id: str, seq: int, hearer: Hearer) -> tuple[int | None, int | None]:
    """The last row before this one that somebody heard, and the next one behind it."""
    heard = (Op.board_id == board_id, log.heard_by(hearer, Op.audience))
    before = db.session.scalar(select(func.max(Op.seq)).where(*heard, Op.seq < seq))
    behind = db.session.scalar(select(func.min(Op.seq)).where(*heard, Op.seq > seq))
    return before, behind


def snapshots_before(board_id: str, seq: int) -> Sequence[tuple[int, datetime, int]]:
    """Number, moment and count of the last snapshots before a row, newest first: one page of them."""
    query = (
        select(BoardSnapshot.seq, BoardSnapshot.at, BoardSnapshot.living)
        .where(BoardSnapshot.board_id == board_id, BoardSnapshot.seq < seq)
        .order_by(BoardSnapshot.seq.desc())
        .limit(MOMENTS_A_PAGE)
    )
    return [(row.seq, row.at, row.living) for row in db.session.execute(query)]


def versions_between(board_id: str, first: int, end: int) -> list[BoardVersion]:
    """The moments somebody named or went back from, from row `first` to before `end`, newest first."""
    return list(
        db.session.scalars(
            select(BoardVersion)
            .where(BoardVersion.board_id == board_id, BoardVersion.seq >= first, BoardVersion.seq < end)
            .order_by(BoardVersion.seq.desc(), BoardVersion.made_at.desc())
        )
    )


def version_named(board_id: str, seq: int, name: str) -> BoardVersion | None:
    """The moment that has this very name already."""
    return db.session.scalar(
        select(BoardVersion).where(
            BoardVersion.board_id == board_id,
            BoardVersion.seq == seq,
            BoardVersion.kind == VersionKind.NAMED,
            BoardVersion.name == name,
        )
    )


def version_of(board_id: str, version_id: str) -> BoardVersion:
    """A moment that is remembered.

    Raises:
        NoSuchMoment: this board has none of that id.
    """
    found = db.session.get(BoardVersion, version_id)
    if found is None or found.board_id != board_id:
        raise NoSuchMoment
    return found


def everybody(workshop_id: str) -> list[Seat]:
    """Everybody who has or had a seat, by name. A wall is nobody."""
    query = select(Seat).where(Seat.workshop_id == workshop_id, Seat.role != SeatRole.WALL)
    return list(db.session.scalars(query.order_by(Seat.name, Seat.id)))


def last_snapshot(board_id: str) -> int:
    """The row of a board's last snapshot; 0 where there is none."""
    return db.session.scalar(select(func.max(BoardSnapshot.seq)).where(BoardSnapshot.board_id == board_id)) or 0


def boards_moved(limit: int) -> list[tuple[str, int, int]]:
    """Boards whose log has gone on since their last snapshot: id, that snapshot's row, the last row."""
    kept = func.coalesce(func.max(BoardSnapshot.seq), 0)
    query = (
        select(Board.id, kept, Board.seq)
        .outerjoin(BoardSnapshot, BoardSnapshot.board_id == Board.id)
        .group_by(Board.id, Board.seq)
        .having(Board.seq > kept)
        .order_by((Board.seq - kept).desc())
        .limit(limit)
    )
    return [(id_, snapshot, seq) for id_, snapshot, seq in db.session.execute(query)]
