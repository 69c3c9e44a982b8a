"""What boards forget, so that nobody learns from their tables what the screens do not say.

Where nobody is named no row ties a note to a seat or a page from the moment it is written (`turn`, `draft`, `alias`).
What is forgotten later: after a reveal, how the words came about; once a workshop is closed, at what hour and by which
hand. What nobody else ever saw is given back to the seat that wrote it, for the key behind the aliases is destroyed.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    case,
    delete,
    exists,
    extract,
    func,
    null,
    or_,
    select,
    text,
    update,
)

from app.boards.alias import ALIAS
from app.boards.engine.audience import EVERYONE, INBOX
from app.boards.models import TextAuthor
from app.boards.tables import elements, ops
from app.workshops.models import Workshop

NOBODY = "-"
"""The audience of what nobody hears any more."""

NOWHERE_Z = "V"
NOWHERE: Mapping[str, object] = {"x": 0, "y": 0, "z": NOWHERE_Z}
"""The place of what has lost its own."""

_SEAT = "s_"
_authors: Table = TextAuthor.metadata.tables["text_author"]
_workshops: Table = Workshop.metadata.tables["workshop"]
_boards: Table = elements.metadata.tables["board"]


def forget_drafts(connection: Connection, board_id: str) -> None:
    """Let nobody hear the private rows of what others see by now, and tie none of them to anybody."""
    heard_by_nobody: dict[str, Any] = {
        "audience": NOBODY,
        "seat_id": _unless_a_seat(),
        "client_id": None,
        "client_n": None,
        "gesture": None,
        "body": _for_nobody(connection),
        "inverse": null(),
    }
    connection.execute(update(ops).where(ops.c.board_id == board_id, _is_draft()).values(heard_by_nobody))


def give_back(connection: Connection, board_id: str, seats: Mapping[str, str]) -> None:
    """Let what one person alone sees be their seat's again; `seats` says which seat stands behind which alias.

    It keeps its zone and loses its place: late words lie where the note lies that others see. What was deleted, or
    shown to all as a copy, stays under the alias.
    """
    here = (elements.c.board_id == board_id, _of_an_alias(elements.c.audience), elements.c.deleted_seq.is_(None))
    for element in connection.execute(select(elements).where(*here)).mappings().all():
        alias = element["audience"]
        if (seat := seats.get(alias)) is None:
            continue
        own = {"audience": seat, "author_id": seat, "z": NOWHERE_Z, "props": _given(element["props"], alias, seat)}
        this = (elements.c.board_id == board_id, elements.c.id == element["id"])
        connection.execute(update(elements).where(*this).values(own))
        rows = (ops.c.board_id == board_id, ops.c.target_id == element["id"], ops.c.audience == alias)
        for row in connection.execute(select(ops.c.seq, ops.c.seat_id, ops.c.body).where(*rows)).all():
            by = seat if row.seat_id == alias else row.seat_id
            told = {"audience": seat, "seat_id": by, "body": _given(row.body, alias, seat), "inverse": null()}
            connection.execute(update(ops).where(ops.c.board_id == board_id, ops.c.seq == row.seq).values(told))


def forget_people(connection: Connection, board_id: str) -> None:
    """Tie no row of a board that named nobody to an hour or a hand. Its workshop is closed: nobody writes."""
    unnamed = exists().where(ops.c.board_id == board_id, _of_an_alias(ops.c.seat_id))
    if not connection.scalar(select(unnamed)):
        return
    hour = _to_the_hour(connection)
    connection.execute(update(ops).where(ops.c.board_id == board_id, _is_sharp()).values(at=hour))
    connection.execute(delete(_authors).where(_authors.c.board_id == board_id))


def boards_with_drafts(connection: Connection) -> list[str]:
    """Boards on which somebody still hears what was behind a reveal."""
    return list(connection.scalars(select(ops.c.board_id).where(_is_draft()).distinct()))


def boards_with_people(connection: Connection) -> list[str]:
    """Boards of closed workshops that named nobody and remember hands, or when somebody wrote."""
    sharp = exists().where(ops.c.board_id == _boards.c.id, _is_sharp())
    hands = exists().where(_authors.c.board_id == _boards.c.id)
    unnamed = exists().where(ops.c.board_id == _boards.c.id, _of_an_alias(ops.c.seat_id))
    query = select(_boards.c.id).join(_workshops, _workshops.c.id == _boards.c.workshop_id)
    return list(connection.scalars(query.where(_workshops.c.closed_at.is_not(None), unnamed, or_(sharp, hands))))


def _is_draft() -> ColumnElement[bool]:
    """A row that one seat alone heard, of an element that others see by now."""
    public = or_(elements.c.audience == EVERYONE, elements.c.audience.startswith(INBOX, autoescape=True))
    shown = exists().where(elements.c.board_id == ops.c.board_id, elements.c.id == ops.c.target_id, public)
    alone = or_(_of_an_alias(ops.c.audience), ops.c.audience.startswith(_SEAT, autoescape=True))
    return alone & shown


def _of_an_alias(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return column.startswith(ALIAS, autoescape=True)


def _unless_a_seat() -> ColumnElement[Any]:
    """Who wrote a row, where that is an alias."""
    return case((_of_an_alias(ops.c.seat_id), ops.c.seat_id))


def _is_sharp() -> ColumnElement[bool]:
    """Whether the moment of a row is more than an hour."""
    return or_(extract("minute", ops.c.at) != 0, extract("second", ops.c.at) != 0)


def _given(value: object, alias: str, seat: str) -> Any:  # noqa: ANN401 - JSON
    """What JSON says, with the seat wherever it says the alias, and nowhere to be found on the board."""
    if isinstance(value, dict):
        place = {name: NOWHERE[name] for name in NOWHERE.keys() & value.keys()}
        return {_given(name, alias, seat): _given(inner, alias, seat) for name, inner in value.items()} | place
    if isinstance(value, list):
        return [_given(inner, alias, seat) for inner in value]
    return seat if value == alias else value


def _for_nobody(connection: Connection) -> ColumnElement[Any]:
    """The body of a row, said to be for nobody and by nobody."""
    if connection.dialect.name == "postgresql":
        return func.jsonb_set(ops.c.body, text("'{aud}'"), text("'\"-\"'::jsonb")).op("-")(text("'by'::text"))
    return func.json_remove(func.json_set(ops.c.body, "$.aud", NOBODY), "$.by")


def _to_the_hour(connection: Connection) -> ColumnElement[Any]:
    if connection.dialect.name == "postgresql":
        return func.date_trunc("hour", ops.c.at)
    return func.strftime("%Y-%m-%d %H:00:00.000000", ops.c.at)
