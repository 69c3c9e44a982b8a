"""The picture of a board as its page draws it: found once, laid out in `picture`."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from app import aside, clock
from app.boards import things
from app.boards.models import Board
from app.boards.queries import last_row_at, workshop_of
from app.reports import picture, queries
from app.voting.queries import tally_of
from app.workshops.models import Workshop


def compose(board: Board, zone: str) -> dict[str, object]:
    """The board as everybody saw it, all of it or one of its zones."""
    workshop = workshop_of(board)
    found = aside.read(partial(queries.found_on, board))
    dots = tally_of(board.id)
    draw = partial(picture.drawn, found.canvas, found.elements, names=found.names, dots=dots, zone=zone)
    return {
        "picture": aside.compute(draw),
        "board": board,
        "workshop": workshop,
        "zone": zone,
        "kinds": aside.compute(partial(things.in_words, found.elements)),
        "notes": sum(each.type == "note" for each in found.elements),
        "day": _last_changed(board, workshop).astimezone(ZoneInfo(workshop.timezone)).date(),
        "board_id": board.id,
        "placed": picture.placed,
        "boxed": picture.boxed,
        "counted": picture.counted,
    }


def _last_changed(board: Board, workshop: Workshop) -> datetime:
    """When something last changed on the board: not after the workshop was closed, now where nothing ever did."""
    moments = [moment for moment in (last_row_at(board), workshop.closed_at) if moment]
    return min(moments, default=clock.now())
