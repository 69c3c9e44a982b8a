"""Whether somebody is there is asked by one greenlet for all, and who does not answer is let go."""

import json
import time

import pytest

from tests.realtime.client import bare_websocket, read_to_the_end

pytestmark = pytest.mark.process


@pytest.fixture
def page(house, guest):
    """A page that answers nothing by itself."""
    ada = guest("Ada")
    with bare_websocket(house.url, cookie=ada.cookie) as ws:
        ws.send("40" + json.dumps({"ticket": ada.ticket()}))
        next_of(ws, "42")
        yield ws


def next_of(ws, start):
    """The next text that begins so."""
    while not (text := ws.recv()).startswith(start):
        pass
    return text


def test_who_answers_is_asked_again_a_while_later_and_stays(house, page):
    for _ in range(3):
        house.let_pass(15)
        assert next_of(page, "2") == "2"
        page.send("3")
        page.send('421["ping"]')
        assert next_of(page, "43") == '431["pong"]'


def test_who_does_not_answer_within_ten_seconds_is_gone(house, guest, page):
    other = guest("Bo").socket()
    house.let_pass(15)
    assert next_of(page, "2") == "2"

    house.let_pass(10)

    assert read_to_the_end(page) == []
    assert other.emit("ping") == "pong"


def test_who_waits_for_something_they_asked_for_is_not_taken_for_gone(house, guest, page):
    other = guest("Bo").socket()
    page.send('421["hold on"]')
    house.let_pass(15)
    assert next_of(page, "2") == "2"
    page.send("3")

    for _ in range(3):
        house.let_pass(10)
        time.sleep(1.2)
    other.emit("go on")

    assert next_of(page, "43") == '431["done"]'
    page.send('422["ping"]')
    assert next_of(page, "43") == '432["pong"]'


def test_who_is_there_is_asked_although_the_clock_was_set_back(house, page):
    house.let_pass(-3600)
    time.sleep(1.2)
    house.let_pass(15)

    assert next_of(page, "2") == "2"


def test_nobody_is_gone_because_the_clock_was_set_back(house, page):
    house.let_pass(15)
    assert next_of(page, "2") == "2"
    house.let_pass(-3600)
    time.sleep(1.2)
    page.send('421["ping"]')

    assert next_of(page, "43") == '431["pong"]'
