"""What is done with a note in a form, without scripts, as the one op it becomes."""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import replace

from flask import current_app

from app.boards import queries, reading
from app.boards.engine import codec, order
from app.boards.engine.places import SOLID, place_of
from app.boards.engine.room import Size, next_place
from app.boards.engine.state import IMAGE, NOTE, Element
from app.boards.errors import BadTarget, TextLong
from app.boards.models import Asset, Board
from app.boards.scene import rooms_of
from app.boards.wire import Batch, ClientOp
from app.canvases.canvas import Canvas
from app.canvases.placing import size_on
from app.ids import digest, new_id
from app.workshops.models import Seat

LONGEST_SIDE = 320
"""How long an image from a form is on the board, in board units."""


KEPT = ("fields", "colour", "lang", "dir", "gloss")
"""What a note keeps beside its words when it becomes another one."""


def new_note_id() -> str:
    """An id for a note that somebody is about to write."""
    return f"e_{new_id()}"


def batch_for(
    board: Board, seat: Seat, canvas: Canvas, *, note_id: str, zone_id: str, text: str, pm: int, **beside: object
) -> Batch:
    """The note behind the last one of its zone. Its id is its client's too, so that a form sent twice is taken once.

    Raises:
        TextLong: the text is longer than any op may be.
    """
    size = _note_size(canvas)
    z, spot = _next_place(board, seat, canvas, zone_id, size=size)
    p = {**spot, "w": size.width, "h": size.height, **beside}
    added = {"k": "el.add", "id": note_id, "type": "note", "zone": zone_id, "z": z, "p": p, "t": text, "pm": pm}
    return _batch(board, seat, note_id, {**added, "fp": True})


def showing(
    board: Board, seat: Seat, canvas: Canvas, asset: Asset, *, once: str, zone_id: str, text: str, pm: int
) -> Batch:
    """An image of the board behind the last of its zone, with what it shows in words.

    Raises:
        TextLong: that is longer than any op may be.
    """
    scale = LONGEST_SIDE / max(asset.width, asset.height)
    size = Size(max(1, round(asset.width * scale)), max(1, round(asset.height * scale)))
    z, spot = _next_place(board, seat, canvas, zone_id, size=size)
    p = {**spot, "w": size.width, "h": size.height, "asset": asset.id}
    added = {"k": "el.add", "id": image_id(once), "type": IMAGE, "zone": zone_id, "z": z, "p": p, "t": text, "pm": pm}
    return _batch(board, seat, once, {**added, "fp": True})


def image_id(once: str) -> str:
    """The id of the image a form puts on the board: sent twice it is one."""
    return f"e_{digest(once)[:22]}"


def note_of(board: Board, seat: Seat, note_id: str) -> Element:
    """A living note or group as this seat sees it.

    Raises:
        BadTarget: it is not there, or not to be seen.
    """
    found = next((each for each in queries.notes_for(board, reading.hearer(seat)) if each.id == note_id), None)
    if found is None:
        raise BadTarget
    return found


def rewriting(board: Board, seat: Seat, note: Element, *, once: str, text: str, was: str | None, pm: int) -> Batch:
    """The note with other words, made from those it `was`; `once` names the form, so that sent twice it is taken once.

    Words for a reveal `pm` that come after it are kept as a hidden note, which `once` names as well.

    Raises:
        TextLong: the text is longer than any op may be.
    """
    late = {"l": f"e_{once}"} if pm else {}
    return _batch(board, seat, once, {"k": "txt.put", "id": note.id, "t": text, "pm": pm, "was": was, **late})


def shown(board: Board, seat: Seat, canvas: Canvas, note: Element, *, once: str) -> tuple[Batch, ...]:
    """The note for everybody: one's own as a note of its own, so that nothing tells when it was written."""
    if note.audience != seat.id:
        return (_batch(board, seat, once, {"k": "el.show", "ids": [note.id]}),)
    beside = {name: kept for name in KEPT if (kept := getattr(note, name))}
    copy = batch_for(board, seat, canvas, note_id=f"e_{once}", zone_id=note.zone, text=note.text, pm=0, **beside)
    return copy, deleting(board, seat, note, once=once)


def hidden(board: Board, seat: Seat, note: Element, *, once: str) -> Batch:
    """The note for its author and the facilitators alone."""
    return _batch(board, seat, once, {"k": "el.hide", "ids": [note.id]})


def moving(board: Board, seat: Seat, canvas: Canvas, note: Element, *, once: str, to: str) -> Batch:
    """The note behind the last one of another zone, or of a group: `to` is a zone, or a zone and a group."""
    zone_id, _, parent = to.partition(" ")
    z, spot = _next_place(board, seat, canvas, zone_id, size=Size(note.w, note.h))
    where = {"x": note.x, "y": note.y} if zone_id == note.zone else {**spot, "fp": True}
    group = {"parent": parent} if parent and note.type == NOTE else {}
    return _batch(board, seat, once, {"k": "el.move", "id": note.id, "zone": zone_id, "z": z, **where, **group})


def colouring(board: Board, seat: Seat, note: Element, *, once: str, colour: str) -> Batch:
    """The note with another colour; none is that of its zone."""
    return _batch(board, seat, once, {"k": "el.set", "id": note.id, "p": {"colour": colour or None}})


def answering(board: Board, seat: Seat, note: Element, *, once: str, given: dict[str, int | str | None]) -> Batch:
    """The note with other answers to what its canvas asks; one written for oneself says for which reveal."""
    waits = {"pm": note.generation} if note.audience == seat.id else {}
    return _batch(board, seat, once, {"k": "el.set", "id": note.id, "p": {"fields": given}, **waits})


def deleting(board: Board, seat: Seat, note: Element, *, once: str) -> Batch:
    """The board without the note."""
    return _batch(board, seat, once, {"k": "el.del", "ids": [note.id]})


def promised(batch: Batch, said: str) -> Batch:
    """What a form writes, as its page promised: with the name of who writes, to be looked at first."""
    return replace(batch, ops=tuple(_promised(op, said.split()) for op in batch.ops))


def _promised(op: ClientOp, said: Sequence[str]) -> ClientOp:
    promise = {"nm": "named" in said, "lf": "first" in said and op.raw["k"] == "el.add"}
    opening = next((number for word in said if (number := word.removeprefix("open")).isdigit()), "")
    raw = op.raw | {name: True for name, holds in promise.items() if holds}
    # What is for a reveal was composed where people write alone.
    raw |= {"o": int(opening)} if opening and not op.raw.get("pm") else {}
    return ClientOp(op.n, codec.read_op(raw), raw)


def _batch(board: Board, seat: Seat, once: str, raw: dict[str, object]) -> Batch:
    try:
        op = codec.read_op({"n": 1, **raw})
    except codec.Malformed as error:
        # Whatever else the fields hold was looked at before; a text may be longer than an op can carry.
        raise TextLong from error
    return Batch(board.id, seat.id, _page_of(once), board.epoch, (ClientOp(1, op, {"n": 1, **raw}),))


def _page_of(once: str) -> str:
    """The client of a form, a secret as of any page: the tables know the form, for its note is named after it."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return f"form{hmac.digest(key, once.encode(), 'sha256').hex()[:32]}"


def _next_place(board: Board, seat: Seat, canvas: Canvas, zone_id: str, *, size: Size) -> tuple[str, dict[str, int]]:
    """The order behind the last of a zone, and a place for something of this size where nothing lies."""
    seen = queries.notes_for(board, reading.hearer(seat))
    room = rooms_of(canvas).get(zone_id)
    x, y = next_place(room, size, [place_of(each) for each in seen if each.type in SOLID]) if room else (0, 0)
    last = max((each.z for each in seen if each.zone == zone_id), default=None)
    return order.after(last, _jitter()), {"x": x, "y": y}


def _note_size(canvas: Canvas) -> Size:
    size = size_on(canvas)
    return Size(size.width, size.height)


def _jitter() -> str:
    return "".join(secrets.choice(order.DIGITS) for _ in range(2))
