"""The texts of the notes one turn writes in: read behind the board's lock, merged, and written with its rows."""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from sqlalchemy import Connection, Table, bindparam, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from app import aside
from app.boards import merging
from app.boards.engine.schema import EditText
from app.boards.engine.state import Element
from app.boards.log import insert_into
from app.boards.merging import Merged, Unmerged
from app.boards.models import ElementText, TextAuthor

_texts: Table = ElementText.metadata.tables["element_text"]
_authors: Table = TextAuthor.metadata.tables["text_author"]

LARGEST_UPDATE = 8 * 1024

_STATES = select(_texts.c.element_id, _texts.c.ystate).where(
    _texts.c.board_id == bindparam("board"), _texts.c.element_id.in_(bindparam("ids", expanding=True))
)
_AUTHORS = select(_authors.c.element_id, _authors.c.yclient, _authors.c.hand).where(
    _authors.c.board_id == bindparam("board"), _authors.c.element_id.in_(bindparam("ids", expanding=True))
)

TEXTS_REMEMBERED, LARGEST_REMEMBERED = 4_000, 2 * 1024
"""How many texts of a board a process remembers between two turns, and up to which size of state."""


@dataclass(slots=True)
class TextHeld:
    """A note's text. `authors` are the hands behind its Yjs clients."""

    state: bytes
    text: str
    authors: dict[int, str] = field(default_factory=dict)

    def copy(self) -> "TextHeld":
        """The same: what a turn that fails makes of a copy is forgotten with it."""
        return TextHeld(self.state, self.text, dict(self.authors))


@dataclass(frozen=True, slots=True)
class _Stored:
    """A text as the tables have it; without a state nobody has written in it as it lies."""

    state: bytes | None = None
    authors: dict[int, str] = field(default_factory=dict)


class Texts:
    """What the notes of a locked board say, as far as a turn writes in them.

    `before` is how an earlier turn left them, where nobody has written on the board since.
    """

    def __init__(self, connection: Connection, board_id: str, before: Mapping[str, TextHeld] | None = None) -> None:
        self._connection = connection
        self._board_id = board_id
        self._before = before or {}
        self._stored: dict[str, _Stored] = {}
        self._held: dict[str, TextHeld] = {}
        self._fresh: dict[str, list[int]] = {}
        self._kept: dict[str, int] = {}
        self._begun_anew: set[str] = set()

    def look_up(self, element_ids: Collection[str]) -> None:
        """Read how these texts are kept, all at once, but for those that are remembered: a turn will ask for them."""
        self._stored |= self._read([id_ for id_ in element_ids if id_ not in self._before])

    def merge(self, element: Element, op: EditText, hand: str) -> Merged | Unmerged:
        """The note after the op's update. Nothing is changed before `keep`.

        A page of a `hand` (`alias.hand_of`) writes as one Yjs client, which is its own from the first
        time it writes here; nobody else's, no seed's and none of this server's.
        """
        try:
            data = b64decode(op.u, validate=True)
        except binascii.Error:
            return Unmerged("malformed")
        if len(data) > LARGEST_UPDATE:
            return Unmerged("malformed")
        held = self._hold(element)
        merged = merging.merge(held.state, data, op.yc)
        if isinstance(merged, Merged) and merged.author is not None:
            owner = held.authors.get(op.yc)
            taken = owner is None and merging.clock_of(held.state, op.yc) != 0
            if taken or owner not in {None, hand}:
                return Unmerged("malformed")
        return merged

    def keep(self, element_id: str, merged: Merged, hand: str, seq: int) -> None:
        """Let the note be what `merge` made of it."""
        held = self._held[element_id]
        if merged.author is not None and merged.author not in held.authors:
            held.authors[merged.author] = hand
            self._fresh.setdefault(element_id, []).append(merged.author)
        held.state, held.text = merged.state, merged.text
        self._kept[element_id] = seq

    def put(self, element: Element, text: str, seq: int) -> str | None:
        """Replace the whole text; the update for those who are writing in it, None where they begin anew."""
        held = self._hold(element)
        replaced = merging.put(held.state, text)
        if replaced is None:
            self.begin_anew({element.id: text})
            return None
        held.state, held.text = replaced[0], text
        self._kept[element.id] = seq
        return b64encode(replaced[1]).decode()

    def begin_anew(self, texts: Mapping[str, str]) -> None:
        """Drop how these texts came about: from now on their words say all there is."""
        for id_, text in texts.items():
            self._held[id_] = TextHeld(merging.seed(id_, text), text)
            self._kept.pop(id_, None)
            self._fresh.pop(id_, None)
        self._begun_anew.update(texts)

    def write(self, connection: Connection) -> None:
        """Write what was kept, in the transaction whose lock it was read behind or still holds for."""
        forget(connection, self._board_id, self._begun_anew)
        if not self._kept:
            return
        also = {"board_id": self._board_id}
        rows = [
            {
                **also,
                "element_id": id_,
                "ystate": self._held[id_].state,
                "chars": len(self._held[id_].text),
                "updated_seq": seq,
            }
            for id_, seq in self._kept.items()
        ]
        for piece in aside.pieces(rows):
            connection.execute(_put_text(connection.dialect.name), piece)
        fresh = [
            {**also, "element_id": id_, "yclient": client, "hand": self._held[id_].authors[client]}
            for id_, clients in self._fresh.items()
            for client in clients
        ]
        if fresh:
            connection.execute(insert(_authors), fresh)

    def remembered(self) -> dict[str, TextHeld]:
        """How the texts stand once this turn is committed: the ones written in last, as far as they are short."""
        now = dict(self._before)
        for id_, held in self._held.items():
            now.pop(id_, None)
            if len(held.state) <= LARGEST_REMEMBERED:
                now[id_] = held
        for oldest in list(islice(now, max(0, len(now) - TEXTS_REMEMBERED))):
            del now[oldest]
        return now

    def _hold(self, element: Element) -> TextHeld:
        held = self._held.get(element.id)
        if held is None and element.id in self._before:
            held = self._held[element.id] = self._before[element.id].copy()
        if held is None or held.text != element.text:
            held = self._held[element.id] = self._as_kept(element)
            self._fresh.pop(element.id, None)
        return held

    def _as_kept(self, element: Element) -> TextHeld:
        """The text as it is kept, or as it grows from its words where nobody wrote yet or they were replaced."""
        if element.id not in self._stored:
            self._stored |= self._read([element.id])
        stored = self._stored[element.id]
        if stored.state is not None and merging.words(stored.state) == element.text:
            return TextHeld(stored.state, element.text, dict(stored.authors))
        if stored.state is not None:
            self._begun_anew.add(element.id)
        return TextHeld(merging.seed(element.id, element.text), element.text)

    def _read(self, element_ids: list[str]) -> dict[str, _Stored]:
        here = {"board": self._board_id, "ids": element_ids}
        states = {row.element_id: row.ystate for row in self._connection.execute(_STATES, here)} if element_ids else {}
        stored = {id_: _Stored(states.get(id_)) for id_ in element_ids}
        for row in self._connection.execute(_AUTHORS, here | {"ids": [*states]}) if states else ():
            stored[row.element_id].authors[row.yclient] = row.hand
        return stored


def forget(connection: Connection, board_id: str, element_ids: Collection[str]) -> None:
    """Drop how texts came about: from now on their words say all there is."""
    for ids in aside.pieces(list(element_ids)):
        for table in (_texts, _authors):
            some = table.c.element_id.in_(ids)
            connection.execute(delete(table).where(table.c.board_id == board_id, some))


@cache
def _put_text(dialect: str) -> postgresql.Insert | sqlite.Insert:
    statement = insert_into(dialect, _texts)
    return statement.on_conflict_do_update(
        index_elements=["board_id", "element_id"],
        set_={name: statement.excluded[name] for name in ("ystate", "chars", "updated_seq")},
    )
