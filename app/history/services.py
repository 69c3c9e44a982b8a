"""Verbs of a board's history: naming a moment, going back, and keeping snapshots of what was public."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Final

from app import aside, audit, clock
from app.boards import log as rows
from app.boards.desk import desk
from app.boards.dotted import change_of_dotted
from app.boards.events import BoardWritten
from app.boards.queries import connection, head, look_again, public_notes
from app.db import db, transaction
from app.errors import NotFound
from app.events import publish
from app.history import moment_queries, policy, queries, ways
from app.history.errors import Drifted
from app.history.keeping import snapshot_of
from app.history.models import BoardVersion, VersionKind
from app.history.past import Past, mark
from app.history.policy import Deed
from app.history.ways import Way
from app.history.wish import Plan, Wish
from app.ids import new_id
from app.workshops.errors import WorkshopOver
from app.workshops.models import Seat

log = logging.getLogger(__name__)

ROWS_A_SNAPSHOT: Final = 1_000
MINUTES_A_SNAPSHOT: Final = timedelta(minutes=5)
"""A snapshot after so many rows, or once the oldest row without one is so old."""

BOARDS_A_ROUND: Final = 50


def preview(seat: Seat, board_id: str, wish: Wish) -> Plan:
    """What would happen if the wish came true now.

    Raises:
        NotAllowed: the seat does not facilitate.
        NoSuchMoment, TooMuchSince: as for `ways.planned`.
    """
    policy.require(seat, Deed.GO_BACK)
    return aside.read(partial(ways.planned, board_id, wish))


def name_moment(seat: Seat, board_id: str, *, name: str, seq: int | None = None) -> BoardVersion:
    """Remember a moment of the board, now if none is said, under a name.

    Raises:
        NotAllowed: the seat does not facilitate.
        NoSuchMoment: the board has not come so far.
    """
    with transaction():
        policy.require(seat, Deed.NAME_MOMENTS)
        at_row = head(board_id)[1] if seq is None else seq
        at = (moment_queries.moment_of(board_id, at_row) if seq else None) or clock.now()
        version = moment_queries.version_named(board_id, at_row, name) or _version(
            seat, board_id, at_row, at=at, kind=VersionKind.NAMED, name=name
        )
        db.session.add(version)
        audit.record("board.moment-named", f"board:{board_id}", actor_id=seat.principal_id, seq=at_row)
    return version


def go_back(seat: Seat, board_id: str, wish: Wish, *, seen: str) -> BoardVersion:
    """Let a wish come true by rows behind the last one, in one gesture; the moment just before, from which one returns.

    `seen` is the mark of the plan somebody looked at: nothing else happens than what it said.

    Raises:
        NotAllowed: the seat does not facilitate.
        WorkshopOver: the workshop is closed.
        BoardMovedOn: it would not be what was seen.
        NothingToDo: the board is like that already.
        BoardFull: it would hold more than a board can.
    """
    policy.require(seat, Deed.GO_BACK)
    gesture = f"h-{new_id()}"
    work = partial(ways.worked_out, board_id, wish, seat_id=seat.id, gesture=gesture)
    look_again()
    # It takes long to work out, so that is done before the transaction where it can be, while nobody writes there.
    with desk().committer.still([board_id]):
        ready = aside.read(work, held=True) if aside.is_ahead() else None
        with transaction():
            policy.require(seat, Deed.GO_BACK)
            locked = rows.lock(connection(), board_id)
            if locked is None:
                raise NotFound
            # Read behind the lock: whoever closes the workshop takes it too.
            if seat.workshop.closed_at is not None:
                raise WorkshopOver
            way = ready if ready and (ready.epoch, ready.seq) == (locked.epoch, locked.seq) else aside.within(work)
            way.check(seen)
            version = _version(seat, board_id, way.seq, kind=wish.kind, gesture=gesture, about=_about(board_id, wish))
            _write(version, way, actor_id=seat.principal_id)
            publish(BoardWritten(board_id))
            if told := change_of_dotted(board_id, way.laid.came_or_went):
                publish(told)
    return version


def keep_snapshots() -> None:
    """Keep what was public on every board that has gone on far or long enough since it was last kept."""
    for board_id, last, seq in moment_queries.boards_moved(BOARDS_A_ROUND):
        first = moment_queries.moment_of(board_id, last + 1)
        if seq - last >= ROWS_A_SNAPSHOT or (first and clock.now() - first >= MINUTES_A_SNAPSHOT):
            try:
                keep_snapshots_of(board_id)
            except Drifted:
                log.exception("Board %s is not what its log adds up to at row %d", board_id, seq)


def keep_snapshots_of(board_id: str) -> None:
    """Keep a board as it is, and as it was after each thousand rows on the way.

    All of it comes from the log, in a reading transaction; the last is kept only if it is what the board shows.

    Raises:
        Drifted: the log does not add up to the board.
    """
    _epoch, seq, lying = public_notes(board_id)
    found, last = [], None
    for last in _on_the_way(board_id, seq):
        # Made before the transaction: who writes on SQLite would wait for it.
        found.append(snapshot_of(board_id, last, moment_queries.moment_of(board_id, last.seq) or clock.now()))
    if last is not None and mark(last.lying.values()) != mark(lying):
        raise Drifted(board_id, seq)
    for kept in found:
        with transaction():
            kept.write(connection())


def _on_the_way(board_id: str, seq: int) -> Iterator[Past]:
    past = queries.past_of(board_id, moment_queries.last_snapshot(board_id))
    while past.seq < seq:
        upto = min(past.seq + ROWS_A_SNAPSHOT, seq)
        past = queries.went_on(past, board_id, upto)
        yield past


def _write(version: BoardVersion, way: Way, *, actor_id: str) -> None:
    if way.before is not None:
        way.before.write(connection())
    db.session.add(version)
    way.laid.write(connection())
    way.texts.write(connection())
    audit.record(f"board.{version.kind}", f"board:{version.board_id}", actor_id=actor_id, **version.about)


def _version(seat: Seat, board_id: str, seq: int, **more: object) -> BoardVersion:
    now = clock.now()
    return BoardVersion(
        **{"id": new_id(), "board_id": board_id, "seq": seq, "at": now, "seat_id": seat.id, **more, "made_at": now}
    )


def _about(board_id: str, wish: Wish) -> dict[str, object]:
    at = moment_queries.moment_of(board_id, wish.seq)
    about = {
        "seq": wish.seq,
        "at": at and at.isoformat(),
        "zone": wish.zone,
        "seat": wish.seat,
        "gesture": wish.gesture,
    }
    return {name: value for name, value in about.items() if value is not None}
