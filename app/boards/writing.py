"""A note as the op it becomes when it is written in a form, without scripts."""

import secrets

from app.boards import queries
from app.boards.engine import codec, order
from app.boards.models import Board
from app.boards.wire import Batch, ClientOp
from app.canvases.canvas import Canvas
from app.canvases.placing import place
from app.ids import new_id
from app.workshops.models import Seat


def new_note_id() -> str:
    """An id for a note that somebody is about to write."""
    return f"e_{new_id()}"


def batch_for(board: Board, seat: Seat, canvas: Canvas, *, note_id: str, zone_id: str, text: str, pm: int) -> Batch:
    """The note behind the last one of its zone. Its id is its client's too, so that a form sent twice is taken once."""
    zone = canvas.zone(zone_id)
    lying = [note for note in queries.notes_for(board, seat.id) if note.zone == zone_id]
    x, y = place(zone, len(lying), inside=canvas.ring_inside(zone)) if zone else (0, 0)
    raw: dict[str, object] = {
        "n": 1,
        "k": "el.add",
        "id": note_id,
        "type": "note",
        "zone": zone_id,
        "z": order.after(max((note.z for note in lying), default=None), _jitter()),
        "p": {"x": x, "y": y},
        "t": text,
        "pm": pm,
    }
    return Batch(board.id, seat.id, f"form{note_id}", board.epoch, (ClientOp(1, codec.read_op(raw), raw),))


def _jitter() -> str:
    return "".join(secrets.choice(order.DIGITS) for _ in range(2))
