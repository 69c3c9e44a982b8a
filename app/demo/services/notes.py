"""Notes of a file are written into the logs of their boards, as a part of the caller's transaction."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.boards import log
from app.boards.engine import schema
from app.boards.engine.state import GROUP, Element
from app.boards.engine.whole import put
from app.boards.laying import Ground, unlaid
from app.boards.log import Draft, Entry
from app.boards.queries import connection, plenary_board
from app.canvases.library import library
from app.db import db
from app.demo.models import NoteRecord
from app.demo.schema import Note
from app.demo.services.workshops import Made
from app.ids import new_id
from app.workshops.models import Seat

LEAST_IN_THEME = 2
"""Notes of a cluster on one board, whatever their zones: a title over a single note groups nothing."""

TITLES_IN = "en"
"""The language of a file's clusters."""


@dataclass(frozen=True, slots=True)
class Written:
    """Where a note of the file lies now."""

    note: Note
    board_id: str
    note_id: str
    seq: int


@dataclass(frozen=True, slots=True)
class _Theme:
    """Notes to lay together: a group and what lies in it, or a note alone. `sources` knows each by its id."""

    element: Element
    inside: tuple[Element, ...]
    sources: Mapping[str, Note]


def write_notes(made: Made, notes: Iterable[Note], seats: Mapping[str, Seat]) -> dict[str, Written]:
    """Write the notes where zones have room, those of a cluster as a group; where each lies, by its id there."""
    themes: defaultdict[str, list[_Theme]] = defaultdict(list)
    for title, together in _together(notes):
        themes[together[0].canvas].append(_theme(title, together))
    written: dict[str, Written] = {}
    for canvas, there in themes.items():
        written |= {each.note.id: each for each in _fill(made, canvas, there, seats)}
    db.session.add_all(_record(each) for each in written.values())
    return written


def _together(notes: Iterable[Note]) -> list[tuple[str | None, list[Note]]]:
    """The notes that lie together under a title, and each of the others alone, in the file's order.

    A theme with notes in several zones of a board is a group in each of them; minutes join groups of one name.
    """
    clusters: dict[tuple[str, str, str | None, str], list[Note]] = {}
    on_board: Counter[tuple[str, str | None]] = Counter()
    for note in notes:
        alone = "" if note.cluster else note.id
        clusters.setdefault((note.canvas, note.zone, note.cluster, alone), []).append(note)
        on_board[note.canvas, note.cluster] += 1
    return [
        (title if title and on_board[canvas, title] >= LEAST_IN_THEME else None, together)
        for (canvas, _zone, title, _alone), together in clusters.items()
    ]


def _theme(title: str | None, notes: Sequence[Note]) -> _Theme:
    sources = {f"e_{new_id()}": note for note in notes}
    elements = [unlaid(id_, note.zone, note.text, lang=note.lang, gloss=note.en) for id_, note in sources.items()]
    if title is None:
        return _Theme(elements[0], (), sources)
    group = replace(elements[0], id=f"e_{new_id()}", type=GROUP, text=title, lang=TITLES_IN, gloss=None)
    return _Theme(group, tuple(replace(note, parent=group.id) for note in elements), sources)


def _fill(made: Made, canvas: str, themes: Sequence[_Theme], seats: Mapping[str, Seat]) -> list[Written]:
    """Lay the themes on a board of the workshop, empty as it was just made. A group is nobody's."""
    board = plenary_board(made.row.id, canvas)
    locked = log.lock(connection(), board.id) if board else None
    if locked is None:
        raise LookupError(canvas)
    draft = Draft(locked.id, log.read_state(connection(), locked.id, locked.seq))
    ground = Ground(draft.state, library().canvases[canvas], [(theme.element, theme.inside) for theme in themes])
    written = []
    for theme in themes:
        for element in ground.lay(theme.element, theme.inside):
            note = theme.sources.get(element.id)
            seat = seats.get(note.author) if note else None
            added = schema.ElementAdded(id=element.id, r=put(element).r)
            draft.add(Entry(added, seat_id=seat.id if seat else None))
            if note:
                written.append(Written(note, locked.id, element.id, draft.state.seq))
    draft.write(connection())
    return written


def _record(written: Written) -> NoteRecord:
    note = written.note
    return NoteRecord(
        board_id=written.board_id,
        note_id=written.note_id,
        source=note.id,
        author=note.author,
        cluster=note.cluster,
        votes=note.votes,
    )
