"""Finding boards and what lies on them: what is found may be seen, what may not be seen is not found."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, case, distinct, func, or_, select

from app.accounts.models import Principal
from app.boards import cursors, log
from app.boards.alias import holder_of, page_of
from app.boards.engine.audience import EVERYONE, INBOX, Hearer, told_to
from app.boards.engine.state import INK, NOTE
from app.boards.engine.state import Element as Note
from app.boards.log import Row
from app.boards.models import Board, ClientCursor, Element, Op
from app.db import db
from app.errors import NotFound
from app.workshops.agenda_queries import planned_by
from app.workshops.errors import SeatEnded
from app.workshops.models import Seat, Workshop, WorkshopCanvas


def board_and_seat(board_id: str, principal_id: str) -> tuple[Board, Seat]:
    """The board, and the seat this principal has in its workshop.

    Raises:
        NotFound: no such board, or the principal never sat in its workshop.
        SeatEnded: a facilitator ended the seat.
    """
    found = db.session.execute(
        select(Board, Seat)
        .join(Seat, Seat.workshop_id == Board.workshop_id)
        .where(Board.id == board_id, Seat.principal_id == principal_id)
        # Who asks once more wants to know how it is now.
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound
    board, seat = found
    if seat.removed_at is not None:
        raise SeatEnded
    return board, seat


def board_known_to(board_id: str, principal: Principal) -> Board:
    """A board in whose workshop the principal sits or sat, or that they plan; what they may there is asked for next.

    Raises:
        NotFound: there is none, or it is none of theirs.
    """
    seats = select(Seat.workshop_id).where(Seat.principal_id == principal.id)
    planned = select(Workshop.id).where(planned_by(principal))
    theirs = or_(Board.workshop_id.in_(seats), Board.workshop_id.in_(planned))
    found = db.session.scalar(select(Board).where(Board.id == board_id, theirs))
    if found is None:
        raise NotFound
    return found


def board_by_id(board_id: str) -> Board:
    """A board, for somebody whose right to read it is asked for next.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(Board, board_id)
    if found is None:
        raise NotFound
    return found


def plenary_board(workshop_id: str, canvas: str) -> Board | None:
    """The board the whole room shares for a canvas; None until somebody opens it."""
    return db.session.scalar(
        select(Board).where(Board.workshop_id == workshop_id, Board.canvas == canvas, Board.group_id.is_(None))
    )


def canvases_without_board(workshop_id: str) -> list[str]:
    """The canvases of a workshop that have no plenary board yet."""
    has = select(Board.canvas).where(Board.workshop_id == workshop_id, Board.group_id.is_(None))
    return list(
        db.session.scalars(
            select(WorkshopCanvas.canvas)
            .where(WorkshopCanvas.workshop_id == workshop_id, WorkshopCanvas.canvas.not_in(has))
            .order_by(WorkshopCanvas.canvas)
        )
    )


def has_canvas(workshop_id: str, canvas: str) -> bool:
    """Whether a canvas came into the workshop."""
    found = select(WorkshopCanvas.canvas).where(
        WorkshopCanvas.workshop_id == workshop_id, WorkshopCanvas.canvas == canvas
    )
    return db.session.scalar(found) is not None


def workshop_of(board: Board) -> Workshop:
    """The workshop of a board that was found before."""
    return db.session.get_one(Workshop, board.workshop_id)


def names_in(workshop_id: str, seat_ids: Collection[str] | None = None) -> dict[str, str]:
    """The names of seats, all or some, those that ended included: their notes stay theirs."""
    query = select(Seat.id, Seat.name).where(Seat.workshop_id == workshop_id)
    if seat_ids is not None:
        query = query.where(Seat.id.in_(seat_ids))
    return {seat.id: seat.name for seat in db.session.execute(query)}


def notes_for(board: Board, hearer: Hearer) -> list[Note]:
    """What lies on a board for somebody, not deleted, in the order of each zone."""
    rows = db.session.execute(
        select(Element.__table__)
        .where(
            Element.board_id == board.id,
            Element.deleted_seq.is_(None),
            log.heard_by(hearer, Element.audience),
        )
        .order_by(Element.z, Element.id)
    )
    return [_known_to(hearer, log.element_of(row)) for row in rows]


def notes_beside(board_id: str, hearer: Hearer) -> list[Note]:
    """What a seat wrote on a board and did not delete, hidden or not, and what else it sees that not all see."""
    theirs: ColumnElement[bool] = Element.author_id.in_(hearer.names)
    if hearer.leads:
        theirs = or_(theirs, Element.audience.startswith(INBOX, autoescape=True))
    rows = db.session.execute(
        select(Element.__table__).where(
            Element.board_id == board_id, theirs, log.heard_by(hearer, Element.audience), Element.deleted_seq.is_(None)
        )
    )
    return [_known_to(hearer, log.element_of(row)) for row in rows]


def _known_to(hearer: Hearer, note: Note) -> Note:
    """A note as somebody knows it: what stands under their alias is their own."""
    author = hearer.seat if note.author in hearer.names else note.author
    return replace(note, author=author, audience=told_to(hearer, note.audience))


def head(board_id: str) -> tuple[str, int]:
    """The epoch of a board and the number of its last row, as they are now."""
    row = db.session.execute(select(Board.epoch, Board.seq).where(Board.id == board_id)).one()
    return row.epoch, row.seq


def last_row_at(board: Board) -> datetime | None:
    """When the newest row that everybody may read was written; None while there is none."""
    rows = select(Op.at).where(Op.board_id == board.id, Op.audience == EVERYONE)
    return db.session.scalar(rows.order_by(Op.seq.desc()).limit(1))


def heads(board_ids: Sequence[str]) -> dict[str, int]:
    """The last rows of several boards."""
    rows = db.session.execute(select(Board.id, Board.seq).where(Board.id.in_(board_ids)))
    return {row.id: row.seq for row in rows}


def public_notes(board_id: str) -> tuple[str, int, list[Note]]:
    """The epoch, the last row and everything public at that row, read in one statement."""
    element = Element.__table__
    rows = db.session.execute(
        select(Board.epoch.label("epoch"), Board.seq.label("seq"), element)
        .outerjoin(
            element,
            (element.c.board_id == Board.id) & (element.c.audience == EVERYONE) & element.c.deleted_seq.is_(None),
        )
        .where(Board.id == board_id)
        .order_by(element.c.z, element.c.id)
    ).all()
    return rows[0].epoch, rows[0].seq, [log.element_of(row) for row in rows if row.id is not None]


def rows_since(board_id: str, after: int, *, hearer: Hearer | None, limit: int | None = None) -> list[Row]:
    """Rows of the log behind `after`: what one hears, or all of them for who distributes them."""
    return log.read_rows(connection(), board_id, after=after, hearer=hearer, limit=limit)


def cursor_of(board_id: str, client_id: str, principal_id: str) -> int:
    """The number of the client's last op that was dealt with; 0 for one nobody has heard of.

    Raises:
        NotFound: the client is somebody else's.
    """
    cursor = db.session.get(ClientCursor, (board_id, page_of(client_id)))
    if cursor is None:
        return 0
    if cursor.holder != holder_of(client_id, principal_id):
        raise NotFound
    return cursor.last_n


def refused_of(board_id: str, client_id: str, numbers: Sequence[int]) -> list[tuple[int, str]]:
    """Which of these ops of a client were refused, each with its code, in order."""
    return cursors.refused_among(connection(), board_id, client_id, numbers)


def names_shown(workshop_id: str, canvas: str) -> bool:
    """Whether everybody is told who writes on a board: the workshop says so, and its canvas does not forbid it."""
    shown, body = db.session.execute(
        select(Workshop.names_shown, WorkshopCanvas.body)
        .outerjoin(WorkshopCanvas, (WorkshopCanvas.workshop_id == Workshop.id) & (WorkshopCanvas.canvas == canvas))
        .where(Workshop.id == workshop_id)
    ).one()
    return bool(shown and not (body and body.get("default_anonymous")))


def veil_of(workshop_id: str) -> bytes | None:
    """The key behind which seats of a workshop stand where nobody is named; None once it is closed."""
    return db.session.scalar(select(Workshop.veil).where(Workshop.id == workshop_id))


def seats_in(workshop_id: str) -> list[str]:
    """Every seat of a workshop, those that ended included."""
    return list(db.session.scalars(select(Seat.id).where(Seat.workshop_id == workshop_id)))


def look_again() -> None:
    """End the view this session has of the database; what is read next is as it is then."""
    db.session.commit()


def connection() -> Connection:
    """The connection of this session, in the transaction it is in."""
    return db.session.connection()


def board_ids_in(workshop_id: str) -> list[str]:
    """Every board of a workshop, by its id."""
    return list(db.session.scalars(select(Board.id).where(Board.workshop_id == workshop_id)))


def boards_in(workshop_id: str) -> list[Board]:
    """Every plenary board of a workshop."""
    return list(
        db.session.scalars(
            select(Board).where(Board.workshop_id == workshop_id, Board.group_id.is_(None)).order_by(Board.canvas)
        )
    )


def count_notes(board_ids: Collection[str]) -> dict[str, int]:
    """Return how many notes everybody sees on each of some boards, by board; boards without any are left out."""
    return _count_heard_by(board_ids, [EVERYONE], Element.type == NOTE)


def count_all_notes(workshop_id: str, canvas: str) -> int:
    """Return how many notes lie on the board of a canvas, whoever sees them."""
    lying = (Board.workshop_id == workshop_id, Board.canvas == canvas, Element.deleted_seq.is_(None))
    query = select(func.count()).select_from(Element).join(Board, Board.id == Element.board_id)
    return db.session.scalar(query.where(*lying, Element.type == NOTE)) or 0


def count_own_alone(board_ids: Collection[str], hearer: Hearer) -> dict[str, int]:
    """Return how much somebody alone sees, by board: what they wrote, put or drew that is hidden or came late."""
    return _count_heard_by(board_ids, hearer.names)


def pieces(only: ColumnElement[bool] | None = None) -> ColumnElement[int]:
    """Return how much lies there, of whatever type, as people count it: a drawing is one, whatever strokes it has.

    With a condition, `only` what meets it is counted.
    """
    each = case((Element.type == INK, Element.audience), else_=Element.id)
    return func.count(distinct(each if only is None else case((only, each))))


def count_unshown(board_ids: Collection[str]) -> dict[str, int]:
    """Return how much lies there that not everybody sees, by board, whoever wrote it; boards without any are left out.

    Read it once a workshop has ended: before, nobody but facilitators learns how much is hidden.
    """
    hidden = select(Element.board_id, pieces().label("notes")).where(
        Element.board_id.in_(board_ids), Element.audience != EVERYONE, Element.deleted_seq.is_(None)
    )
    return {row.board_id: row.notes for row in db.session.execute(hidden.group_by(Element.board_id))}


def count_own_unshown(board_ids: Collection[str], hearer: Hearer) -> dict[str, int]:
    """Return how much somebody wrote that facilitators see beside them and nobody else, by board."""
    return _count_heard_by(board_ids, hearer.inboxes)


def _count_heard_by(
    board_ids: Collection[str], audiences: Collection[str], *only: ColumnElement[bool]
) -> dict[str, int]:
    counted = (
        select(Element.board_id, pieces().label("notes"))
        .where(
            Element.board_id.in_(board_ids),
            Element.audience.in_(audiences),
            Element.deleted_seq.is_(None),
            *only,
        )
        .group_by(Element.board_id)
    )
    return {row.board_id: row.notes for row in db.session.execute(counted)}
