"""The boards a workshop has had so far, on one page, for whoever wants to look back between steps and sessions."""

from dataclasses import dataclass

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from app import i18n
from app.accounts.access import current_principal
from app.boards import late_queries, queries
from app.boards.blueprint import bp
from app.boards.reading import hearer
from app.canvases.canvas import Words
from app.errors import NotFound
from app.workshops.models import Seat, SeatRole
from app.workshops.queries import canvases_of, stage_of, steps_of, visits_of, workshop_and_seat


@dataclass(frozen=True, slots=True)
class Shown:
    """A board the room has worked on: how many notes on it everybody sees, and whether it is on the screens now.

    `own` are the notes whoever looks wrote there and alone sees; of those, `waiting` came late and may be taken in.
    `unshown` are those that facilitators see beside them.
    """

    board_id: str
    name: Words
    notes: int
    now: bool
    own: int = 0
    waiting: int = 0
    unshown: int = 0

    @property
    def stayed(self) -> int:
        """Return how many notes nobody but their author sees, or will see."""
        return self.own - self.waiting

    @property
    def address(self) -> str:
        """Where it opens, to be read."""
        return url_for("boards.show_list", board_id=self.board_id)


@bp.get("/boards/for/<workshop_id>/")
def boards_for(workshop_id: str) -> ResponseReturnValue:
    """Return the page of the boards whose steps were begun, in the order of the agenda.

    Raises:
        NotFound, SeatEnded: it is not theirs, or not any more. A wall is nobody, and looks at what the room shows.
    """
    workshop, seat = workshop_and_seat(workshop_id, current_principal())
    if seat.role == SeatRole.WALL:
        raise NotFound
    i18n.fall_back_to(workshop.language)
    g.workshop_timezone = workshop.timezone
    return render_template("boards/overview.html", workshop=workshop, boards=boards_so_far(workshop_id, seat))


@bp.app_template_global()
def boards_so_far(workshop_id: str, seat: Seat | None = None) -> list[Shown]:
    """Return the boards whose steps were begun, in the order of the agenda, as a seat or the whole room sees them.

    The pages of a walk list them, and the thanks at the end those with notes that stayed their author's alone.
    """
    begun, current = {visit.step_id for visit in visits_of(workshop_id)}, stage_of(workshop_id).step_id
    steps = steps_of(workshop_id)
    now = next((step.screen for step in steps if step.id == current), None)
    in_order = dict.fromkeys(step.screen for step in steps if step.screen and step.id in begun)
    canvases, opened = canvases_of(workshop_id), {board.canvas: board.id for board in queries.boards_in(workshop_id)}
    counted = queries.count_notes(list(opened.values()))
    own = queries.count_own_alone(list(opened.values()), hearer(seat)) if seat else {}
    unshown = queries.count_own_unshown(list(opened.values()), hearer(seat)) if seat else {}
    waiting = late_queries.count_own_waiting(own, hearer(seat)) if own and seat else {}
    return [
        Shown(
            board := opened[canvas],
            canvases[canvas].name,
            counted.get(board, 0),
            canvas == now,
            own.get(board, 0),
            waiting.get(board, 0),
            unshown.get(board, 0),
        )
        for canvas in in_order
        if canvas in opened
    ]


@bp.app_template_global()
def notes_unshown(workshop_id: str) -> int:
    """Return how many notes of a workshop that has ended not everybody saw."""
    return sum(queries.count_unshown([board.id for board in queries.boards_in(workshop_id)]).values())
