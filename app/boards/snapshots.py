"""A board whole, for those who are too far behind: the public part made once for everybody, one's own laid over it."""

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
from app.boards.engine.audience import ALL, EVERYONE, Hearer, told_to
from app.boards.engine.groups import holders_first
from app.boards.engine.schema import Event
from app.boards.engine.state import Element
from app.boards.engine.whole import put

BOARDS_KEPT = 32


@dataclass(frozen=True, slots=True)
class _Shared:
    """What is public on a board at row `seq`, as the JSON of its events.

    `unsaid` are the notes that others' were folded into, by who wrote those and is named to nobody.
    """

    epoch: str
    seq: int
    events: str
    unsaid: Mapping[str, Sequence[Element]]


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
                board.shared = kept = aside.read(partial(_make, board_id))
            return kept

    def _board(self, board_id: str) -> _Board:
        board = self._boards.pop(board_id, None) or _Board()
        self._boards[board_id] = board
        if len(self._boards) > BOARDS_KEPT:
            self._boards.popitem(last=False)
        return board


def _make(board_id: str) -> _Shared:
    epoch, seq, notes = queries.public_notes(board_id)
    unsaid: dict[str, list[Element]] = {}
    for note in notes:
        for name in (name for name, named in (note.authors or {}).items() if not named):
            unsaid.setdefault(name, []).append(note)
    return _Shared(epoch, seq, _events(notes, ALL), unsaid)


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
