"""What the pages of a board are drawn from: found here, laid out in `view`."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.boards import policy, queries, reading, view, writing
from app.boards.engine.state import EVERYONE, Deed, Element
from app.boards.models import Board
from app.canvases.canvas import Canvas
from app.errors import NotFound
from app.workshops.models import Seat
from app.workshops.queries import canvases_of


@dataclass(frozen=True, slots=True)
class Typed:
    """Words that were not taken: they stand in their field again, with why."""

    zone: str
    text: str
    why: str


def canvas_of(board: Board) -> Canvas:
    """The canvas of a board as it came into the workshop.

    Raises:
        NotFound: the workshop does not have it any more.
    """
    found = canvases_of(board.workshop_id, board.canvas).get(board.canvas)
    if found is None:
        raise NotFound
    return found


def list_context(board: Board, seat: Seat, typed: Typed | None = None) -> dict[str, object]:
    """The board as a list: what everybody sees, and what is hidden from all but this seat."""
    rules, notes = reading.rules(board, seat), queries.notes_for(board, seat.id)
    return {
        **_context(board, seat, rules, notes),
        "workshop": seat.workshop,
        "names": _names(board, notes, named=bool(rules["named"])),
        "facilitates": seat.facilitates,
        "may_add": _may_add(board, seat, rules),
        "composed_for": _composed_for(rules),
        "new_note_id": writing.new_note_id,
        "typed": typed,
    }


def wall_context(board: Board, seat: Seat) -> dict[str, object]:
    """The board as the wall shows it: what everybody sees."""
    return _context(board, seat, reading.rules(board, seat), queries.notes_for(board, EVERYONE))


def _context(board: Board, seat: Seat, rules: dict[str, object], notes: Iterable[Element]) -> dict[str, object]:
    canvas = canvas_of(board)
    return {
        "board": board,
        "seat": seat,
        "canvas": canvas,
        "zones": view.zone_views(canvas, notes),
        "rules": view.page_rules(rules, canvas),
    }


def _names(board: Board, notes: Iterable[Element], *, named: bool) -> dict[str, str]:
    """The names of those whom everybody may know: all where names are shown, else those who were named once."""
    if named:
        return queries.names_in(board.workshop_id)
    authors = {note.author for note in notes if note.named and note.author}
    return queries.names_in(board.workshop_id, authors) if authors else {}


def _may_add(board: Board, seat: Seat, rules: dict[str, object]) -> bool:
    mode = policy.mode(str(rules["writing"]), frozen=bool(rules["frozen"]))
    return Deed.ADD not in policy.rights(seat.role, mode, board.rules)


def _composed_for(rules: dict[str, object]) -> int:
    """The reveal a note written now waits for; 0 in the open."""
    return int(str(rules["generation"])) + 1 if rules["writing"] == "private" else 0
