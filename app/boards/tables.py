"""The tables of a board as Core writes them, and how an element becomes a row and a row an element."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from app.boards.engine.state import BESIDE, Element
from app.boards.models import Board as BoardTable
from app.boards.models import Element as ElementTable
from app.boards.models import Op as OpTable
from app.engines import encoded

boards: Table = BoardTable.metadata.tables["board"]
elements: Table = ElementTable.metadata.tables["element"]
ops: Table = OpTable.metadata.tables["op"]

_DEFAULTS = {
    "text": "",
    "gloss": None,
    "x": 0,
    "y": 0,
    "w": 160,
    "h": 120,
    "colour": None,
    "lang": None,
    "dir": "auto",
}
"""What `props` hold, and what a row written before one of them was thought of counts as."""


def insert_into(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that can say what happens where the row is there already, as this database writes it."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def element_of(row: Any) -> Element:  # noqa: ANN401 - a row of the element table, of the ORM or of Core
    """The element a row keeps."""
    return Element(
        id=row.id,
        type=row.type,
        zone=row.zone or "",
        parent=row.parent_id,
        z=row.z,
        author=row.author_id,
        named=row.named,
        audience=row.audience,
        generation=row.generation,
        deleted=row.deleted_seq is not None,
        **{name: row.props.get(name, default) for name, default in _DEFAULTS.items()},
        **{name: _kept(row.props[name]) for name in BESIDE if name in row.props},
    )


def row_of(board_id: str, element: Element, first: int, last: int) -> dict[str, object]:
    """The row that keeps an element; `first` and `last` are the rows of the log that told of it here."""
    return {
        "board_id": board_id,
        "id": element.id,
        "type": element.type,
        "zone": element.zone,
        "parent_id": element.parent,
        "z": element.z,
        "props": encoded({name: getattr(element, name) for name in _DEFAULTS} | _beside(element)),
        "audience": element.audience,
        "author_id": element.author,
        "named": element.named,
        "generation": element.generation,
        "created_seq": first,
        "updated_seq": last,
        "deleted_seq": last if element.deleted else None,
    }


def keep_elements(connection: Connection, rows: Iterable[dict[str, object]]) -> None:
    """Write elements, new ones and those that are there."""
    connection.execute(_put_element(connection.dialect.name), list(rows))


@cache
def _put_element(dialect: str) -> postgresql.Insert | sqlite.Insert:
    statement = insert_into(dialect, elements)
    fresh = {"board_id", "id", "created_seq"}
    return statement.on_conflict_do_update(
        index_elements=["board_id", "id"],
        set_={column.name: statement.excluded[column.name] for column in elements.c if column.name not in fresh},
    )


def _beside(element: Element) -> dict[str, object]:
    """What only its type has."""
    return {name: value for name in BESIDE if (value := getattr(element, name)) is not None}


def _kept(value: object) -> Any:  # noqa: ANN401 - of whichever property
    """A property as the engine has it: what JSON calls a list does not change."""
    return tuple(value) if isinstance(value, list) else value
