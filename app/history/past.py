"""What was public on a board at one row of its log, and how it is kept: as the events that make it. Pure.

Nothing hidden is ever kept here. What was written for one seat alone stays in the log, where
that seat finds it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.boards.engine import codec, schema
from app.boards.engine.apply import replay
from app.boards.engine.state import EVERYONE, Board, Element
from app.boards.engine.whole import put

VERSION = 1


@dataclass(frozen=True, slots=True)
class Past:
    """A board as everybody saw it. `last` is the row in which each element was last told of, the deleted ones too."""

    board: Board = field(default_factory=Board)
    last: Mapping[str, int] = field(default_factory=dict)

    @property
    def seq(self) -> int:
        return self.board.seq

    @property
    def lying(self) -> dict[str, Element]:
        """What lay there then, by its id."""
        return public(self.board.elements.values())

    def after(self, rows: Iterable[tuple[schema.Event, int]], *, upto: int) -> "Past":
        """The board with what was told later, as it stood at row `upto`."""
        told = [(event, seq, None) for event, seq in rows]
        board = replay(self.board, told)
        last = {**self.last, **{event.id: seq for event, seq, _seat in told}}
        return Past(replace(board, seq=upto), last)


def public(elements: Iterable[Element]) -> dict[str, Element]:
    """What everybody sees of these, by its id."""
    return {each.id: each for each in elements if each.audience == EVERYONE and not each.deleted}


def pack(past: Past) -> bytes:
    """The board as canonical JSON."""
    kept = {"v": VERSION, "seq": past.seq, "ev": events_of(past.lying.values()), "last": dict(past.last)}
    return _canonical(kept)


def unpack(body: bytes) -> Past:
    """The board again."""
    kept = json.loads(body)
    board = replay(Board(), [(codec.read_event(event), kept["seq"], None) for event in kept["ev"]])
    return Past(replace(board, seq=kept["seq"]), kept["last"])


def mark(elements: Iterable[Element]) -> str:
    """What tells two boards apart: the hash of all that is public on them."""
    return hashlib.sha256(_canonical(events_of(elements))).hexdigest()


def events_of(elements: Iterable[Element]) -> list[dict[str, object]]:
    """The events that make these elements, in the order of their ids."""
    return [codec.as_body(put(each)) for each in sorted(elements, key=lambda each: each.id)]


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
