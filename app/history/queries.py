"""Finding what a board was. Every row that is read for somebody is one they hear."""

import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from app.boards import log
from app.boards.engine import codec, schema
from app.boards.engine.apply import replay
from app.boards.engine.audience import EVERYONE, Hearer
from app.boards.engine.state import Board as State
from app.boards.engine.state import Element
from app.boards.models import Element as ElementRow
from app.boards.models import Op
from app.db import db
from app.history.errors import TooMuchSince
from app.history.models import BoardSnapshot
from app.history.past import Past, unpack
from app.history.wish import PERSON, Wish

MOST_ROWS, NAMED_AT_ONCE = 20_000, 1_000
"""Rows a way back goes through at most, and elements that are asked for at once."""


@dataclass(frozen=True, slots=True)
class Told:
    """A public row of the log as ways back see it. `named` says that everybody was told who did it."""

    seq: int
    id: str
    kind: str
    seat_id: str | None
    named: bool
    gesture: str | None
    inverse: dict[str, object] | None


def past_of(board_id: str, seq: int) -> Past:
    """What was public after row `seq`: the nearest snapshot before it, and the rows since."""
    return went_on(_nearest(board_id, seq), board_id, seq)


def went_on(past: Past, board_id: str, upto: int) -> Past:
    """What was public some rows later."""
    return past.after(_events(board_id, after=past.seq, upto=upto), upto=upto)


def board_at(board_id: str, seq: int, hearer: Hearer) -> list[Element]:
    """What somebody saw of a board after row `seq`, in the order of each zone.

    What was hidden from them later on is left out, however public it once was.
    """
    past = past_of(board_id, seq)
    lying = past.lying
    for id_, element, told in _own(board_id, seq, hearer):
        if told >= past.last.get(id_, 0) and not element.deleted:
            lying[id_] = element
    for id_ in hidden_now(board_id, lying.keys(), hearer):
        del lying[id_]
    return sorted(lying.values(), key=lambda element: (element.z, element.id))


def hidden_now(board_id: str, ids: Collection[str], hearer: Hearer) -> list[str]:
    """Those of these elements that somebody may not see any more."""
    hidden = select(ElementRow.id).where(ElementRow.board_id == board_id, ~log.heard_by(hearer, ElementRow.audience))
    return [id_ for id_ in db.session.scalars(hidden) if id_ in ids]


def rows_between(board_id: str, after: int, upto: int, hearer: Hearer) -> list[tuple[log.Row, datetime]]:
    """The rows of a stretch of the log that somebody hears, each with its moment."""
    query = (
        select(Op.seq, Op.audience, Op.seat_id, Op.gesture, Op.body, Op.at)
        .where(Op.board_id == board_id, Op.seq > after, Op.seq <= upto, log.heard_by(hearer, Op.audience))
        .order_by(Op.seq)
    )
    return [(log.Row(*row[:5]), row.at) for row in db.session.execute(query)]


def named_on(board_id: str, hearer: Hearer) -> list[str]:
    """The seats somebody may be told to have written something on a board: what is hidden from them names nobody."""
    query = select(ElementRow.author_id).where(
        ElementRow.board_id == board_id,
        ElementRow.named,
        ElementRow.author_id.is_not(None),
        log.heard_by(hearer, ElementRow.audience),
    )
    return [author for author in db.session.scalars(query.distinct()) if author]


def public_of(board_id: str, ids: Collection[str]) -> list[Element]:
    """Those of these elements that everybody sees now."""
    query = select(ElementRow.__table__).where(
        ElementRow.board_id == board_id,
        ElementRow.audience == EVERYONE,
        ElementRow.deleted_seq.is_(None),
        ElementRow.id.in_(ids),
    )
    return [log.element_of(row) for row in db.session.execute(query)] if ids else []


def told_of(board_id: str, wish: Wish) -> list[Told]:
    """The public rows about what a person, or a gesture, touched since, in order: theirs and those of others.

    Raises:
        TooMuchSince: they are more than anybody wants to go through.
    """
    public = (Op.board_id == board_id, Op.audience == EVERYONE, Op.seq > wish.seq)
    theirs = Op.seat_id == wish.seat if wish.kind == PERSON else Op.gesture == wish.gesture
    touched = db.session.scalars(select(Op.target_id).where(*public, theirs).distinct()).all()
    told: list[Told] = []
    # Named, and not as a question within this one, for which PostgreSQL may go through the log once for each.
    for begin in range(0, len(touched), NAMED_AT_ONCE):
        query = (
            select(Op.seq, Op.target_id, Op.kind, Op.seat_id, Op.body["by"].as_string(), Op.gesture, Op.inverse)
            .where(*public, Op.target_id.in_(touched[begin : begin + NAMED_AT_ONCE]))
            .limit(MOST_ROWS + 1 - len(told))
        )
        rows = db.session.execute(query)
        told += [Told(seq, id_ or "", kind, seat, by is not None, g, inv) for seq, id_, kind, seat, by, g, inv in rows]
        if len(told) > MOST_ROWS:
            raise TooMuchSince
    return sorted(told, key=lambda row: row.seq)


def nameless_since(board_id: str, after: int) -> int:
    """How many public rows behind `after` name nobody."""
    query = select(func.count()).where(
        Op.board_id == board_id,
        Op.audience == EVERYONE,
        Op.seq > after,
        or_(Op.seat_id.is_(None), Op.body["by"].as_string().is_(None)),
    )
    return db.session.scalar(query) or 0


def _nearest(board_id: str, seq: int) -> Past:
    query = (
        select(BoardSnapshot.body)
        .where(BoardSnapshot.board_id == board_id, BoardSnapshot.seq <= seq)
        .order_by(BoardSnapshot.seq.desc())
        .limit(1)
    )
    body = db.session.scalar(query)
    return unpack(zlib.decompress(body)) if body else Past()


def _own(board_id: str, seq: int, hearer: Hearer) -> list[tuple[str, Element, int]]:
    """What somebody heard that others did not: each element as it was said to them last, and in which row."""
    query = (
        select(Op.seq, Op.seat_id, Op.body)
        .where(Op.board_id == board_id, Op.seq <= seq, Op.audience != EVERYONE, log.heard_by(hearer, Op.audience))
        .order_by(Op.seq)
    )
    rows = [(codec.read_event(row.body), row.seq, row.seat_id) for row in db.session.execute(query)]
    last = {event.id: number for event, number, _seat in rows}
    return [(id_, element, last[id_]) for id_, element in replay(State(), rows).elements.items()]


def _events(board_id: str, *, after: int, upto: int) -> list[tuple[schema.Event, int]]:
    """The public events of a stretch of the log, each with its number."""
    query = (
        select(Op.seq, Op.body)
        .where(Op.board_id == board_id, Op.audience == EVERYONE, Op.seq > after, Op.seq <= upto)
        .order_by(Op.seq)
    )
    return [(codec.read_event(row.body), row.seq) for row in db.session.execute(query)]
