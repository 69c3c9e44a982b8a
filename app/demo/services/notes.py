"""Notes of a file are written into the logs of their boards, as a part of the caller's transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.boards import log
from app.boards.engine import order, schema
from app.boards.log import Draft, Entry
from app.boards.queries import connection, plenary_board
from app.canvases.library import library
from app.canvases.placing import NOTE_HEIGHT, NOTE_WIDTH, place
from app.db import db
from app.demo.models import NoteRecord
from app.demo.schema import Note
from app.demo.services.workshops import Made
from app.ids import new_id
from app.workshops.models import Seat

JITTER = "11"
"""Nobody else writes meanwhile, so keys need no room between two who do."""


@dataclass(frozen=True, slots=True)
class Written:
    """Where a note of the file lies now."""

    note: Note
    board_id: str
    note_id: str
    seq: int


@dataclass(slots=True)
class _Page:
    """A board being filled: its next rows, and how many notes each zone holds."""

    draft: Draft
    board_id: str
    filled: dict[str, int] = field(default_factory=dict)
    last_key: str | None = None


def write_notes(made: Made, notes: Iterable[Note], seats: Mapping[str, Seat]) -> dict[str, Written]:
    """Write the notes, in the file's order, each where its zone has room; where they lie, by their ids in the file."""
    pages: dict[str, _Page] = {}
    written: dict[str, Written] = {}
    for note in notes:
        page = pages.get(note.canvas) or pages.setdefault(note.canvas, _open(made, note.canvas))
        written[note.id] = _write(page, note, seats.get(note.author))
    for page in pages.values():
        page.draft.write(connection())
    db.session.add_all(_record(each) for each in written.values())
    return written


def _open(made: Made, canvas: str) -> _Page:
    """A board of the workshop, empty as it was just made."""
    board = plenary_board(made.row.id, canvas)
    locked = log.lock(connection(), board.id) if board else None
    if locked is None:
        raise LookupError(canvas)
    return _Page(Draft(locked.id, log.read_state(connection(), locked.id, locked.seq)), locked.id)


def _write(page: _Page, note: Note, seat: Seat | None) -> Written:
    canvas = library().canvases[note.canvas]
    zone = canvas.zone(note.zone)
    index = page.filled.get(note.zone, 0)
    page.filled[note.zone] = index + 1
    page.last_key = order.after(page.last_key, JITTER)
    x, y = place(zone, index, inside=canvas.ring_inside(zone)) if zone else (0, 0)
    record = schema.Record(
        type="note",
        zone=note.zone,
        z=page.last_key,
        x=x,
        y=y,
        w=NOTE_WIDTH,
        h=NOTE_HEIGHT,
        lang=note.lang,
        text=note.text,
    )
    note_id = f"e_{new_id()}"
    page.draft.add(Entry(schema.ElementAdded(id=note_id, r=record), seat_id=seat.id if seat else None))
    return Written(note, page.board_id, note_id, page.draft.state.seq)


def _record(written: Written) -> NoteRecord:
    note = written.note
    return NoteRecord(
        board_id=written.board_id,
        note_id=written.note_id,
        source=note.id,
        author=note.author,
        gloss=note.en,
        cluster=note.cluster,
        votes=note.votes,
    )
