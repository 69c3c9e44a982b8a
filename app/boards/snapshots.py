"""A board whole, for those who are too far behind: the public part made once for everybody, one's own laid over it.

What was read once goes on as it does in browsers, by the rows written since. So while people write, those who come
cost a few rows each, and only what these touch is put into words again.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import msgspec
from msgspec import structs

from app import aside
from app.boards import queries
from app.boards.engine import codec
from app.boards.engine.apply import replay
from app.boards.engine.audience import EVERYONE, Hearer, told_to
from app.boards.engine.groups import holders_first
from app.boards.engine.schema import ElementPut, Event, NotesMerged
from app.boards.engine.state import Board, Element
from app.boards.engine.whole import put

BOARDS_KEPT = 32

MOST_BEHIND = 1_000
"""Rows by which what is kept goes on; with more the board is read anew."""


@dataclass(frozen=True, slots=True)
class _Shared:
    """What is public on a board: each element as the JSON of the event that makes it, and all of those in order.

    `unsaid` are the notes that others' were folded into, by who wrote those and is named to nobody.
    """

    epoch: str
    board: Board
    told: Mapping[str, str]
    events: str
    unsaid: Mapping[str, Sequence[Element]]

    @property
    def seq(self) -> int:
        return self.board.seq


@dataclass(slots=True)
class _Board:
    """What was made last for a board; one makes it, and who comes meanwhile waits for that."""

    guard: threading.Lock = field(default_factory=threading.Lock)
    shared: _Shared | None = None


class Snapshots:
    """The public parts of the boards opened last, each as it was when somebody needed a later one."""

    def __init__(self) -> None:
        self._boards: OrderedDict[str, _Board] = OrderedDict()

    def read(self, board_id: str, who: Callable[[], Hearer]) -> str:
        """The board as JSON: a frame from 0, and in `mine` which of the notes are the seat's own.

        `who` says who reads it, once it is there; whoever may not any more, it refuses.

        Where a note is theirs in part and does not say so, it comes once more for them and does.
        A note of one's own that changes while this is read may stand here as it is a moment
        later; the frame that follows says the same once more.
        """
        shared = self._shared(board_id)
        # One's own is read after what is everybody's: what was hidden then and is public now comes with that frame.
        queries.look_again()
        hearer = who()
        beside = queries.notes_beside(board_id, hearer) if hearer.seat else []
        hidden = _events([note for note in beside if note.audience != EVERYONE], hearer)
        in_part = _in_part(shared, hearer)
        events = ",".join(part for part in (shared.events, in_part, hidden) if part)
        mine = json.dumps([note.id for note in beside if note.author == hearer.seat])
        start = json.dumps({"b": board_id, "e": shared.epoch, "from": 0, "to": shared.seq})
        return f'{start[:-1]}, "ev": [{events}], "mine": {mine}}}'

    def _shared(self, board_id: str) -> _Shared:
        """What is public now, or was when somebody asked for it after this."""
        epoch, seq = queries.head(board_id)
        board = self._board(board_id)
        # Who waits gives its connection back first.
        queries.look_again()
        with board.guard:
            kept = board.shared
            if kept is None or kept.epoch != epoch or kept.seq < seq:
                board.shared = kept = aside.read(partial(_made, board_id, epoch, kept))
            return kept

    def _board(self, board_id: str) -> _Board:
        board = self._boards.pop(board_id, None) or _Board()
        self._boards[board_id] = board
        if len(self._boards) > BOARDS_KEPT:
            self._boards.popitem(last=False)
        return board


def _made(board_id: str, epoch: str, kept: _Shared | None) -> _Shared:
    """What is public now: what is kept and goes on, or read anew."""
    if kept is not None and kept.epoch == epoch and (later := _gone_on(board_id, kept)):
        return later
    epoch, seq, notes = queries.public_notes(board_id)
    board = Board(seq, {note.id: note for note in notes})
    return _shared(epoch, board, {note.id: _as_json(put(note)) for note in notes})


def _gone_on(board_id: str, kept: _Shared) -> _Shared | None:
    """What is kept with the rows since, None where they do not say all there is to know."""
    rows = queries.rows_since(board_id, kept.seq, hearer=None, limit=MOST_BEHIND + 1)
    events = [(codec.read_event(row.body), row.seq, None) for row in rows if row.audience == EVERYONE]
    # Who wrote what comes whole, or a part of a note, and is named to nobody, is known to the tables alone.
    if len(rows) > MOST_BEHIND or any(isinstance(event, ElementPut | NotesMerged) for event, _seq, _seat in events):
        return None
    board = replace(replay(kept.board, events), seq=max([kept.seq, *(row.seq for row in rows)]))
    touched = {event.id for event, _seq, _seat in events} & board.elements.keys()
    return _shared(kept.epoch, board, {**kept.told, **{id_: _as_json(put(board.elements[id_])) for id_ in touched}})


def _shared(epoch: str, board: Board, told: Mapping[str, str]) -> _Shared:
    lying = sorted((each for each in board.elements.values() if not each.deleted), key=lambda each: (each.z, each.id))
    unsaid: dict[str, list[Element]] = {}
    for note in lying:
        for name in (name for name, named in (note.authors or {}).items() if not named):
            unsaid.setdefault(name, []).append(note)
    return _Shared(epoch, board, told, ",".join(told[each.id] for each in holders_first(lying)), unsaid)


def _events(elements: Iterable[Element], hearer: Hearer) -> str:
    """Each behind what it lies in: whoever draws a note finds its group there."""
    told = [replace(each, audience=told_to(hearer, each.audience)) for each in holders_first(elements)]
    return ",".join(_as_json(put(element)) for element in told)


def _in_part(shared: _Shared, hearer: Hearer) -> str:
    """The notes into which some of the hearer's were folded, where what all are told does not say so."""
    theirs = [note for name in hearer.names for note in shared.unsaid.get(name, ())]
    return ",".join(_own_in_part(note, hearer.seat) for note in theirs if hearer.seat)


def _own_in_part(note: Element, seat: str) -> str:
    """A note as it is told to one of those whose notes were folded into it."""
    event = put(note)
    authors = {**(event.r.authors or {}), seat: False}
    return _as_json(structs.replace(event, r=structs.replace(event.r, authors=authors)))


def _as_json(event: Event) -> str:
    return msgspec.json.encode(codec.as_body(event)).decode()
