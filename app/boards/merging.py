"""Merging what several people write in one note, as Yjs does it in their browsers.

A state is the whole document of one note as an update: its letters in order, who of the
note's Yjs clients wrote them, and where something was deleted, but not what. Documents
are made here, used and dropped: none leaves this module, none keeps what is deleted, and
one that cannot be read breaks no more than itself.
`pycrdt` counts bytes of UTF-8 where browsers count UTF-16: `_difference` alone edits by index, between whole letters.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pycrdt import Doc, Text

from app.boards import yupdate
from app.boards.engine.texts import has_control
from app.boards.sturdy import sturdy
from app.boards.yupdate import ROOT, Gone, NotText, Piece, Place, Update

LARGEST_STATE = 256 * 1024
"""Bytes of a state. Beyond it, writing the text anew as a whole (`put`) begins a new document."""

MOST_WRITTEN = 2**22
"""Code units one Yjs client may have written in a note, deleted ones among them. Pycrdt counts in 32 bits and breaks
where they are not enough, and with it everybody who shares the turn."""

_FNV_START, _FNV_PRIME = 0x811C9DC5, 0x01000193


@dataclass(frozen=True, slots=True)
class Merged:
    """A note after an update: its state, its words, and the Yjs client that wrote something new, if any did."""

    state: bytes
    text: str
    author: int | None = None


@dataclass(frozen=True, slots=True)
class Unmerged:
    """Why an update cannot be taken."""

    code: str


def seed_client(element_id: str, text: str) -> int:
    """Under which Yjs client a plain text becomes a document: FNV-1a of both.

    It is the text's own, so that nothing written into another text of the same note ever
    lands in this one. Twinned by `static/boards/text/seed.js`.
    """
    value = _FNV_START
    for byte in f"{element_id}\n{text}".encode():
        value = ((value ^ byte) * _FNV_PRIME) & 0xFFFFFFFF
    return value or 1


def seed(element_id: str, text: str) -> bytes:
    """The state of a note nobody has written in yet. Browsers make the same bytes of the same text."""
    document: Doc[Text] = Doc(client_id=seed_client(element_id, text))
    document[ROOT] = Text(text)
    return document.get_update()


@sturdy(None)
def words(state: bytes) -> str | None:
    """The text of a state; None where it cannot be read."""
    return str(_open(state)[ROOT])


@sturdy(None)
def clock_of(state: bytes, client: int) -> int | None:
    """How much a Yjs client has written in a state; None where it cannot be read."""
    return yupdate.read_state_vector(_open(state).get_state()).get(client, 0)


@sturdy(Unmerged("malformed"))
def merge(state: bytes, data: bytes, client: int) -> Merged | Unmerged:
    """The note after an update of one Yjs client, or the code of why it may not be.

    `malformed`: it is no plain text, or adds what another client wrote. `gap`: it builds on
    what is not here. `text-control`: it brings characters nobody sees. `text-long`: beyond
    what one note, or one client in it, may hold.
    """
    try:
        update = yupdate.read(data)
    except NotText:
        return Unmerged("malformed")
    document = _open(state)
    known = yupdate.read_state_vector(document.get_state())
    start = known.get(client, 0)
    end = max(start, update.pieces[-1].end) if update.pieces else start
    refused = (
        _foreign(update, client, start, end)
        or ("text-long" if end > MOST_WRITTEN else None)
        or _gap(update, {**known, client: end}, start)
        or ("text-control" if any(piece.text and has_control(piece.text) for piece in update.pieces) else None)
        or ("malformed" if _halves_a_letter(update, str(document[ROOT]), state) else None)
    )
    if refused:
        return Unmerged(refused)
    document.apply_update(data)
    if end > start and yupdate.read_state_vector(document.get_state()) != {**known, client: end}:
        return Unmerged("malformed")
    after, text = document.get_update(), str(document[ROOT])
    if len(after) > LARGEST_STATE:
        return Unmerged("text-long")
    if words(after) != text:
        return Unmerged("malformed")
    return Merged(after, text, client if end > start else None)


@sturdy(None)
def put(state: bytes, text: str) -> tuple[bytes, bytes] | None:
    """The state with another whole text, and the update that does it; None where it is time to begin anew.

    Only what differs is written anew: what others are writing meanwhile finds its place beside the rest.
    """
    if len(state) > LARGEST_STATE // 2:
        return None
    document = _open(state, client=1 + secrets.randbelow(2**32 - 1))
    before = document.get_state()
    written = document[ROOT]
    start, end, added = _difference(str(written), text)
    del written[start:end]
    written.insert(start, added)
    return document.get_update(), document.get_update(before)


def _difference(before: str, after: str) -> tuple[int, int, str]:
    """The one stretch in which two texts differ: where it is in the first, in bytes, and what the second has there."""
    shorter = min(len(before), len(after))
    same = next((index for index in range(shorter) if before[index] != after[index]), shorter)
    tail = next((index for index in range(shorter - same) if before[-1 - index] != after[-1 - index]), shorter - same)
    start = len(before[:same].encode())
    return start, start + len(before[same : len(before) - tail].encode()), after[same : len(after) - tail]


def _open(state: bytes, *, client: int | None = None) -> Doc[Text]:
    document: Doc[Text] = Doc(client_id=client)
    document[ROOT] = Text()
    document.apply_update(state)
    return document


def _foreign(update: Update, client: int, start: int, end: int) -> str | None:
    """Only one client may write, under its own name; what it has sent before may come again as it was."""
    if not update.clients <= {client}:
        return "malformed"
    first = update.pieces[0].clock if update.pieces else start
    return "malformed" if first < start < end else None


def _gap(update: Update, known: Mapping[int, int], start: int) -> str | None:
    """Everything it stands on is here: what it follows, what it goes between, what it deletes."""
    if update.pieces and update.pieces[0].clock > start:
        return "gap"
    for piece in update.pieces:
        for place in (piece.after, piece.before):
            own = place is not None and place.client == piece.client
            if place and place.clock >= (piece.clock if own else known.get(place.client, 0)):
                return "gap"
    return "gap" if any(run.end > known.get(run.client, 0) for run in update.gone) else None


def _halves_a_letter(update: Update, text: str, state: bytes) -> bool:
    """Whether it cuts between the two code units of a letter: browsers and this server would not agree on the rest."""
    pieces: Iterable[Piece] = update.pieces
    if not text.isascii() and max(text) > "\uffff":
        pieces = (*yupdate.read(state).pieces, *update.pieces)
    inside = {Place(piece.client, clock) for piece in pieces if piece.text for clock in _second_halves(piece)}
    return bool(inside) and any(place in inside for place in _cuts(update))


def _second_halves(piece: Piece) -> Iterable[int]:
    clock = piece.clock
    for character in piece.text or "":
        if character > "\uffff":
            clock += 1
            yield clock
        clock += 1


def _cuts(update: Update) -> Iterable[Place]:
    """The code units before which it cuts."""
    for piece in update.pieces:
        if piece.after:
            yield Place(piece.after.client, piece.after.clock + 1)
        if piece.before:
            yield piece.before
    for run in update.gone:
        yield from _ends(run)


def _ends(run: Gone) -> tuple[Place, Place]:
    return Place(run.client, run.clock), Place(run.client, run.end)
