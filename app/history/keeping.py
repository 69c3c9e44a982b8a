"""A snapshot as its row takes it: made where that holds nobody up, then written."""

import zlib
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection

from app.boards.log import insert_into
from app.history.models import BoardSnapshot
from app.history.past import VERSION, Past, mark, pack


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of `board_snapshot`."""

    board_id: str
    seq: int
    at: datetime
    version: int
    living: int
    digest: str
    size: int
    body: bytes

    def write(self, connection: Connection) -> None:
        """Keep it; the same one twice is one."""
        table = BoardSnapshot.metadata.tables["board_snapshot"]
        connection.execute(insert_into(connection.dialect.name, table).values(asdict(self)).on_conflict_do_nothing())


def snapshot_of(board_id: str, past: Past, at: datetime) -> Kept:
    """A board as it was at a moment, deflated."""
    body, lying = zlib.compress(pack(past)), past.lying
    return Kept(board_id, past.seq, at, VERSION, len(lying), mark(lying.values()), len(body), body)
