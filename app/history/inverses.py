"""What the inverse of a row says was there before it, property by property, and an element with that again. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.boards.engine import codec, schema
from app.boards.engine.apply import apply
from app.boards.engine.fitting import FITTED
from app.boards.engine.state import Board, Element
from app.history.changes import PLACE, PROPERTIES

LIFE, TEXT, FIELDS, POINTS = "deleted", "text", "fields", "pts"

Old = dict[str, Any]


class Whole(dict[str, Any]):
    """All `fields` of a note, where others say some."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stroke from its number `at` on, where others say all of its points."""

    at: int
    pts: tuple[int, ...]

    def put_into(self, there: "Piece | tuple[int, ...] | None") -> "Piece | tuple[int, ...]":
        """What was there before this piece came, of what was there before a later one, or is there now."""
        if not isinstance(there, Piece):
            return (there or ())[: self.at] + self.pts
        return self if self.at <= there.at else Piece(there.at, there.pts[: self.at - there.at] + self.pts)


def old(inverse: Mapping[str, Any] | None) -> Old:  # noqa: PLR0911 - one per kind
    """What was there before, as far as the row says."""
    match inverse:
        case {"k": "el.set", "p": dict(properties)}:
            return {name: tuple(value) if isinstance(value, list) else value for name, value in properties.items()}
        case {"k": "el.move", **place}:
            return {name: place.get(name) for name in PLACE}
        case {"k": "txt.put", "t": text}:
            return {TEXT: text}
        case {"k": "el.unlock"}:
            return {"locked": None}
        case {"k": "el.lock"}:
            return {"locked": True}
        case {"k": "ink.add", "at": int(at), "pts": list(points), "final": final}:
            return {POINTS: Piece(at, tuple(points)), "final": final or None}
        case {"k": "el.del"}:
            return {LIFE: True}
        case {"k": "el.undel"}:
            return {LIFE: False}
        case {"k": "el.put", **put}:
            return _whole(codec.read_event({"k": "el.put", **put}))
        case _:
            return {}


def together(newer: Old, older: Old) -> Old:
    """What was there before two rows."""
    both = {**newer, **older}
    if isinstance(piece := older.get(POINTS), Piece) and POINTS in newer:
        both[POINTS] = piece.put_into(newer[POINTS])
    if (
        isinstance(some := older.get(FIELDS), dict)
        and not isinstance(some, Whole)
        and isinstance(newer.get(FIELDS), dict)
    ):
        both[FIELDS] = type(newer[FIELDS])({**newer[FIELDS], **some})
    return both


def put_back(element: Element, before: Old) -> Element:
    """The element with what was there before. What it takes along when it moves, it takes back."""
    place = {name: before.get(name, getattr(element, name)) for name in PLACE}
    if any(getattr(element, name) != value for name, value in place.items()):
        moved = schema.ElementMoved(id=element.id, **place)
        element = apply(Board(0, {element.id: element}, 1), moved, 0).elements[element.id]
    rest = {name: value for name, value in before.items() if name not in PLACE}
    if rest.keys() & {TEXT, *FITTED}:
        rest["fit"] = None
    if isinstance(piece := rest.get(POINTS), Piece):
        rest[POINTS] = piece.put_into(element.pts)
    if isinstance(some := rest.get(FIELDS), dict):
        merged = some if isinstance(some, Whole) else {**(element.fields or {}), **some}
        rest[FIELDS] = {name: value for name, value in merged.items() if value is not None} or None
    return replace(element, **rest)


def _whole(put: schema.Event) -> Old:
    if not isinstance(put, schema.ElementPut):
        return {}
    told = {name: getattr(put.r, name) for name in PROPERTIES}
    return {**told, FIELDS: Whole(put.r.fields or {})} if FIELDS in told else told
