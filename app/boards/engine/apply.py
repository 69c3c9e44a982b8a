"""What a board is after an event. Never refuses: what was decided has happened.

Twinned by `apply` in `static/boards/reducer.js`. An event about something this reader
never saw changes nothing but `seq`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple, assert_never

from msgspec.structs import asdict

from app.boards.engine import schema
from app.boards.engine.audience import is_alone
from app.boards.engine.ends import ENDS
from app.boards.engine.fitting import FITTED
from app.boards.engine.folding import authors
from app.boards.engine.groups import near
from app.boards.engine.state import CONNECTOR, EVERYONE, Board, Element
from app.boards.engine.weight import weigh


class Gain(NamedTuple):
    """By how much a board is larger after an event: in elements that live, and in weight."""

    living: int = 0
    weight: int = 0


def apply(board: Board, event: schema.Event, seq: int, seat: str | None = None) -> Board:
    """The board after `event`, row `seq` of its log; `seat` wrote the row, which the server alone knows."""
    return replay(board, [(event, seq, seat)])


def replay(board: Board, rows: Iterable[tuple[schema.Event, int, str | None]]) -> Board:
    """The board after many events: the same as `apply` one by one, with one copy instead of many."""
    elements, living, weight, seq = dict(board.elements), board.living, board.weight, board.seq
    for event, number, seat in rows:
        gain = change(elements, event, seat)
        seq, living, weight = number, living + gain.living, weight + gain.weight
    return Board(seq, elements, living, weight)


def change(elements: dict[str, Element], event: schema.Event, seat: str | None = None) -> Gain:
    """Let `event` change these elements themselves; by how much they are more then."""
    before = elements.get(event.id)
    after = _element(before, event, seat, elements)
    if after is None or after is before:
        return Gain()
    elements[event.id] = after
    living = (not after.deleted) - (before is not None and not before.deleted)
    return Gain(living, weigh(after) - weigh(before))


def _element(  # noqa: C901, PLR0911 - one branch per kind
    before: Element | None, event: schema.Event, seat: str | None, elements: Mapping[str, Element]
) -> Element | None:
    match event:
        case schema.ElementAdded():
            return _whole(event, event.by or seat, None)
        case schema.ElementPut():
            return _whole(event, event.by or _still(before, event, seat), before.authors if before else None)
        case _ if before is None:
            return None
        case schema.ElementSet(p=props):
            return replace(before, **_set(before, props.given()))
        case schema.ElementMoved():
            return _moved(before, event)
        case schema.ElementDeleted():
            return replace(before, deleted=True)
        case schema.TextPut(t=text, fit=fit) | schema.TextEdited(t=text, fit=fit):
            return replace(before, text=text, fit=fit)
        case schema.InkAdded(at=at, pts=pts, final=final):
            return replace(before, pts=(*(before.pts or ())[:at], *pts), final=final or None)
        case schema.ElementLocked():
            return replace(before, locked=True)
        case schema.ElementUnlocked():
            return replace(before, locked=None)
        case schema.NotesMerged(ids=ids, t=text):
            return replace(before, text=text, fit=None, authors=authors(before, ids, elements))
        case _:
            assert_never(event)


def _still(before: Element | None, event: schema.ElementPut, seat: str | None) -> str | None:
    """Who wrote what is put anew: who knew still does. The row of a reveal may say as whom it is kept from then on."""
    if before is None:
        return None
    is_revealed = is_alone(before.audience) and not is_alone(event.aud)
    return seat if is_revealed and seat is not None else before.author


def _set(before: Element, given: dict[str, Any]) -> dict[str, Any]:
    """The properties as they are once these are set; of `fields` each by itself, a None taken away."""
    if before.fit is not None and FITTED & given.keys():
        given = {"fit": None, **given}
    if "fields" not in given:
        return given
    merged = {**(before.fields or {}), **given["fields"]}
    return {**given, "fields": {name: value for name, value in merged.items() if value is not None} or None}


def _moved(before: Element, to: schema.ElementMoved) -> Element:
    """An element where it is now. A connector takes along the ends that are at points."""
    ends = {
        name: (near(at[0] + to.x - before.x), near(at[1] + to.y - before.y))
        for name in ENDS
        if before.type == CONNECTOR and isinstance(at := getattr(before, name), tuple)
    }
    return replace(before, parent=to.parent, zone=to.zone, z=to.z, x=to.x, y=to.y, **ends)  # type: ignore[arg-type]


def _whole(
    event: schema.ElementAdded | schema.ElementPut, author: str | None, known: Mapping[str, bool] | None
) -> Element:
    record = asdict(event.r)
    record["authors"] = {**(known or {}), **(event.r.authors or {})} or None
    return Element(
        id=event.id,
        author=author,
        named=event.nm or (event.by is not None and event.aud == EVERYONE),
        audience=event.aud,
        generation=event.pm,
        **record,
    )
