"""What reports are made of, found with the right to read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.accounts.models import Principal
from app.boards import queries as boards
from app.boards.engine.audience import ALL
from app.boards.engine.kinds import LIVE
from app.boards.engine.state import Element
from app.boards.engine.texts import is_blank
from app.boards.models import Board
from app.canvases.canvas import Canvas
from app.errors import NotFound
from app.workshops.agenda_queries import workshop_to_plan
from app.workshops.models import SeatRole, Workshop
from app.workshops.queries import canvases_of, seat_of, steps_of, workshop_and_seat


@dataclass(frozen=True, slots=True)
class BoardFound:
    """A board with its canvas, what everybody could read on it, and the names that were shown."""

    board: Board
    canvas: Canvas
    elements: Sequence[Element]
    names: dict[str, str]

    def author_of(self, element: Element) -> str:
        """The author's name, where everybody may know it."""
        return self.names.get(element.author or "", "") if element.named else ""


def workshop_to_read(workshop_id: str, principal: Principal) -> Workshop:
    """The workshop, for those who sat in it and those who plan it. A wall is nobody and takes nothing along.

    Raises:
        NotFound: there is none, or it is not theirs to read.
        SeatEnded: a facilitator ended their seat.
    """
    try:
        workshop, seat = workshop_and_seat(workshop_id, principal)
    except NotFound:
        return workshop_to_plan(workshop_id, principal)
    if seat.role == SeatRole.WALL:
        raise NotFound
    return workshop


def may_load(workshop: Workshop, principal: Principal) -> bool:
    """Whether this principal may load boards into a workshop that was found before."""
    seat = seat_of(workshop.id, principal.id)
    return seat is not None and seat.facilitates and seat.removed_at is None and workshop.closed_at is None


def boards_to_read(workshop: Workshop) -> list[BoardFound]:
    """The boards of a workshop that was found before, as everybody saw them, in the order of its agenda."""
    canvases = canvases_of(workshop.id)
    order = {step.screen: step.position for step in reversed(steps_of(workshop.id))}
    found = [
        _found(board, canvases[board.canvas]) for board in boards.boards_in(workshop.id) if board.canvas in canvases
    ]
    return sorted(found, key=lambda each: (order.get(each.board.canvas, len(order)), each.board.canvas))


def board_to_read(board_id: str, principal: Principal) -> tuple[Workshop, Board]:
    """One board and its workshop.

    Raises:
        NotFound: there is none, or it is not theirs to read.
        SeatEnded: a facilitator ended their seat.
    """
    board = boards.board_known_to(board_id, principal)
    return workshop_to_read(board.workshop_id, principal), board


def found_on(board: Board) -> BoardFound:
    """A board that was found before, as everybody saw it.

    Raises:
        NotFound: the workshop does not have its canvas any more.
    """
    canvas = canvases_of(board.workshop_id, board.canvas).get(board.canvas)
    if canvas is None:
        raise NotFound
    return _found(board, canvas)


def _found(board: Board, canvas: Canvas) -> BoardFound:
    # A note that somebody emptied in its field says nothing to those who read.
    elements = [
        element for element in boards.notes_for(board, ALL) if element.type not in LIVE or not is_blank(element.text)
    ]
    named = {element.author for element in elements if element.named and element.author}
    return BoardFound(board, canvas, elements, boards.names_in(board.workshop_id, named) if named else {})
