"""Finding images: what is found may be seen, what may not be seen is not there."""

from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select

from app.accounts.models import Principal
from app.boards import images, reading
from app.boards.engine.audience import ALL, Hearer
from app.boards.engine.state import MOST_IMAGES
from app.boards.images import assets
from app.boards.log import elements, ops
from app.boards.models import Asset, Board
from app.boards.queries import board_and_seat, board_known_to
from app.db import db
from app.errors import NotFound
from app.workshops.agenda_queries import workshop_to_plan


def asset_for(board_id: str, asset_id: str, principal: Principal) -> Asset:
    """An image of a board, for those who have put it there or see an element that shows it.

    Raises:
        NotFound: there is none, or they do not.
        SeatEnded: a facilitator ended their seat.
    """
    board, hearer = _board_to_read(board_id, principal)
    if asset_id not in images.open_to(db.session.connection(), board.id, hearer, [asset_id]):
        raise NotFound
    return db.session.get_one(Asset, asset_id)


def asset_to_copy(board_id: str, asset_id: str, principal: Principal) -> Asset:
    """An image of another board, for those who see it there, or could bring back what showed it: it may have been cut.

    Raises:
        NotFound: there is none, or they do not.
        SeatEnded: a facilitator ended their seat there.
    """
    board, hearer = _board_to_read(board_id, principal)
    connection = db.session.connection()
    seen = images.open_to(connection, board.id, hearer, [asset_id])
    if asset_id not in seen | images.may_return(connection, board.id, hearer, [asset_id]):
        raise NotFound
    return db.session.get_one(Asset, asset_id)


def same_on(board_id: str, sha256: str) -> Asset | None:
    """The same image on the board, if it lies there."""
    return db.session.scalar(select(Asset).where(Asset.board_id == board_id, Asset.sha256 == sha256))


def is_full(board_id: str) -> bool:
    """Whether the board holds as many images as it may."""
    count = db.session.scalar(select(func.count()).select_from(Asset).where(Asset.board_id == board_id))
    return (count or 0) >= MOST_IMAGES


def forgotten(*, put_before: datetime, deleted_before: datetime) -> list[str]:
    """Images that no element shows: put on their board long ago, and long since deleted if they were ever shown."""
    deleted = ops.c.board_id == elements.c.board_id, ops.c.seq == elements.c.deleted_seq, ops.c.at >= deleted_before
    shown = exists().where(images.SHOWS, or_(elements.c.deleted_seq.is_(None), exists().where(*deleted)))
    return list(db.session.scalars(select(assets.c.id).where(and_(assets.c.made_at < put_before, ~shown))))


def _board_to_read(board_id: str, principal: Principal) -> tuple[Board, Hearer]:
    """A board for those who sit in its workshop, and for those who plan it: they read what everybody read."""
    board = board_known_to(board_id, principal)
    try:
        board, seat = board_and_seat(board_id, principal.id)
    except NotFound:
        workshop_to_plan(board.workshop_id, principal)
        return board, ALL
    return board, reading.hearer(seat)
