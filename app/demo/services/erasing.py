"""Taking away what the demonstration made, with everything that hangs on it. What others made stays."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Column, ColumnElement, Table, delete, select

from app.accounts.models import Principal
from app.alliance.help.models import HelpRequest
from app.alliance.pairs.models import CentrePair
from app.alliance.practices.models import Practice
from app.db import Model, db
from app.demo import queries
from app.demo.models import FileRow
from app.plans.models import Plan
from app.workshops.models import Seat, Workshop


def erase_workshops() -> None:
    """Erase the demonstration's workshops, plans, cards, requests and pairs; then guests who sat nowhere else."""
    kinds = ("workshop", "plan", "practice", "help", "pair", "guest")
    rows = [row for kind in kinds for row in queries.demo_rows(kind)]
    workshops = [row.row_id for row in rows if row.source.startswith("workshop:")]
    guests = [row.row_id for row in rows if row.source.startswith("guest:")]
    plans = [row.row_id for row in rows if row.source.startswith("plan:")]
    _erase(_table(Workshop), _table(Workshop).c.id.in_(workshops))
    _erase(_table(Plan), _table(Plan).c.id.in_(plans))
    cards = [row.row_id for row in rows if row.source.startswith("practice:")]
    _erase(_table(Practice), _table(Practice).c.id.in_(cards))
    requests = [row.row_id for row in rows if row.source.startswith("help:")]
    _erase(_table(HelpRequest), _table(HelpRequest).c.id.in_(requests))
    pairs = [int(row.row_id) for row in rows if row.source.startswith("pair:")]
    _erase(_table(CentrePair), _table(CentrePair).c.id.in_(pairs))
    principals, seats = _table(Principal), _table(Seat)
    elsewhere = select(seats.c.principal_id)
    _erase(principals, principals.c.id.in_(guests) & principals.c.id.not_in(elsewhere))
    _forget(rows)


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
