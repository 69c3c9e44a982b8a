"""Taking away what the demonstration made, with everything that hangs on it. What others made stays."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Column, ColumnElement, Table, delete, select

from app.accounts.models import Principal
from app.alliance.calls.models import Call
from app.alliance.help.models import HelpRequest
from app.alliance.pairs.models import CentrePair
from app.alliance.practices.models import Practice
from app.canvases.own.models import OwnCanvas
from app.db import Model, db
from app.demo import queries
from app.demo.models import FileRow
from app.plans.models import Plan
from app.workshops.models import Seat, Workshop

ERASED: Final[dict[str, type[Model]]] = {
    "workshop": Workshop,
    "plan": Plan,
    "practice": Practice,
    "help": HelpRequest,
    "pair": CentrePair,
    "own": OwnCanvas,
    "call": Call,
}
"""What goes, in this order, by the word its rows are remembered by."""


def erase_workshops() -> None:
    """Erase what the demonstration made, with all that hangs on it; then guests who sat nowhere else."""
    for kind, model in ERASED.items():
        table = _table(model)
        ids = [table.c.id.type.python_type(row.row_id) for row in queries.demo_rows(kind)]
        _erase(table, table.c.id.in_(ids))
    guests = [row.row_id for row in queries.demo_rows("guest")]
    principals, seats = _table(Principal), _table(Seat)
    elsewhere = select(seats.c.principal_id)
    _erase(principals, principals.c.id.in_(guests) & principals.c.id.not_in(elsewhere))
    _forget([row for kind in (*ERASED, "guest") for row in queries.demo_rows(kind)])


def _erase(table: Table, which: ColumnElement[bool]) -> None:
    """Delete rows, and before them whatever refers to them, as deep as it goes."""
    for child, column, key in _referring(table):
        _erase(child, column.in_(select(key).where(which)))
    db.session.execute(delete(table).where(which))


def _referring(table: Table) -> Iterator[tuple[Table, Column[object], Column[object]]]:
    """Every table that refers to this one: by which column, to which of ours."""
    for child in Model.metadata.sorted_tables:
        for key in child.foreign_keys:
            if key.column.table is table and child is not table:
                yield child, key.parent, key.column


def _forget(rows: Sequence[FileRow]) -> None:
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    db.session.expire_all()


def _table(model: type[Model]) -> Table:
    return Model.metadata.tables[model.__tablename__]
