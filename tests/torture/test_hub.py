"""Nothing that people do keeps the others waiting: turns of the one thread all share are short."""

import json
import threading
import time
from pathlib import Path

import gevent
import pytest

from tests import hub
from tests.boards.conftest import make_room
from tests.boards.live import Page, cookie, pages, post
from tests.boards.whole_house import same, standing
from tests.boards.writers import Writer, until_acknowledged
from tests.hub import CEILING, NAME, Stalls, stalls

READ = ("boards/{board}/list/", "boards/{board}/wall/", "boards/{board}/", "boards/{board}/snapshot/", "w/{id}/")
WARM, PEOPLE = 2, 8
PRIVATE_NOTES_EACH = 6


BLOCKED = 0.3


@pytest.fixture(scope="module")
def house(empty_house, tmp_path_factory):
    folder = tmp_path_factory.mktemp("watched")
    with standing(empty_house, folder) as running:
        yield running


@pytest.fixture(scope="module")
def app(house):
    with same(house) as here:
        yield here


def compute() -> None:
    """Let the processor do something."""
    until = time.thread_time() + BLOCKED
    while time.thread_time() < until:
        pass


@pytest.mark.parametrize(
    ("does", "is_noticed"),
    [
        (compute, True),
        (lambda: time.sleep(BLOCKED), True),
        (lambda: threading.Event().wait(BLOCKED), True),
        (lambda: gevent.sleep(BLOCKED), False),
    ],
    ids=["computes", "sleeps and lets nobody go on", "waits for a thread", "lets others go on"],
)
def test_whatever_holds_the_others_up_is_noticed(tmp_path, does, is_noticed):
    kept = tmp_path / NAME

    def work():
        watching = Stalls(kept)
        watching.begin()
        gevent.spawn(does).get()
        watching.end()
        gevent.get_hub().destroy(destroy_loop=True)

    # A thread has a hub of its own.
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert [BLOCKED - 0.05 < each["held"] < 3 * BLOCKED for each in stalls(kept)] == [True] * is_noticed


def test_a_module_is_told_once_of_what_took_the_processor_long_and_of_a_house_nobody_watched(tmp_path, monkeypatch):
    monkeypatch.setattr(hub, "_known", {})
    worked, waited = {"held": 0.3, "cpu": 0.3, "where": ""}, {"held": 0.4, "cpu": 0.01, "where": ""}
    hub.follow(tmp_path)
    cut_off = '{"held": 0.0601'
    (tmp_path / NAME).write_text("".join(json.dumps(each) + "\n" for each in (worked, waited)) + cut_off)

    assert [hub.long_turns(), hub.long_turns()] == [[waited, worked], []]
    stood = {"held": 0.6, "cpu": 0.01, "where": ""}
    assert hub.beyond_ceiling([stood, waited, worked]) == [stood, worked]
    (tmp_path / NAME).unlink()
    with pytest.raises(FileNotFoundError):
        hub.long_turns()


@pytest.mark.process
def test_no_turn_is_long_while_people_write_read_join_and_reveal(house, app):
    kept = Path(house.environ["VAR"]) / NAME
    # Whoever comes first pays for everything that is done once in a process.
    live(house, app, WARM)
    cold = kept.stat().st_size

    live(house, app, PEOPLE)

    long = stalls(kept, behind=cold)
    print("turns over 50 ms, the longest first:", *long[:5], sep="\n  ")
    assert [each for each in long if each["held"] > CEILING] == []


def live(house, app, people: int) -> None:
    """Some people write, some read everything, some come late; then they write in private, and all is revealed."""
    room = make_room(app)
    with pages(house, room) as open_page:
        writers = [Writer(open_page(f"Person {number}"), pause=0.1, most=30) for number in range(people)]
        for writer in writers:
            writer.start()
        until_acknowledged(writers, 20 * people)
        readers = [threading.Thread(target=read_everything, args=(room, house, writer)) for writer in writers[:3]]
        for reader in readers:
            reader.start()
        late = [open_page(f"Late {number}") for number in range(people)]
        for reader in readers:
            reader.join()
        room.write("private")
        write_in_private(late)
        reveal(room, house)
        for writer in writers:
            writer.stop()
        for writer in writers:
            writer.join()


def read_everything(room, house, writer):
    """What browsers ask for, all at the same time as others write."""
    import urllib.request

    for path in READ:
        address = f"{house.url}/{path.format(board=room.board, id=room.id)}"
        request = urllib.request.Request(address, headers={"Cookie": cookie(writer.page.somebody)})
        with urllib.request.urlopen(request) as answer:
            answer.read()


def write_in_private(people: list[Page]) -> None:
    for number in range(PRIVATE_NOTES_EACH):
        for page in people:
            page.ops(page.somebody.note(f"private {number} {page.somebody.seat}", pm=1))


def reveal(room, house) -> None:
    """Ada lets everybody see it, by the button of the cockpit."""
    from app.workshops.queries import stage_of
    from app.workshops.services import stage
    from app.workshops.stage import mark

    with room.app.app_context():
        seen = mark(stage.state_of(stage_of(room.id)))
    assert post(room.people["Ada"], house, f"/w/{room.id}/reveal/", seen=seen) == 200
