"""The blueprint every page of the boards hangs on, and how a page finds its board; `routes.py` gathers the pages."""

from flask import Blueprint, g

from app import i18n
from app.accounts.access import current_principal, require_still_signed_in
from app.boards import queries, services
from app.boards.browsing import count_reading
from app.boards.models import Board
from app.workshops.models import Seat
from app.workshops.queries import workshop_and_seat

bp = Blueprint("boards", __name__)
bp.before_request(count_reading)


def found(board_id: str) -> tuple[Board, Seat]:
    """The board and the asker's seat; the answer keeps the workshop's time.

    It speaks the workshop's language where neither the reader nor their browser names one of ours.
    """
    board, seat = queries.board_and_seat(board_id, current_principal().id)
    i18n.fall_back_to(seat.workshop.language)
    g.workshop_timezone = seat.workshop.timezone
    return board, seat


def found_still(board_id: str) -> Seat:
    """The asker's seat once more, for an answer that took its time: nobody is told what they may not hear by then.

    Raises:
        NotFound, SeatEnded: as for `found`.
        NotSignedIn: they were signed out meanwhile.
    """
    queries.look_again()
    require_still_signed_in()
    return queries.board_and_seat(board_id, current_principal().id)[1]


def shared(workshop_id: str, canvas: str) -> tuple[Board, Seat]:
    """The board the whole room shares for a canvas, and the asker's seat."""
    workshop_and_seat(workshop_id, current_principal())
    return found(services.board_for(workshop_id, canvas).id)
