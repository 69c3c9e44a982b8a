"""The server is killed while people write: what was acknowledged is there once, and every page ends up alike."""

import sqlite3
from pathlib import Path

import pytest

from tests.boards.conftest import make_room
from tests.boards.live import shown, whole
from tests.boards.whole_house import same, standing
from tests.boards.writers import BETWEEN, KILLS, WRITERS, acknowledged, write_through_kills
from tests.house_process import House

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("asks SQLite whether its file is whole")]


@pytest.fixture
def house(empty_house, tmp_path):
    with standing(empty_house, tmp_path) as running:
        yield running


@pytest.fixture
def room(house):
    with same(house) as here:
        yield make_room(here)


@pytest.mark.row("R3", "R5", partly=True)
@pytest.mark.long
def test_every_acknowledged_op_is_there_once_however_often_the_server_is_killed(house, room):
    writers = write_through_kills(house, room)

    told = acknowledged(writers)
    logged = room.rows("SELECT seq, kind, target_id, client_id FROM op WHERE board_id = :board ORDER BY seq")
    assert len(told) >= KILLS * BETWEEN
    assert [seq for seq, *_rest in logged] == list(range(1, len(logged) + 1))
    # Nobody is named here, so no row says whose op it was: that none is there twice is the cursors' work alone.
    assert {client for *_rest, client in logged} == {None}
    added = [note for _seq, kind, note, _client in logged if kind == "el.add"]
    assert sorted(added) == sorted(note for writer in writers for note in writer.notes)
    assert len(logged) == len(told) == sum(len(writer.written) for writer in writers)
    assert integrity(house) == "ok"
    for writer in writers:
        writer.page.close()
        writer.page.open()
    boards = [shown(writer.page.board) for writer in writers]
    assert boards == [whole(room.people["Ada"])] * WRITERS
    for writer in writers:
        writer.page.close()


def integrity(house: House) -> str:
    """What SQLite says of its file."""
    connection = sqlite3.connect(Path(house.environ["VAR"]) / "baraza.db")
    try:
        return connection.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        connection.close()
