"""What a board is after an event. Never refuses: what was decided has happened.

Twinned by `apply` in `static/boards/reducer.js`. An event about something this reader
never saw changes nothing but `seq`.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from msgspec import UNSET
from msgspec.structs import asdict

from app.boards.engine import schema
from app.boards.engine.state import EVERYONE, Board, Element


def apply(board: Board, event: schema.Event, seq: int, seat: str | None = None) -> Board:
    """The board after `event`, row `seq` of its log; `seat` wrote the row, which the server alone knows."""
    before = board.elements.get(event.id)
    after = _element(before, event, seat)
    if after is None or after is before:
        return replace(board, seq=seq)
    living = board.living + (not after.deleted) - (before is not None and not before.deleted)
    return Board(seq, {**board.elements, event.id: after}, living)


def replay(board: Board, rows: Iterable[tuple[schema.Event, int, str | None]]) -> Board:
    """The board after many events: the same as `apply` one by one, with one copy instead of many."""
    elements, living, seq = dict(board.elements), board.living, board.seq
    for event, number, seat in rows:
        seq = number
        before = elements.get(event.id)
        after = _element(before, event, seat)
        if after is not None and after is not before:
            living += (not after.deleted) - (before is not None and not before.deleted)
            elements[event.id] = after
    return Board(seq, elements, living)


def _element(before: Element | None, event: schema.Event, seat: str | None) -> Element | None:  # noqa: PLR0911 - one return per kind
    match event:
        case schema.ElementAdded():
            return _whole(event, author=event.by or seat)
        case schema.ElementPut():
            # A reveal names nobody: who knew the author still does.
            return _whole(event, author=event.by or (before.author if before else None))
        case _ if before is None:
            return None
        case schema.ElementSet(p=props):
            return replace(before, **{name: value for name, value in asdict(props).items() if value is not UNSET})
        case schema.ElementMoved(parent=parent, zone=zone, z=z, x=x, y=y):
            return replace(before, parent=parent, zone=zone, z=z, x=x, y=y)
        case schema.ElementDeleted():
            return replace(before, deleted=True)
        case schema.TextPut(t=text):
            return replace(before, text=text)
        case _:
            assert_never(event)


def _whole(event: schema.ElementAdded | schema.ElementPut, *, author: str | None) -> Element:
    return Element(
        id=event.id,
        type=event.r.type,
        zone=event.r.zone,
        parent=event.r.parent,
        z=event.r.z,
        x=event.r.x,
        y=event.r.y,
        w=event.r.w,
        h=event.r.h,
        colour=event.r.colour,
        lang=event.r.lang,
        dir=event.r.dir,
        text=event.r.text,
        author=author,
        named=event.nm or (event.by is not None and event.aud == EVERYONE),
        audience=event.aud,
        generation=event.pm,
    )
