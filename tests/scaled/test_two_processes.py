"""One house, two web processes, people on either: everything live crosses, at once with Redis, in a second without."""

import statistics
import time

import pytest

from tests.boards.live import post, shown, whole
from tests.scaled.conftest import until

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("starts a PostgreSQL of its own")]

SECRET = "the-director-is-leaving"


@pytest.mark.row("R1", partly=True)
def test_what_one_writes_is_seen_on_the_other_process_at_once(room, at, valkey):
    ada, bo = at(0, "Ada"), at(1, "Bo")
    until(lambda: valkey.listeners() == 2)
    waits = []

    for number in range(1, 10):
        # Right after the last was seen: whoever only looked once a second would need almost a whole one.
        ada.ops(ada.somebody.note(f"note {number}"))
        started = time.monotonic()
        bo.catch_up(number)
        waits.append(time.monotonic() - started)

    assert statistics.median(waits) < 0.5
    assert shown(bo.board) == whole(bo.somebody)


def test_both_write_and_both_end_up_alike(room, at):
    ada, bo = at(0, "Ada"), at(1, "Bo")

    for number in range(10):
        ada.ops(ada.somebody.note(f"of Ada {number}"))
        bo.ops(bo.somebody.note(f"of Bo {number}"))
    for each in (ada, bo):
        each.catch_up(20)

    assert [row[0] for row in room.log()] == list(range(1, 21))
    assert shown(ada.board) == shown(bo.board) == whole(ada.somebody)


@pytest.mark.row("F4", partly=True)
def test_a_hidden_note_stays_on_the_pages_of_its_author_until_it_is_revealed(room, at):
    ada, bo, phone = at(0, "Ada"), at(1, "Bo"), at(0, "Bo")
    room.write("private")

    bo.ops(bo.somebody.note(SECRET, pm=1))
    phone.catch_up(1)
    before = bytes(ada.socket.raw)
    room.write("open")
    ada.catch_up(2)

    assert phone.texts() == [SECRET]
    assert SECRET.encode() not in before
    assert ada.texts() == [SECRET]


@pytest.mark.row("F2", partly=True)
def test_the_stage_changes_on_both(room, at):
    ada, bo = at(0, "Ada"), at(1, "Bo")

    room.freeze()

    for each in (ada, bo):
        until(lambda page=each: page.socket.heard("stage")[-1]["frozen"])


def test_a_stage_turned_on_one_process_is_followed_on_the_other_at_once(room, at, valkey):
    ada, bo = at(0, "Ada"), at(1, "Bo")
    until(lambda: valkey.listeners() == 2)
    waits = []

    for frozen in ("yes", "no", "yes", "no", "yes"):
        heard = len(bo.socket.heard("stage"))
        version = bo.socket.heard("stage")[-1]["version"]
        started = time.monotonic()
        assert post(ada.somebody, ada.house, f"/w/{room.id}/freeze/", frozen=frozen) in {200, 204, 303}
        until(lambda heard=heard: len(bo.socket.heard("stage")) > heard)
        waits.append(time.monotonic() - started)
        assert bo.socket.heard("stage")[-1]["version"] > version

    assert statistics.median(waits) < 0.7


def test_a_round_of_dots_opens_on_both(room, at, app):
    from app.voting.services import rounds
    from app.workshops.dots import DotTerms
    from app.workshops.queries import seat_of

    ada, bo = at(0, "Ada"), at(1, "Bo")

    with app.app_context():
        leader = seat_of(room.id, ada.somebody.principal)
        rounds.open_round(leader, room.board, DotTerms())

    for each in (ada, bo):
        assert each.socket.wait_for("votes:changed") == [{"board": room.board}]


def test_a_changed_plan_is_told_on_both(room, at, app):
    from app.db import transaction
    from app.events import publish
    from app.plans.events import PlanChanged

    ada, bo = at(0, "Ada"), at(1, "Bo")

    with app.app_context(), transaction():
        publish(PlanChanged("a-plan", "a-centre", room.id))

    for each in (ada, bo):
        assert each.socket.wait_for("plan:changed") == [{"plan": "a-plan"}]


def test_who_is_connected_is_counted_over_both(room, at):
    ada = at(0, "Ada")
    bo = at(1, "Bo")
    at(1, "Ada")

    for each in (ada, bo):
        until(lambda page=each: page.socket.heard("people")[-1:] == [{"here": 2, "seats": 2}])
    bo.close()
    until(lambda: ada.socket.heard("people")[-1:] == [{"here": 1, "seats": 2}])


def test_who_points_where_is_seen_on_both(room, at, valkey):
    room.show_names()
    ada, bo = at(0, "Ada"), at(1, "Bo")
    until(lambda: valkey.listeners() == 2)

    bo.socket.emit("presence", {"b": room.board, "x": 30, "y": 40})

    until(lambda: any(entry[1:] == [30, 40] for told in ada.socket.heard("presence") for entry in told.get("at", [])))
    until(lambda: any(entry[2] == "Bo" for told in ada.socket.heard("presence") for entry in told.get("who", [])))
    until(lambda: any(told.get("n") == 2 for told in ada.socket.heard("presence")))
    bo.close()
    until(lambda: ada.socket.heard("presence")[-1].get("n", 2) == 1 or ada.socket.heard("presence")[-1].get("gone"))


def test_a_ticket_opens_one_socket_on_whichever_process(room, at, houses):
    from tests.boards.live import cookie, ticket
    from tests.realtime.client import Refused, SocketClient

    somebody = at(0, "Bo").somebody
    shown_once = ticket(somebody)
    SocketClient(houses[0].url, shown_once, cookie=cookie(somebody)).close()

    with pytest.raises(Refused) as refused:
        SocketClient(houses[1].url, shown_once, cookie=cookie(somebody))

    assert refused.value.answer["x"] == "bad-ticket"
