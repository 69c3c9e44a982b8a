"""Verbs of a board's history: naming a moment, going back, and keeping snapshots of what was public."""

import logging
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from msgspec.structs import replace

from app import audit, clock
from app.boards import log as rows
from app.boards.engine import schema
from app.boards.engine.kinds import KINDS
from app.boards.engine.state import MOST_ELEMENTS, Board
from app.boards.errors import BoardFull
from app.boards.events import BoardWritten
from app.boards.log import Draft, Entry
from app.boards.queries import connection, head, public_notes
from app.boards.text import Texts
from app.db import db, transaction
from app.errors import NotFound
from app.events import publish
from app.history import moment_queries, planning, policy, queries
from app.history.errors import BoardMovedOn, Drifted, NoSuchMoment, NothingToDo
from app.history.models import BoardSnapshot, BoardVersion, VersionKind
from app.history.past import VERSION, Past, mark, pack
from app.history.policy import Deed
from app.history.wish import Plan, Wish
from app.ids import new_id
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
        NoSuchMoment: the board has not come so far.
    """
    policy.require(seat, Deed.GO_BACK)
    _epoch, seq = head(board_id)
    if wish.seq > seq:
        raise NoSuchMoment
    return planning.plan(board_id, rows.read_state(connection(), board_id, seq), wish)


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
        BoardMovedOn: it would not be what was seen.
        NothingToDo: the board is like that already.
        BoardFull: it would hold more than a board can.
    """
    with transaction():
        policy.require(seat, Deed.GO_BACK)
        locked = rows.lock(connection(), board_id)
        if locked is None:
            raise NotFound
        if wish.seq > locked.seq:
            raise NoSuchMoment
        now = rows.read_state(connection(), board_id, locked.seq)
        plan = planning.plan(board_id, now, wish)
        _check(plan, now, seen)
        _keep(board_id, queries.past_of(board_id, locked.seq), clock.now())
        gesture, about = f"h-{new_id()}", _about(board_id, wish)
        version = _version(seat, board_id, locked.seq, kind=wish.kind, gesture=gesture, about=about)
        db.session.add(version)
        _write(board_id, now, plan, seat_id=seat.id, gesture=gesture)
        audit.record(f"board.{wish.kind}", f"board:{board_id}", actor_id=seat.principal_id, **about)
        publish(BoardWritten(board_id))
    return version


def keep_snapshots() -> None:
    """Keep what was public on every board that has gone on far or long enough since it was last kept."""
    for board_id, kept, seq in moment_queries.boards_moved(BOARDS_A_ROUND):
        first = moment_queries.moment_of(board_id, kept + 1)
        if seq - kept >= ROWS_A_SNAPSHOT or (first and clock.now() - first >= MINUTES_A_SNAPSHOT):
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
    for past in _on_the_way(board_id, seq):
        if past.seq == seq and mark(past.lying.values()) != mark(lying):
            raise Drifted(board_id, seq)
        at = moment_queries.moment_of(board_id, past.seq) or clock.now()
        with transaction():
            _keep(board_id, past, at)


def _on_the_way(board_id: str, seq: int) -> Iterator[Past]:
    past = queries.past_of(board_id, moment_queries.last_snapshot(board_id))
    while past.seq < seq:
        upto = min(past.seq + ROWS_A_SNAPSHOT, seq)
        past = queries.went_on(past, board_id, upto)
        yield past


def _keep(board_id: str, past: Past, at: datetime) -> None:
    """Keep a snapshot; the same one twice is one."""
    body = zlib.compress(pack(past))
    row = {
        "board_id": board_id,
        "seq": past.seq,
        "at": at,
        "version": VERSION,
        "living": len(past.lying),
        "digest": mark(past.lying.values()),
        "size": len(body),
        "body": body,
    }
    statement = rows.insert_into(connection().dialect.name, BoardSnapshot.metadata.tables["board_snapshot"])
    db.session.execute(statement.values(row).on_conflict_do_nothing())


def _version(seat: Seat, board_id: str, seq: int, **more: object) -> BoardVersion:
    now = clock.now()
    return BoardVersion(
        **{"id": new_id(), "board_id": board_id, "seq": seq, "at": now, "seat_id": seat.id, **more, "made_at": now}
    )


def _check(plan: Plan, now: Board, seen: str) -> None:
    if not plan.events:
        raise NothingToDo
    if plan.mark != seen:
        raise BoardMovedOn
    coming = sum((change.before is None) - (change.after is None) for change in plan.changes)
    if coming > 0 and now.living + coming > MOST_ELEMENTS:
        raise BoardFull


def _write(board_id: str, now: Board, plan: Plan, *, seat_id: str, gesture: str) -> None:
    """Write the plan's events as one gesture. Texts are replaced as a form replaces them, so that writers converge."""
    draft, texts = Draft(board_id, now), Texts(connection(), board_id)
    for event in plan.events:
        told = event
        before = draft.state.elements.get(event.id)
        if isinstance(event, schema.TextPut) and before and KINDS[before.type].live:
            told = replace(event, u=texts.put(before, event.t, draft.state.seq + 1))
        draft.add(Entry(told, seat_id, gesture=gesture))
    draft.write(connection())
    texts.write()


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
