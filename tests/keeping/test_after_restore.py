"""A house comes back from a backup while pages are open: they keep what waits, and end up like everybody's."""

import shutil
from pathlib import Path

import pytest

from app.db import db
from tests.boards.conftest import make_room
from tests.boards.live import cookie, ticket
from tests.boards.whole_house import same
from tests.house_process import House
from tests.keeping.page import page_of
from tests.realtime.client import SocketClient

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("tries both databases itself")]


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request, empty_house, tmp_path):
    """A running house on either database."""
    var = tmp_path / "var"
    var.mkdir()
    environ = {**empty_house, "VAR": str(var)}
    if request.param == "postgresql":
        environ["DATABASE_URL"] = request.getfixturevalue("empty_postgresql")
    else:
        shutil.copy(Path(empty_house["VAR"]) / "baraza.db", var / "baraza.db")
    running = House(environ).start()
    yield running
    running.kill()


@pytest.fixture
def room(house):
    with same(house) as here:
        yield make_room(here)


@pytest.mark.row("O4", "R3", partly=True)
@pytest.mark.long
def test_pages_keep_what_waits_and_converge_when_an_older_backup_comes_back(house, room, tmp_path):
    bo, cy, file = room.join("Bo"), room.join("Cy"), tmp_path / "house.baraza"
    old = room.epoch

    with page_of(house, bo) as page:
        page.write("in the backup")
        page.wait(texts=["in the backup"], waiting=0, connected=True)
        house.run("backup", str(file))
        page.write("written after it")
        page.wait(texts=["in the backup", "written after it"], waiting=0)
        house.stop()
        page.wait(connected=False)
        page.write("still waiting")
        with room.app.app_context():
            db.engine.dispose()
        house.run("restore", "--replace", str(file))
        house.start()
        page.wake()
        shown = page.wait(texts=["in the backup", "still waiting"], waiting=0, connected=True)

    [(epoch,)] = room.rows("SELECT epoch FROM board WHERE id = :board")
    assert (shown["epoch"], shown["refused"]) == (epoch, [])
    assert epoch != old
    told = told_of_the_old_epoch(house, cy, old)
    assert told == {"hello": (epoch, "snapshot"), "ops": "epoch", "since": "epoch", "by http": "epoch"}
    assert [each["r"]["text"] for each in room.people["Ada"].ask("snapshot/").get_json()["ev"]] == [
        "in the backup",
        "still waiting",
    ]
    assert [seq for seq, _kind, _audience in room.log()] == [1, 2]


def told_of_the_old_epoch(house, somebody, old: str) -> dict[str, object]:
    """What a page hears that knows the board from before."""
    socket = SocketClient(house.url, ticket(somebody), cookie=cookie(somebody))
    board = somebody.room.board
    answer = socket.emit("hello", {"b": board, "c": somebody.client, "since": 2, "e": old, "n": 1})
    ops = somebody.batch(somebody.note("under the old epoch"))
    found = {
        "hello": (answer["e"], answer.get("fetch")),
        "ops": socket.emit("ops", ops)["x"],
        "since": socket.emit("since", {"b": board, "since": 2, "e": old})["x"],
        "by http": somebody.ask(f"ops/?since=2&e={old}").get_json()["x"],
    }
    socket.close()
    return found
