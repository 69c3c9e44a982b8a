"""A board whole, for those who are too far behind: the public part made once for everybody, one's own laid over it."""

import json
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.boards import queries
from app.boards.engine import codec
from app.boards.engine.audience import ALL, EVERYONE, Hearer, told_to
from app.boards.engine.groups import holders_first
from app.boards.engine.state import Element
from app.boards.engine.whole import put

BOARDS_KEPT = 32


@dataclass(frozen=True, slots=True)
class _Shared:
    epoch: str
    seq: int
    events: str


class Snapshots:
    """The public parts of the boards opened last, each as it was at its latest row."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Shared] = OrderedDict()

    def head(self, board_id: str) -> tuple[str, int]:
        """The epoch and the row a snapshot taken now would stand at."""
        return queries.head(board_id)

    def read(self, board_id: str, hearer: Hearer) -> str:
        """The board as JSON: a frame from 0, and in `mine` which of the notes are the seat's own.

        A note of one's own that changes while this is read may stand here as it is a moment
        later; the frame that follows says the same once more.
        """
        shared = self._shared(board_id)
        beside = queries.notes_beside(board_id, hearer) if hearer.seat else []
        hidden = _events([note for note in beside if note.audience != EVERYONE], hearer)
        events = ",".join(part for part in (shared.events, hidden) if part)
        mine = json.dumps([note.id for note in beside if note.author == hearer.seat])
        start = json.dumps({"b": board_id, "e": shared.epoch, "from": 0, "to": shared.seq})
        return f'{start[:-1]}, "ev": [{events}], "mine": {mine}}}'

    def _shared(self, board_id: str) -> _Shared:
        kept = self._kept.get(board_id)
        if kept is not None and (kept.epoch, kept.seq) == queries.head(board_id):
            return kept
        epoch, seq, notes = queries.public_notes(board_id)
        self._kept[board_id] = shared = _Shared(epoch, seq, _events(notes, ALL))
        self._kept.move_to_end(board_id)
        if len(self._kept) > BOARDS_KEPT:
            self._kept.popitem(last=False)
        return shared


def _events(elements: Iterable[Element], hearer: Hearer) -> str:
    """Each behind what it lies in: whoever draws a note finds its group there."""
    told = [replace(each, audience=told_to(hearer, each.audience)) for each in holders_first(elements)]
    return ",".join(json.dumps(codec.as_body(put(element)), ensure_ascii=False) for element in told)
