"""What boards forget, so that nobody learns from their tables what the screens do not say.

After a reveal nobody hears the drafts behind it any more, and no page is tied to them. Once a
workshop is closed, no row of a board that named nobody is tied to a page, and no time in it is
exact; with the key of the workshop gone, an alias leads to nobody.
"""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, func, or_, select, text, update

from app.boards import log
from app.boards.engine.audience import EVERYONE, INBOX
from app.boards.models import ClientCursor, RefusedOp, TextAuthor

NOBODY = "-"
"""The audience of what nobody hears any more."""

_ALIAS, _SEAT = "a_", "s_"
_TIED: tuple[Table, ...] = tuple(
    model.metadata.tables[model.__tablename__] for model in (ClientCursor, RefusedOp, TextAuthor)
)
"""Where a principal or a page stands beside what it wrote."""


def forget_drafts(connection: Connection, board_id: str) -> None:
    """Let nobody hear the private rows of what others see by now, and tie none of them to a page."""
    ops, elements = log.ops, log.elements
    public = or_(elements.c.audience == EVERYONE, elements.c.audience.startswith(INBOX, autoescape=True))
    shown = select(elements.c.id).where(elements.c.board_id == board_id, public)
    drafts = (ops.c.board_id == board_id, ops.c.audience.startswith(_SEAT, autoescape=True))
    heard_by_nobody: dict[str, Any] = {"audience": NOBODY, "client_id": None, "client_n": None}
    heard_by_nobody["body"] = _for_nobody(connection)
    connection.execute(update(ops).where(*drafts, ops.c.target_id.in_(shown)).values(heard_by_nobody))


def forget_people(connection: Connection, board_id: str) -> None:
    """Tie no row of a board that named nobody to a page or a moment. Its workshop is closed: nobody writes."""
    ops = log.ops
    unnamed = exists().where(ops.c.board_id == board_id, ops.c.seat_id.startswith(_ALIAS, autoescape=True))
    if not connection.scalar(select(unnamed)):
        return
    untied: dict[str, Any] = {"client_id": None, "client_n": None, "at": _to_the_hour(connection)}
    connection.execute(update(ops).where(ops.c.board_id == board_id).values(untied))
    for table in _TIED:
        connection.execute(delete(table).where(table.c.board_id == board_id))


def _for_nobody(connection: Connection) -> ColumnElement[Any]:
    """The body of a row, said to be for nobody."""
    if connection.dialect.name == "postgresql":
        return func.jsonb_set(log.ops.c.body, text("'{aud}'"), text("'\"-\"'::jsonb"))
    return func.json_set(log.ops.c.body, "$.aud", NOBODY)


def _to_the_hour(connection: Connection) -> ColumnElement[Any]:
    if connection.dialect.name == "postgresql":
        return func.date_trunc("hour", log.ops.c.at)
    return func.strftime("%Y-%m-%d %H:00:00.000000", log.ops.c.at)
