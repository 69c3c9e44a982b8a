"""One of two processes is killed while people write on both: they go on at the other, nothing is lost or doubled."""

import pytest

from tests.boards.live import Page, shown, whole
from tests.boards.writers import Writer, acknowledged, until_acknowledged
from tests.scaled.conftest import until

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("starts a PostgreSQL of its own")]

WRITERS, BETWEEN = 6, 60


@pytest.mark.row("R3", "R5", partly=True)
@pytest.mark.long
def test_everything_acknowledged_is_there_once_and_every_page_ends_alike(room, houses, valkey):
    room.show_names()
    writers = [Writer(Page(houses[number % 2], room.join(f"Writer {number}")), most=8) for number in range(WRITERS)]
    for writer in writers:
        writer.start()

    for killed, left in (houses, houses[::-1]):
        until_acknowledged(writers, BETWEEN)
        killed.kill()
        told = acknowledged(writers)
        for writer in writers:
            writer.page.house = left
        valkey.kill()
        until_acknowledged(writers, BETWEEN)
        valkey.start()
        killed.start()
        assert told.items() <= acknowledged(writers).items()
    for writer in writers:
        writer.stop()
    for writer in writers:
        writer.join(timeout=60)
        assert not writer.is_alive()

    told = acknowledged(writers)
    logged = room.numbered()
    assert [seq for _client, _n, seq in logged] == list(range(1, len(logged) + 1))
    assert {(client, n): seq for client, n, seq in logged} == told
    assert len(logged) == sum(len(writer.written) for writer in writers)
    for writer in writers:
        writer.page.close()
        writer.page.open()
    assert [shown(writer.page.board) for writer in writers] == [whole(room.people["Ada"])] * WRITERS
    for writer in writers:
        writer.page.close()


def test_a_process_that_is_replaced_lets_its_pages_go_and_they_go_on_at_the_other(room, at, houses):
    ada, bo = at(0, "Ada"), at(1, "Bo")
    bo.ops(bo.somebody.note("before"))

    houses[1].process.terminate()
    code = houses[1].process.wait(timeout=20)
    bo.socket.wait_until_gone(patience=5)
    bo.close()
    bo.house = houses[0]
    answer = bo.open()
    bo.ops(bo.somebody.note("after"))
    ada.catch_up(2)

    houses[1].start()
    assert (code, answer["last_n"]) == (0, 1)
    assert ada.texts() == ["after", "before"]


def test_people_of_a_killed_process_are_counted_no_more(room, at, houses, clock):
    ada, bo = at(0, "Ada"), at(1, "Bo")
    until(lambda: ada.socket.heard("people")[-1:] == [{"here": 2, "seats": 2}])

    houses[1].kill()
    clock(40)
    until(lambda: ada.socket.heard("people")[-1] == {"here": 1, "seats": 2}, patience=20)

    houses[1].start()
    assert bo.socket.gone.is_set()
