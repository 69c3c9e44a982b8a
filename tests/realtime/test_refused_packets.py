"""What no browser of ours sends: refused, without a dead socket for whoever slips once, without a flood in the log."""

import json

import pytest

from tests.realtime.client import bare_websocket, read_to_the_end

pytestmark = pytest.mark.process


BAD_MESSAGE = {
    "x": "bad-message",
    "say": "This holds characters or numbers that cannot be kept. Nothing was changed.",
}
LONGEST_STALL, MOST_MEMORY = 0.1, 20_000_000
"""Seconds that anybody waits for others' broken packets, and bytes that the house has more afterwards."""

UNKNOWN_EVENT = {"x": "unknown-event", "say": "This page is older than the server. Load it again."}


@pytest.fixture(autouse=True)
def other(guest):
    """Somebody else in the house, who hears not one byte of what is refused, only whether they are still there.

    They do not wait for it either, and the house keeps nothing of it.
    """
    socket = guest("Cy").socket()
    socket.wait_for("hello")
    memory = socket.emit("holdings")["rss"]
    before = len(socket.raw)

    yield socket

    assert socket.emit("ping") == "pong"
    assert bytes(socket.raw[before:]).strip(b"2") == b'432["pong"]'
    assert socket.emit("stall") < LONGEST_STALL
    assert socket.emit("holdings")["rss"] - memory < MOST_MEMORY


@pytest.mark.parametrize(
    "text",
    [
        '["echo",NaN]',
        '["echo",-Infinity]',
        '["echo",1e999]',
        '["echo",{"text":"\\ud800"}]',
        '["echo",{"text":"\\u0000"}]',
        '["echo",{"\\u0000":1}]',
        '["echo",{"__proto__":{"admin":true}}]',
        '["echo",{"constructor":1}]',
        '["echo",{"prototype":1}]',
        '["echo",9007199254740993]',
        '["echo",' + "9" * 100_000 + "]",
        '["echo",' + "[" * 9 + "]" * 9 + "]",
        '["echo",' + "[" * 50_000 + "]" * 50_000 + "]",
        '["echo",',
        '["echo",1,2]',
        "[]",
        "[1]",
        '[["echo"]]',
    ],
    ids=lambda text: text[:30],
)
def test_a_message_that_cannot_be_kept_is_refused_and_the_socket_lives(guest, text):
    socket = guest("Ada").socket()

    socket.send_text(f"4277{text}")

    assert socket.ack(77) == BAD_MESSAGE
    assert socket.emit("echo", {"text": "still here"}) == {"text": "still here"}


@pytest.mark.parametrize(
    "text",
    [
        '451-["echo",{"_placeholder":true,"num":0}]',
        '45999999999-["echo"]',
        '461-1["echo"]',
        '431[["ack"]]',
        '42/admin,["echo",1]',
        '40{"ticket":"again"}',
        "44",
        "47",
        "4",
        "42",
        "42echo",
        '4{"sid":"x"}',
        '4["echo"]',
        '42123456789012["echo",1]',
        "2probe",
        "5",
        "3probe",
        "0{}",
        "9",
        "x",
        "",
        "b4aGVsbG8=",
    ],
)
def test_a_broken_packet_is_passed_over_and_the_socket_lives(guest, text):
    socket = guest("Ada").socket()

    socket.send_text(text)

    assert socket.emit("echo", {"text": "still here"}) == {"text": "still here"}


def test_a_binary_frame_is_passed_over(guest):
    socket = guest("Ada").socket()

    socket.ws.send_binary(b'\x042["echo",1]')

    assert socket.emit("ping") == "pong"


@pytest.mark.parametrize(
    "event",
    [["disconnect", "x"], ["connect", 1, {"token": "x"}], ["connect_error"], ["message", "x"], ["closed", {}], ["*"]],
)
def test_a_reserved_event_reaches_nobody(guest, event):
    ada, bo = guest("Ada"), guest("Bo").socket()
    socket = ada.socket()
    socket.emit("enter", "w:forged")

    socket.send_text("42" + json.dumps(event))

    bo.emit("say", {"room": "w:forged", "event": "stage", "message": 1})
    assert socket.wait_for("stage") == [1]
    assert ada.principal_id not in bo.emit("census")["gone"]


def test_an_event_nobody_knows_is_refused_in_words(guest):
    socket = guest("Ada").socket()

    assert socket.emit("no-such-event", {}) == UNKNOWN_EVENT


def test_a_second_ticket_on_the_same_socket_changes_nothing(guest):
    ada, bo = guest("Ada"), guest("Bo")
    socket = ada.socket("w_1")

    socket.send_text("40" + json.dumps({"ticket": bo.ticket("w_2")}))

    socket.emit("enter", "w:second")
    assert socket.emit("enter", "w:second") == [ada.principal_id]
    assert socket.heard("hello") == [{"principal": ada.principal_id, "workshop": "w_1"}]


def test_after_five_broken_packets_the_socket_is_gone(guest):
    socket, other = guest("Ada").socket(), guest("Bo").socket()

    for _ in range(4):
        socket.send_text("4[")
    alive = socket.emit("ping")
    socket.send_text("4[")

    assert alive == "pong"
    assert socket.wait_until_gone() < 2
    assert other.emit("ping") == "pong"


def test_a_slip_of_the_keyboard_is_no_attack(guest):
    socket = guest("Ada").socket()

    answers = [socket.emit("echo", {"text": "\0"}) for _ in range(12)]

    assert answers == [BAD_MESSAGE] * 12
    assert socket.emit("ping") == "pong"


def test_who_has_shown_no_ticket_says_nothing(house):
    for first in ['42["echo",1]', "40[", "41"]:
        with bare_websocket(house.url) as ws:
            ws.recv()
            ws.send(first)

            assert read_to_the_end(ws) == []


def test_broken_packets_cost_a_line_a_second_at_most(house, guest):
    house.let_pass(2)
    before = house.logged()

    for _ in range(4):
        socket = guest("Ada").socket()
        for _ in range(5):
            socket.send_text('42["echo",NaN]')
        socket.wait_until_gone()

    lines = house.logged()[len(before) :].splitlines()
    assert 1 <= len(lines) <= 8
    assert all("A broken packet was refused" in line for line in lines)


def test_a_bug_in_a_handler_is_told_without_its_inside(house, guest):
    socket = guest("Ada").socket()

    answers = [socket.emit("break"), socket.emit("unspeakable")]

    broken = {"x": "broken", "say": "Something went wrong on the server. Nothing was changed."}
    assert answers == [broken, broken]
    assert socket.emit("ping") == "pong"
    assert "RuntimeError: a bug" in house.logged()
