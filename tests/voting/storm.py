"""A whole room that gives its dots at once over real HTTP, some of them twice, to one process of a house or to many."""

import http.client
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import cycle

from tests.boards.conftest import Somebody, note_id
from tests.boards.live import cookie
from tests.house_process import House
from tests.voting.conftest import NOTES, Votes

VOTERS, BALLOTS, BUDGET, HANDS = 50, 20, 5, 40
LATER = {"unavailable", "too-many"}

Told = list[tuple[str, str, int, dict]]
"""Voter, dot, status and answer of everything that was sent."""


class Page:
    """What a page of somebody's sends."""

    def __init__(self, somebody: Somebody) -> None:
        token = somebody.browser.token()
        self.headers = {
            "X-CSRFToken": token,
            "Cookie": cookie(somebody),
            "Content-Type": "application/json",
            "Accept": "application/json",
        }

    def press(self, house: House, address: str) -> None:
        """Send an empty form."""
        del self.headers["Content-Type"]
        self.send(house, address, None)

    def settle(self, house: House, address: str, body: object) -> tuple[int, dict]:
        """Send until the house takes it or refuses it for good, as a page does that is told to come again."""
        while (answer := self.send(house, address, body))[1].get("x") in LATER:
            time.sleep(0.5)
        return answer

    def send(self, house: House, address: str, body: object) -> tuple[int, dict]:
        line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=60)
        try:
            line.request("POST", address, "" if body is None else json.dumps(body), self.headers)
            answer = line.getresponse()
            said = answer.read()
            return answer.status, json.loads(said) if body is not None else {}
        finally:
            line.close()


def storm(
    votes: Votes, houses: Sequence[House], *, voters: int = VOTERS, again: int = 4, close_after: int | None = None
) -> Told:
    """Everybody sends all their dots at once, one in `again` of them twice, each to the next process."""
    pages = {name: Page(votes.join(name).somebody) for name in (f"Voter {number}" for number in range(voters))}
    ada = Page(votes.join("Ada").somebody)
    dots = [(name, f"{name[6:]:0>3}-dot-of-somebody-{number:03}") for name in pages for number in range(BALLOTS)]
    sent = dots + [dot for index, dot in enumerate(dots) if index % again == 0]
    random.Random(7).shuffle(sent)
    address = f"/votes/{votes.round_id}/ballots/"
    told = []
    with ThreadPoolExecutor(HANDS) as hands:
        waiting = {
            hands.submit(pages[name].settle, house, address, {"id": dot, "element": note_id(NOTES[index % 3])}): (
                name,
                dot,
            )
            for index, ((name, dot), house) in enumerate(zip(sent, cycle(houses), strict=False))
        }
        for count, done in enumerate(as_completed(waiting)):
            told.append((*waiting[done], *done.result()))
            if count == close_after:
                threading.Thread(target=ada.press, args=[houses[0], f"/votes/{votes.round_id}/closure/"]).start()
    return told


def given(told: Told) -> set[tuple[str, str]]:
    """Voter and id of the dots that were acknowledged."""
    return {(name, dot) for name, dot, status, _answer in told if status == 200}


def kept(votes: Votes) -> Counter:
    """The dots that lie in the database, by their ids."""
    from sqlalchemy import text

    from app.db import db

    with votes.room.app.app_context():
        rows = db.session.scalars(text("SELECT id FROM ballot WHERE element_id IS NOT NULL"))
        return Counter(rows)


def assert_all_have_given_as_many_as_they_had(votes: Votes, told: Told, voters: int) -> None:
    """Everybody's whole budget lies there and nothing beyond it; ballots, what was spent and the result are one sum."""
    codes = Counter((status, answer.get("x")) for _name, _dot, status, answer in told)
    assert set(codes) == {(200, None), (409, "budget-spent")}, codes
    assert Counter(name for name, _dot in given(told)) == {f"Voter {number}": BUDGET for number in range(voters)}
    assert kept(votes) == Counter(dot for _name, dot in given(told))
    assert votes.faults() == []
    votes.close()
    assert sum(dots for _element, dots, _rank, _tie in votes.counted()) == voters * BUDGET
    assert votes.faults() == []
