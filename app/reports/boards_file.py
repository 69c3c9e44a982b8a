"""Boards as a file people take along: `baraza-boards/1`, one JSON document for the boards of a workshop.

    {"schema": "baraza-boards/1",
     "workshop": {"title", "question", "language"},
     "boards": [{"canvas", "name", "zones": [{"id", "title"}],
                 "elements": [{"id", "type", "zone", "z", "x", "y", "w", "h", "text", …}],
                 "votes": [{"zone", "budget", "one_per_note", "anonymous", "closed_at", "voters",
                            "candidates", "results": [{"element", "dots", "was"}]}]}]}

Elements hold what everybody could see: frames and groups before what lies in them, each as it
reads on the wire (`docs/board-rules.md`), a property that has its default left out. Notes that
say nothing are left out; images are named, not brought along. `was` tells what got dots where it
is no longer among the elements, or reads otherwise now, so that the sums of a round stay true.
`by` is the author's name where names are shown; it is told, not read back, for a name is no seat.
Answers the canvas does not ask for where the file is loaded are left out there.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from app.boards.engine import codec, schema
from app.boards.engine.groups import holders_first
from app.boards.engine.state import MOST_ELEMENTS, NOTE, Element
from app.boards.engine.texts import is_blank
from app.boards.engine.whole import put
from app.workshops.dots import MOST_DOTS

SCHEMA = "baraza-boards/1"

MOST_BYTES = 16 * 1024 * 1024
MOST_BOARDS = 60

Words = dict[str, str]

_PROPS = [name for name in schema.FirstProps.__struct_fields__ if name != "gloss"]
Title = Annotated[str, Meta(max_length=400)]


class BadFile(ValueError):
    """It is no file of boards; the message says where."""


class FiledWorkshop(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the boards come from."""

    title: Title
    question: Title
    language: Annotated[str, Meta(max_length=5)]


class FiledZone(Struct, frozen=True, forbid_unknown_fields=True):
    """A zone by its id, with its title for those who read the file."""

    id: schema.ZoneId
    title: Words


class FiledWas(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What got dots, as it was when they were counted."""

    type: schema.ElementType
    zone: schema.ZoneId | None = None
    text: schema.Text = ""
    lang: schema.Language | None = None
    gloss: schema.Gloss | None = None


class FiledResult(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How many dots an element got in a round."""

    element: schema.ElementId
    dots: Annotated[int, Meta(ge=1, le=1_000_000)]
    was: FiledWas | None = None


class FiledVote(Struct, frozen=True, forbid_unknown_fields=True):
    """A closed round; `zone` is None where the whole board was asked, `closed_at` an ISO 8601 moment with its zone.

    `candidates` is how many elements could have got dots; None where the file does not say.
    """

    zone: schema.ZoneId | None
    budget: Annotated[int, Meta(ge=1, le=MOST_DOTS)]
    one_per_note: bool
    anonymous: bool
    closed_at: Annotated[datetime, Meta(tz=True)]
    voters: schema.Count
    results: tuple[FiledResult, ...]
    candidates: schema.Count | None = None


class FiledBoard(Struct, frozen=True, forbid_unknown_fields=True):
    """A board: the canvas it stands on, and what lies there."""

    canvas: schema.ZoneId
    name: Words
    zones: tuple[FiledZone, ...]
    elements: Annotated[tuple[dict[str, Any], ...], Meta(max_length=MOST_ELEMENTS)]
    votes: tuple[FiledVote, ...] = ()


class BoardsFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    schema: Literal["baraza-boards/1"]
    workshop: FiledWorkshop
    boards: Annotated[tuple[FiledBoard, ...], Meta(max_length=MOST_BOARDS)]


def element_as_filed(element: Element, by: str | None = None) -> dict[str, object]:
    """What everybody may see of an element, flat."""
    record = codec.as_body(put(element))["r"]
    return {"id": element.id, **dict(record), **({"by": by} if by else {})}  # type: ignore[call-overload]


def in_order(elements: Sequence[Element]) -> list[Element]:
    """Each behind what it lies in, is tied to or is about; then by id, so that equal boards are equal files."""
    return holders_first(sorted(elements, key=lambda element: element.id))


def write(file: BoardsFile) -> bytes:
    """The file as people get it: readable, and the same bytes for the same boards."""
    return json.dumps(msgspec.to_builtins(file), ensure_ascii=False, indent=1).encode()


def read(body: bytes) -> BoardsFile:
    """Read a file that somebody brings.

    Raises:
        BadFile: too large, no JSON, another schema, or a field that is missing, unknown or out of bounds.
    """
    if len(body) > MOST_BYTES:
        raise BadFile("size")
    try:
        return msgspec.convert(codec.loads(body), BoardsFile, strict=True)
    except (codec.Malformed, msgspec.ValidationError) as error:
        raise BadFile(_place(error)) from error


def says_something(filed: dict[str, Any]) -> bool:
    """Whether it is more than a note that was emptied; older files hold such notes."""
    text = filed.get("text")
    return filed.get("type") != NOTE or not isinstance(text, str) or not is_blank(text)


def ops_for(filed: dict[str, Any], number: int) -> list[schema.Op]:
    """The ops that put an element on an empty board, by the rules of every other op.

    Raises:
        BadFile: the element does not read as one.
    """
    rest = {key: value for key, value in filed.items() if key not in {"by", "authors"}}
    props = {key: rest.pop(key) for key in _PROPS if key in rest}
    gloss, locked = rest.pop("gloss", None), rest.pop("locked", False)
    raw = {"n": 1, "k": "el.add", "p": props, "t": rest.pop("text", None), **rest}
    try:
        ops = [codec.read_op(raw)]
        if gloss is not None:
            # What stands beside the words takes their size away, unless it says the same.
            fit = {name: value for name, value in props.items() if name == "fit"}
            ops.append(codec.read_op({"n": 1, "k": "el.set", "id": rest.get("id"), "p": {"gloss": gloss, **fit}}))
        if locked:
            ops.append(codec.read_op({"n": 1, "k": "el.lock", "ids": [rest.get("id")]}))
    except (codec.Malformed, TypeError) as error:
        raise BadFile(f"element {number}") from error
    return ops


def _place(error: Exception) -> str:
    """Where the file cannot be read: `$.boards[0].canvas`; empty where nobody can say."""
    _what, at, where = str(error).rpartition(" - at `")
    return where.rstrip("`") if at else ""
