"""The server is killed while people write: what was acknowledged is there once, and every page ends up alike."""

import shutil
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from tests.boards.conftest import make_room
from tests.boards.live import Page, shown, whole
from tests.house_process import House

pytestmark = pytest.mark.process

WRITERS, NOTES, KILLS = 6, 40, 3


@pytest.fixture
def house(empty_house, tmp_path):
    shutil.copy(Path(empty_house["VAR"]) / "baraza.db", tmp_path / "baraza.db")
    running = House({**empty_house, "VAR": str(tmp_path)}).start()
    yield running
    running.kill()


@pytest.fixture
def room(house):
    from app import create_app
    from app.db import db
    from tests.conftest import Visitor

    here = create_app(house.environ | {"PUBLIC_URL": house.url})
    here.test_client_class = Visitor
    yield make_room(here)
    with here.app_context():
        db.engine.dispose()


class Writer(threading.Thread):
    """Somebody who writes note after note, whatever becomes of the server, and keeps what nobody acknowledged."""

    def __init__(self, page: Page) -> None:
        super().__init__(daemon=True)
        self.page = page
        self.refused: list[dict] = []

    def run(self) -> None:
        for number in range(NOTES):
            self.page.waiting.append(self.page.somebody.note(f"{number:02} {self.page.somebody.seat}"))
            self.send()
            time.sleep(0.03)
        while self.page.waiting:
            self.send()

    def send(self) -> None:
        """Try once; a socket that is gone is opened again, and tells by its greeting what arrived."""
        try:
            if self.page.socket is None or self.page.socket.gone.is_set():
                self.page.close()
                self.page.open()
            self.page.send_waiting()
        except (OSError, AssertionError, KeyError):
            # The server is away, or went in the middle of an answer: the same is sent again.
            time.sleep(0.1)
        except Exception as error:
            if type(error).__module__.split(".")[0] != "websocket":
                raise
            time.sleep(0.1)


@pytest.mark.row("R3", "R5", partly=True)
def test_every_acknowledged_note_is_there_once_however_often_the_server_is_killed(house, room):
    writers = [Writer(Page(house, room.join(f"Writer {number}"))) for number in range(WRITERS)]
    for writer in writers:
        writer.start()

    for _kill in range(KILLS):
        time.sleep(0.6)
        house.kill()
        house.start()
    for writer in writers:
        writer.join(timeout=60)
        assert not writer.is_alive()

    logged = room.rows("SELECT client_id, client_n, seq FROM op WHERE board_id = :board ORDER BY seq")
    sent = {(writer.page.somebody.client, n) for writer in writers for n in range(1, NOTES + 1)}
    assert sorted((client, n) for client, n, _seq in logged) == sorted(sent)
    assert [seq for _client, _n, seq in logged] == list(range(1, WRITERS * NOTES + 1))
    acknowledged = {(w.page.somebody.client, n): seq for w in writers for n, seq in w.page.acknowledged.items()}
    assert {(client, n): seq for client, n, seq in logged} == acknowledged
    for writer in writers:
        writer.page.close()
        writer.page.open()
    boards = [shown(writer.page.board) for writer in writers]
    assert boards == [whole(room.people["Ada"])] * WRITERS
    assert integrity(house) == "ok"


def integrity(house: House) -> str:
    """What SQLite says of its file."""
    connection = sqlite3.connect(Path(house.environ["VAR"]) / "baraza.db")
    try:
        return connection.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        connection.close()
