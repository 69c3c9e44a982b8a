"""Rates are a principal's, never an address's; sockets and strangers are counted."""

import json
import signal
import time
from contextlib import ExitStack

import pytest

from tests.realtime.client import bare_websocket, read_to_the_end

pytestmark = pytest.mark.process

TOO_FAST = {"x": "too-fast", "say": "That was too much at once. Wait a moment; nothing is lost."}

COMES_IN = 3.0
"""Seconds until somebody is in while strangers crowd the door; one is the goal where nothing else runs."""


def test_who_sends_too_much_is_refused_while_others_at_the_same_address_are_not(guest):
    ada, bo = guest("Ada").socket(), guest("Bo").socket()

    numbers = [ada.post("echo", n) for n in range(160)]
    answers = [ada.ack(number) for number in numbers]
    hers = [answer for answer in answers if answer == TOO_FAST]
    his = [bo.emit("echo", n) for n in range(60)]

    assert answers[:100] == list(range(100))
    assert 1 <= len(hers) <= 60
    assert his == list(range(60))


def test_two_sockets_of_one_person_share_one_measure(guest):
    ada = guest("Ada")
    phone, laptop = ada.socket(), ada.socket()

    numbers = [(socket, socket.post("echo", 1)) for _ in range(80) for socket in (phone, laptop)]
    answers = [socket.ack(number) for socket, number in numbers]

    assert TOO_FAST in answers


def test_after_a_moment_there_is_room_again(house, guest):
    socket = guest("Ada").socket()
    numbers = [socket.post("echo", 1) for _ in range(160)]
    assert TOO_FAST in [socket.ack(number) for number in numbers]

    house.let_pass(4)

    assert [socket.emit("echo", n) for n in range(90)] == list(range(90))


def test_a_sixth_page_closes_the_first(guest):
    ada = guest("Ada")
    pages = [ada.socket() for _ in range(5)]

    sixth = ada.socket()

    assert pages[0].wait_for("closed") == [{"x": "too-many-sockets"}]
    assert pages[0].wait_until_gone() < 2
    assert [page.emit("ping") for page in [*pages[1:], sixth]] == ["pong"] * 5


def test_strangers_at_the_door_make_room_for_who_comes_in(house, guest):
    with ExitStack() as stack:
        strangers = [stack.enter_context(bare_websocket(house.url)) for _ in range(200)]
        ada = guest("Ada")

        begun = time.monotonic()
        socket = ada.socket()
        pong = socket.emit("ping")
        waited = time.monotonic() - begun

        assert pong == "pong"
        assert waited < COMES_IN
        house.let_pass(3)
        assert len(read_to_the_end(strangers[0])) == 1
        assert len(read_to_the_end(strangers[149])) == 1
        assert strangers[150].recv()[:1] == "0"
        assert strangers[150].send("40") > 0


def test_nobody_is_sent_away_whose_ticket_the_house_is_slow_to_look_at(house, guest):
    people = [guest(f"Person {number}") for number in range(60)]
    with ExitStack() as stack:
        doors = [stack.enter_context(bare_websocket(house.url, cookie=each.cookie)) for each in people]
        for door in doors:
            assert door.recv()[:1] == "0"
        tickets = [each.ticket() for each in people]

        house.signal(signal.SIGSTOP)
        house.let_pass(3)
        for door, ticket in zip(doors, tickets, strict=True):
            door.send("40" + json.dumps({"ticket": ticket}))
        # Somebody looks every second who is silent: that is due when the house goes on.
        time.sleep(1.2)
        house.signal(signal.SIGCONT)

        assert [door.recv()[:2] for door in doors] == ["40"] * 60


def test_who_says_nothing_for_ten_seconds_is_sent_away(house):
    with bare_websocket(house.url) as ws:
        ws.recv()

        house.let_pass(11)

        assert read_to_the_end(ws) == []


def test_a_socket_that_talks_without_end_is_read_more_slowly(guest):
    chatty, other = guest("Ada").socket(), guest("Bo").socket()
    other.emit("stall")

    for _ in range(3000):
        chatty.ws.ping()
    stall = other.emit("stall")

    chatty.drop()
    assert stall < 0.1
