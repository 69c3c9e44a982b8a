"""Finding the text of an element for somebody who is about to write in it."""

from dataclasses import dataclass

from sqlalchemy import and_, select

from app.boards import log, merging, reading
from app.boards.engine.kinds import LIVE
from app.boards.errors import BadTarget
from app.boards.models import Board, Element, ElementText
from app.db import db
from app.workshops.models import Seat


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note's words at row `seq` of the log, and how they came about if somebody wrote in it as it lies."""

    words: str
    seq: int
    state: bytes | None


def text_of(board: Board, element_id: str, seat: Seat) -> NoteText:
    """The text of a note this seat sees; everything is read in one statement.

    Raises:
        BadTarget: there is no such note, or not for this seat.
    """
    row = db.session.execute(
        select(Element.props, Board.seq, ElementText.ystate)
        .join(Board, Board.id == Element.board_id)
        .outerjoin(ElementText, and_(ElementText.board_id == Element.board_id, ElementText.element_id == Element.id))
        .where(
            Element.board_id == board.id,
            Element.id == element_id,
            Element.type.in_(LIVE),
            Element.deleted_seq.is_(None),
            log.heard_by(reading.hearer(seat), Element.audience),
        )
    ).one_or_none()
    if row is None:
        raise BadTarget
    words = str(row.props["text"])
    current = row.ystate is not None and merging.words(row.ystate) == words
    return NoteText(words, row.seq, row.ystate if current else None)
