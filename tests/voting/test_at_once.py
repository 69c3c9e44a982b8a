"""A whole room votes at once against a running house, with resends, while the facilitator closes the round."""

import http.client
import json
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed

import pytest

from tests.boards.conftest import make_room, note_id
from tests.boards.live import cookie
from tests.house_process import House
from tests.voting.conftest import NOTES, Votes

pytestmark = pytest.mark.process

VOTERS, BALLOTS, BUDGET, HANDS = 50, 20, 5, 40


@pytest.fixture
def house(app, environ):
    """The same house in a process of its own."""
    running = House(environ).start()
    yield running
    running.kill()


@pytest.fixture
def votes(app, house) -> Votes:
    room = make_room(app)
    for text in NOTES:
        room.people["Ada"].add(text)
    return Votes(room)


class Page:
    """What a page of somebody's sends, over real HTTP."""

    def __init__(self, house, voter) -> None:
        self.port = house.port
        token = voter.browser.token()
        self.headers = {
            "X-CSRFToken": token,
            "Cookie": cookie(voter.somebody),
            "Content-Type": "application/json",
            "Accept": "application/json",
        }

    def press(self, address: str) -> None:
        """Send an empty form."""
        del self.headers["Content-Type"]
        self.send(address, None)

    def send(self, address: str, body: object) -> tuple[int, dict]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request("POST", address, "" if body is None else json.dumps(body), self.headers)
            answer = line.getresponse()
            said = answer.read()
            return answer.status, json.loads(said) if body is not None else {}
        finally:
            line.close()


def storm(votes: Votes, house, *, close_after: int | None) -> list[tuple[str, str, int, dict]]:
    """Everybody sends all their dots at once, some of them twice; voter, dot, status and answer of each."""
    pages = {name: Page(house, votes.join(name)) for name in (f"Voter {number}" for number in range(VOTERS))}
    ada = Page(house, votes.join("Ada"))
    dots = [(name, f"{name[6:]:0>3}-dot-of-somebody-{number:03}") for name in pages for number in range(BALLOTS)]
    sent = dots + [dot for index, dot in enumerate(dots) if index % 4 == 0]
    random.Random(7).shuffle(sent)
    address = f"/votes/{votes.round_id}/ballots/"
    told = []
    with ThreadPoolExecutor(HANDS) as hands:
        waiting = {
            hands.submit(pages[name].send, address, {"id": dot, "element": note_id(NOTES[index % 3])}): (name, dot)
            for index, (name, dot) in enumerate(sent)
        }
        for count, done in enumerate(as_completed(waiting)):
            told.append((*waiting[done], *done.result()))
            if count == close_after:
                threading.Thread(target=ada.press, args=[f"/votes/{votes.round_id}/closure/"]).start()
    return told


def kept(votes: Votes) -> Counter:
    """The dots that lie in the database, by their ids."""
    from sqlalchemy import text

    from app.db import db

    with votes.room.app.app_context():
        rows = db.session.scalars(text("SELECT id FROM ballot WHERE element_id IS NOT NULL"))
        return Counter(rows)


@pytest.mark.row("V5", "V6")
def test_fifty_people_who_send_twenty_dots_at_once_have_given_five_each(votes, house):
    votes.open(dots=BUDGET)

    told = storm(votes, house, close_after=None)

    assert {(status, answer.get("x")) for _name, _dot, status, answer in told} == {(200, None), (409, "budget-spent")}
    given = {(name, dot) for name, dot, status, _answer in told if status == 200}
    assert Counter(name for name, _dot in given) == {f"Voter {number}": BUDGET for number in range(VOTERS)}
    assert kept(votes) == Counter(dot for _name, dot in given)
    assert votes.faults() == []
    votes.close()
    assert sum(dots for _element, dots, _rank, _tie in votes.counted()) == VOTERS * BUDGET
    assert votes.faults() == []


@pytest.mark.row("V6")
def test_what_is_acknowledged_while_the_round_closes_is_counted_and_nothing_else(votes, house):
    votes.open(dots=BUDGET)

    told = storm(votes, house, close_after=60)

    codes = {(status, answer.get("x")) for _name, _dot, status, answer in told}
    assert codes <= {(200, None), (409, "budget-spent"), (409, "vote-closed")}
    assert (409, "vote-closed") in codes
    given = {dot for _name, dot, status, answer in told if status == 200}
    assert kept(votes) == Counter(given)
    assert sum(dots for _element, dots, _rank, _tie in votes.counted()) == len(given)
    assert 0 < len(given) < VOTERS * BUDGET
    assert votes.faults() == []
