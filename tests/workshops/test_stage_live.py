"""The stage on real sockets: every screen follows, sleeps, wakes, and survives the server."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.realtime.client import Refused

pytestmark = pytest.mark.process


def without_time(message: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in message.items() if name != "now"}


def test_every_screen_hears_of_the_next_step_at_once_and_in_the_same_bytes(live):
    one, other, wall = (screen.connect() for screen in (live.guest("Bo"), live.guest("Cleo"), live.ada))
    for socket in (one, other, wall):
        socket.wait_for("stage")

    started = time.monotonic()
    status = live.ada.post("moves/", to="next", seen=live.seen)
    heard = [socket.wait_for("stage", count=2)[1] for socket in (one, other, wall)]
    took = time.monotonic() - started

    assert status == 200
    assert heard[0] == heard[1] == heard[2]
    assert (heard[0]["mood"], heard[0]["number"], heard[0]["writing"]) == ("canvas", 1, "private")
    assert heard[0]["title"] == {"en": "Seven enablers"}
    assert took < 2
    frame = one.raw[one.raw.rindex(b'42["stage"') :].split(b'42["people"')[0]
    assert frame in other.raw
    assert frame in wall.raw


def test_a_screen_that_comes_or_comes_back_is_told_where_the_room_is(live):
    bo = live.guest("Bo")
    first = bo.connect()
    first.wait_for("stage")
    first.drop()
    live.ada.post("moves/", to="next", seen=live.seen)
    live.ada.post("moves/", to="next", seen=live.seen)

    again = bo.connect().wait_for("stage")[0]

    assert (again["number"], again["phase"], again["generation"]) == (1, 1, 1)


def test_a_screen_that_slept_asks_and_is_answered(live):
    socket = live.guest("Bo").connect()
    live.ada.post("moves/", to="next", seen=live.seen)

    answer = socket.emit("stage", None)

    assert without_time(answer) == without_time(socket.wait_for("stage", count=2)[1])


def test_the_clock_rings_once_though_the_server_is_killed_in_the_middle(live, live_clock):
    bo, cleo = live.guest("Bo"), live.guest("Cleo")
    before = bo.connect()
    live.ada.post("moves/", to="next", seen=live.seen)
    running = before.wait_for("stage", count=2)[1]

    live.house.kill()
    before.wait_until_gone()
    live_clock(121)
    live.house.start()
    one, other = bo.connect(), cleo.connect()
    rung = [
        next(message for message in iter(lambda socket=socket: last(socket), None) if message["timer"]["rang"])
        for socket in (one, other)
    ]
    live.house.kill()
    live.house.start()
    # Time for a second ring, which must not come.
    time.sleep(1)
    after = bo.connect().wait_for("stage")[0]

    assert running["timer"]["rang"] is False
    assert without_time(rung[0]) == without_time(rung[1]) == without_time(after)
    assert after["version"] == running["version"] + 1
    assert after["timer"] == {"ends": None, "left": 0, "of": 120, "rang": True}
    told = [message["version"] for message in one.heard("stage") if message["timer"]["rang"]]
    assert len(told) == 1


def last(socket) -> dict[str, object]:
    """The stage a socket heard last, a moment later."""
    time.sleep(0.05)
    return socket.wait_for("stage")[-1]


@pytest.mark.row("J6", partly=True)
def test_a_removed_persons_sockets_stop_within_two_seconds_and_hear_nothing_more(live):
    bo, cleo = live.guest("Bo"), live.guest("Cleo")
    phone, laptop, others = bo.connect(), bo.connect(), cleo.connect()
    for socket in (phone, laptop, others):
        socket.wait_for("stage")

    started = time.monotonic()
    live.ada.post(f"seats/{live.seat_id(bo)}/removal/")
    for socket in (phone, laptop):
        socket.wait_until_gone(patience=5)
    live.ada.post("moves/", to="next", seen=live.seen)
    others.wait_for("stage", count=2)

    assert max(phone.gone_at, laptop.gone_at) - started < 2
    assert [len(socket.heard("stage")) for socket in (phone, laptop)] == [1, 1]
    assert phone.heard("closed")
    assert bo.get("stage/") == 403


def test_a_removed_persons_old_ticket_opens_no_room(live):
    bo = live.guest("Bo")
    from app.realtime import tickets

    with live.app.app_context():
        ticket = tickets.issue(bo.principal_id, bo.session_id, live.id)
    live.ada.post(f"seats/{live.seat_id(bo)}/removal/")

    from tests.realtime.client import SocketClient

    socket = SocketClient(live.house.url, ticket, cookie=bo.cookie)
    live.ada.post("moves/", to="next", seen=live.seen)
    answer = socket.emit("stage", None)
    socket.close()

    assert answer["x"] == "seat-ended"
    assert socket.heard("stage") == []


def test_a_stranger_with_a_ticket_hears_nothing_and_is_told_nothing(live):
    stranger = live.guest("Eve", seated=False)
    socket = stranger.connect()

    answer = socket.emit("stage", None)
    live.ada.post("moves/", to="next", seen=live.seen)
    later = socket.emit("ping", None)

    assert answer["x"] == "not-found"
    assert later == "pong"
    assert socket.heard("stage") == socket.heard("people") == []


def test_a_ticket_of_somebody_else_opens_nothing(live):
    bo, eve = live.guest("Bo"), live.guest("Eve", seated=False)
    eve.session_id, eve.principal_id = bo.session_id, bo.principal_id

    with pytest.raises(Refused) as refusal:
        eve.connect()

    assert refusal.value.answer["x"] == "bad-ticket"


def test_the_room_hears_how_many_there_are_as_numbers_and_never_who(live):
    socket = live.ada.connect()
    cleo = live.guest("Cleo Abenaa").connect()

    numbers = socket.wait_for("people", count=1)
    while numbers[-1] != {"here": 2, "seats": 2}:
        numbers = socket.wait_for("people", count=len(numbers) + 1)
    cleo.close()
    while numbers[-1] != {"here": 1, "seats": 2}:
        numbers = socket.wait_for("people", count=len(numbers) + 1)

    assert b"Abenaa" not in socket.raw


def test_who_makes_a_workshop_counts_as_there_once_they_come(live):
    cleo = live.guest("Cleo").connect()
    before = cleo.wait_for("people", count=1)

    live.ada.connect()
    numbers = cleo.wait_for("people", count=len(before) + 1)

    assert before == [{"here": 1, "seats": 1}]
    assert numbers[-1] == {"here": 2, "seats": 2}


def test_a_changed_role_is_signalled_to_that_seat_alone(live):
    bo = live.guest("Bo")
    phone, others = bo.connect(), live.guest("Cleo").connect()
    others.wait_for("stage")

    live.ada.post("roles/", seat=live.seat_id(bo), role="observer")

    assert phone.wait_for("seat") == [{"seat": live.seat_id(bo)}]
    assert others.heard("seat") == []


def test_a_locked_door_is_signalled_to_the_room(live):
    socket = live.guest("Bo").connect()
    socket.wait_for("stage")

    live.ada.post("joining/", locked="yes")

    assert socket.wait_for("door") == [{"workshop": live.id}]


def test_of_two_who_press_next_in_the_same_moment_one_moves_the_room(live):
    bo = live.guest("Bo")
    live.ada.post("roles/", seat=live.seat_id(bo), role="facilitator")
    seen, ready = live.seen, threading.Barrier(2)

    def press(screen) -> int:
        ready.wait()
        return screen.post("moves/", to="next", seen=seen)

    with ThreadPoolExecutor(2) as both:
        statuses = sorted(both.map(press, (live.ada, bo)))

    assert statuses == [200, 409]
    assert live.ada.connect().wait_for("stage")[0]["phase"] == 0


def test_cockpits_hear_that_the_agenda_was_changed(live):
    """Their buttons say what comes next, also where the room is where it was."""
    from app.db import db
    from app.workshops.models import Workshop
    from app.workshops.queries import steps_of

    ada = live.ada.connect()
    ada.wait_for("stage")
    with live.app.app_context():
        version, last = db.session.get_one(Workshop, live.id).agenda_version, steps_of(live.id)[-1]

    live.ada.post(f"agenda/steps/{last.id}/minutes/", minutes=last.minutes + 5, version=version)

    assert ada.wait_for("door") == [{"workshop": live.id}]
