"""Boards over real sockets of a real house: frames, ranges, hidden rows, breaks, and people who are shown out."""

import threading
import time

import pytest

from tests.boards.conftest import make_room, note_id
from tests.boards.live import Page, cookie, post, shown, ticket, whole
from tests.boards.live_rooms import app, at, house, room
from tests.boards.test_unnamed import close, reopen
from tests.realtime.client import SocketClient

__all__ = ["app", "at", "house", "room"]

pytestmark = pytest.mark.process

SECRET = "the-director-is-leaving"


@pytest.mark.row("R1", partly=True)
def test_what_one_writes_everybody_hears_at_once_in_one_frame(room, at):
    ada, bo = at("Ada"), at("Bo")
    started = time.monotonic()

    answer = bo.ops(bo.somebody.note("Idle lab days"))
    ada.catch_up(1)
    bo.catch_up(1)

    assert answer == {"a": [{"n": 1, "s": 1}]}
    assert ada.socket.heard("frame") == bo.socket.heard("frame")
    assert ada.texts() == ["Idle lab days"]
    assert time.monotonic() - started < 3


def test_an_acknowledged_op_is_on_the_disk(room, at):
    bo = at("Bo")

    for number in range(5):
        answer = bo.ops(bo.somebody.note(f"note {number}"))
        assert [row[0] for row in room.log()][-1] == answer["a"][0]["s"]


@pytest.mark.row("F4", partly=True)
def test_a_hidden_note_reaches_its_author_alone_and_only_pages_that_show_it(room, at):
    bo, phone, wall = at("Bo"), at("Bo"), at("Bo", only="public")
    ada, cy = at("Ada"), at("Cy")
    room.write("private")

    bo.ops(bo.somebody.note(SECRET, pm=1))
    phone.catch_up(1)
    cy.ops(cy.somebody.note("of Cy", pm=1))
    room.write("open")
    for each in (bo, phone, wall, ada, cy):
        each.catch_up(4)

    assert phone.texts() == sorted([SECRET, "of Cy"])
    before_reveal = [frame for frame in ada.socket.heard("frame") if frame["to"] < 3]
    assert before_reveal == []
    assert SECRET not in str([frame for frame in wall.socket.heard("frame") if frame["to"] < 3])
    assert SECRET not in str([frame for frame in cy.socket.heard("frame") if frame["to"] < 3])
    assert shown(ada.board) == whole(room.people["Ada"])


def test_a_page_that_was_open_while_the_workshop_was_reopened_hears_its_own_hidden_notes(room, at):
    bo, cy = at("Bo"), at("Cy")
    close(room)
    reopen(room)
    room.write("private")

    bo.ops(bo.somebody.note(SECRET, pm=1))
    bo.catch_up(1)

    assert bo.texts() == [SECRET]
    assert SECRET.encode() not in bytes(cy.socket.raw)


def test_no_byte_of_a_hidden_note_is_sent_to_others(room, at):
    bo, ada, cy = at("Bo"), at("Ada"), at("Cy")
    room.write("private")
    bo.ops(bo.somebody.note(SECRET, name="hidden", pm=1))
    ada.ops(ada.somebody.op("txt.put", id=note_id("hidden"), t="x"), ada.somebody.op("el.del", ids=[note_id("hidden")]))
    ada.socket.emit("since", {"b": room.board, "e": room.epoch, "since": 0})
    cy.close()
    cy.open()

    cy.ops(cy.somebody.note("a note of Cy", pm=1))
    cy.catch_up(2)

    heard = bytes(ada.socket.raw) + bytes(cy.socket.raw) + bytes(cy.raw)
    assert SECRET.encode() not in heard
    assert note_id("hidden").encode() not in heard


def test_a_lost_frame_of_one_s_own_leaves_a_gap_that_is_asked_about(room, at):
    """What all hear starts where all are: who was told more would go over what got lost on its way to them."""
    bo, ada = at("Bo"), at("Ada")
    ada.ops(ada.somebody.note("public one"))
    bo.catch_up(1)
    room.write("private")
    bo.ops(bo.somebody.note(SECRET, pm=1))
    bo.catch_up(2)

    ada.ops(ada.somebody.op("el.set", id=note_id("public one"), p={"x": 7}))
    for each in (bo, ada):
        each.catch_up(3)

    told = [(frame["from"], frame["to"]) for frame in bo.socket.heard("frame")]
    assert told == [(0, 1), (1, 2), (2, 3)]
    assert (ada.socket.heard("frame")[-1]["from"], ada.socket.heard("frame")[-1]["to"]) == (1, 3)


def test_public_and_hidden_rows_in_one_range_leave_no_holes(room, at):
    bo, ada = at("Bo"), at("Ada")
    ada.ops(ada.somebody.note("public one"))
    room.write("private")

    for number in range(6):
        bo.ops(bo.somebody.note(f"hidden {number}", pm=1))
        if number % 2:
            ada.ops(ada.somebody.op("el.set", id=note_id("public one"), p={"x": number}))
    for each in (bo, ada):
        each.catch_up(10)

    assert bo.texts() == sorted([*(f"hidden {number}" for number in range(6)), "public one"])
    assert ada.texts() == ["public one"]
    assert shown(bo.board) == sorted(whole(bo.somebody), key=lambda each: (each["r"]["z"], each["id"]))


@pytest.mark.row("M8", partly=True)
def test_after_a_break_a_page_is_told_what_it_missed_and_goes_on(room, at):
    ada, bo = at("Ada"), at("Bo")
    bo.ops(bo.somebody.note("before"))
    bo.catch_up(1)
    bo.close()
    ada.ops(*[ada.somebody.note(f"meanwhile {number}") for number in range(5)])

    answer = bo.open()
    bo.ops(bo.somebody.note("after"))
    bo.catch_up(7)
    ada.catch_up(7)

    assert (answer["last_n"], answer["frame"]["from"], answer["frame"]["to"]) == (1, 1, 6)
    assert shown(bo.board) == shown(ada.board) == whole(ada.somebody)


@pytest.mark.row("R3", partly=True)
def test_thirty_people_who_write_at_once_number_without_gaps_and_see_the_same(room, at):
    pages = [at(f"Person {number}") for number in range(30)]
    answers = []

    def write(one):
        answers.extend(one.ops(one.somebody.note(f"{number} of {one.somebody.seat}")) for number in range(4))

    writers = [threading.Thread(target=write, args=(one,)) for one in pages]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    for one in pages:
        one.catch_up(120)

    assert sorted(entry["s"] for answer in answers for entry in answer["a"]) == list(range(1, 121))
    assert [row[0] for row in room.log()] == list(range(1, 121))
    expected = whole(room.people["Ada"])
    assert all(shown(one.board) == expected for one in pages)


def test_a_removed_person_hears_nothing_more(room, at):
    ada, bo = at("Ada"), at("Bo")

    # The sockets are shut by the process that serves: the removal goes through its pages.
    removal = f"/w/{room.id}/seats/{bo.somebody.seat}/removal/"
    post(room.people["Ada"], ada.house, removal)
    bo.socket.wait_until_gone(patience=2)
    ada.ops(ada.somebody.note("after the removal"))
    ada.catch_up(1)

    assert b"after the removal" not in bo.socket.raw


def test_a_page_that_closes_the_board_hears_no_more_of_it(room, at):
    ada, bo = at("Ada"), at("Bo")

    bo.socket.emit("bye", {"b": room.board})
    ada.ops(ada.somebody.note("Idle lab days"))
    ada.catch_up(1)

    assert bo.socket.heard("frame") == []


@pytest.mark.parametrize("event", ["hello", "ops", "since", "bye"])
@pytest.mark.parametrize("message", [None, [], "x", {"b": 1}, {"b": "x" * 99}, {"b": "b", "c": "client-x", "extra": 1}])
def test_a_message_that_cannot_be_read_is_refused_and_the_socket_lives(room, at, event, message):
    bo = at("Bo")

    answer = bo.socket.emit(event, message)

    assert answer["x"] == "malformed"
    assert bo.ops(bo.somebody.note("still here"))["a"][0]["n"] == 1


@pytest.mark.parametrize("event", ["hello", "since", "ops"])
def test_a_stranger_is_told_there_is_no_such_board(room, at, house, app, event):
    neighbour = make_room(app, "Zoe").people["Ada"]
    at("Bo").ops(room.people["Bo"].note("Idle lab days"))
    stranger = Page(house, neighbour)
    stranger.socket = SocketClient(house.url, ticket(neighbour), cookie=cookie(neighbour))
    messages = {
        "hello": {"b": room.board, "c": "client-zoe"},
        "since": {"b": room.board, "e": room.epoch, "since": 0},
        "ops": {"b": room.board, "c": "client-zoe", "e": room.epoch, "ops": [neighbour.note("mine")]},
    }

    answer = stranger.socket.emit(event, messages[event])
    stranger.close()

    assert answer["x"] == "not-found"
    assert b"Idle lab days" not in stranger.raw


def test_the_socket_of_one_workshop_opens_no_board_of_another(room, at, house, app):
    """Zoe sits in both, but her page belongs to one."""
    other = make_room(app, "Zoe")
    zoe = other.people["Ada"]
    with app.app_context():
        from app.accounts.models import Principal
        from app.db import db
        from app.workshops.services.seats import take_seat

        take_seat(room.id, db.session.get_one(Principal, zoe.principal), name="Zoe", role="participant")
    socket = SocketClient(house.url, ticket(zoe), cookie=cookie(zoe))

    answer = socket.emit("hello", {"b": room.board, "c": "client-zoe"})
    socket.close()

    assert answer["x"] == "not-found"


def test_a_slow_reader_that_lost_frames_is_told_to_ask(room, at):
    bo, ada = at("Bo"), at("Ada")
    bo.socket.stop_reading()
    for number in range(10):
        ada.ops(*[ada.somebody.note(f"{number} {part} {'x' * 400}") for part in range(9)])
    ada.catch_up(90)

    bo.socket.go_on_reading()
    bo.catch_up(90)

    assert shown(bo.board) == shown(ada.board)
