"""What was written in time and came after that: noted, so that a facilitator can take it in.

It was written while writing was open, and came after it had closed; or alone, and came after its reveal, or its
author was removed before that.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, Table, delete, exists, select, update

from app.boards.log import insert_into
from app.boards.models import LateNote

_late: Table = LateNote.metadata.tables["late_note"]


def keep(connection: Connection, board_id: str, ids: Sequence[str], *, of_removed: bool = False) -> None:
    """Note that these elements came late, or that their author was removed before their reveal."""
    if ids:
        rows = [{"board_id": board_id, "element_id": id_, "of_removed": of_removed} for id_ in ids]
        connection.execute(insert_into(connection.dialect.name, _late).on_conflict_do_nothing(), rows)


def leave(connection: Connection, board_id: str, ids: Sequence[str]) -> None:
    """Note that these elements stay as they are, and that nobody is asked about them again."""
    these = (_late.c.board_id == board_id, _late.c.element_id.in_(ids))
    connection.execute(update(_late).where(*these).values(settled=True))


def forget(connection: Connection, board_id: str, ids: Sequence[str]) -> None:
    """Forget that these elements came late: they are shown, or wait for their reveal again."""
    connection.execute(delete(_late).where(_late.c.board_id == board_id, _late.c.element_id.in_(ids)))


def waits(connection: Connection, board_id: str, id_: str) -> bool:
    """Whether this element came late, and nobody has settled it."""
    here = exists().where(_late.c.board_id == board_id, _late.c.element_id == id_, _late.c.settled.is_(False))
    return bool(connection.scalar(select(here)))
