"""What was written while writing was open and came after that: noted, so that a facilitator can take it in."""

from collections.abc import Sequence

from sqlalchemy import Connection, Table, insert

from app.boards.models import LateNote

_late: Table = LateNote.metadata.tables["late_note"]


def keep(connection: Connection, board_id: str, ids: Sequence[str]) -> None:
    """Note that these elements came late."""
    if ids:
        connection.execute(insert(_late), [{"board_id": board_id, "element_id": id_} for id_ in ids])
