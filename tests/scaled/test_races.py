"""A role taken away on one process counts on the other from the moment it was: what is sent afterwards is refused."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.boards.engine.state import Board
from tests.boards.live import Page, post
from tests.voting.storm import Page as Form

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("starts a PostgreSQL of its own")]

RACES, RACERS = int(os.environ.get("RACES", "80")), 8
"""How often a right is taken away, from how many people at a time."""

LEAST = 0.15
"""Seconds a race takes at least: nobody may send more than thirty ops a second."""


class Race:
    """Somebody who writes on one process while a facilitator of their own takes and gives their right on the other."""

    def __init__(self, room, at, houses, number: int) -> None:
        self.houses = houses
        self.lead = room.join(f"Lead {number}", "facilitator")
        self.page: Page = at(1, f"Racer {number}")
        self.writer = self.page.somebody
        self.form = Form(self.writer)
        self.address = f"/w/{room.id}/seats/{self.writer.seat}"
        self.roles = f"/w/{room.id}/roles/"
        self.allowed: list[dict] = []
        self.under_way: list[dict] = []
        self.late: list[dict] = []

    def run(self, races: int) -> None:
        for number in range(races):
            ends = time.monotonic() + LEAST
            (self.demoted if number % 2 else self.removed)()
            time.sleep(max(0.0, ends - time.monotonic()))

    def demoted(self) -> None:
        """Over the socket, with an op that is under way while the role changes."""
        self._become("participant")
        self.allowed += self.page.ops(self._op())["a"]
        number = self.page.socket.post("ops", self.writer.batch(self._op()))
        self._become("observer")
        self.late += self.page.ops(self._op())["a"]
        self.under_way += self.page.socket.ack(number)["a"]
        self._become("participant")

    def removed(self) -> None:
        """By HTTP, for the socket ends."""
        self.allowed += self._by_http()["a"]
        post(self.lead, self.houses[0], f"{self.address}/removal/")
        self.late.append(self._by_http())
        post(self.lead, self.houses[0], f"{self.address}/return/")
        self.page.close()
        self.page.board = Board(self.allowed[-1]["s"])
        self.page.open()

    def _become(self, role: str) -> None:
        post(self.lead, self.houses[0], self.roles, seat=self.writer.seat, role=role)

    def _op(self) -> dict:
        return self.writer.note(f"{self.writer.n + 1:05} of {self.writer.seat}")

    def _by_http(self) -> dict:
        kept = self.writer.n
        address = f"/boards/{self.writer.room.board}/ops/"
        answer = self.form.send(self.houses[1], address, self.writer.batch(self._op()))[1]
        if "a" not in answer:
            self.writer.n = kept
        return answer


@pytest.mark.long
def test_what_is_sent_after_a_role_or_a_seat_was_taken_away_on_another_process_is_refused(room, at, houses):
    races = [Race(room, at, houses, number) for number in range(RACERS)]

    with ThreadPoolExecutor(RACERS) as threads:
        list(threads.map(lambda race: race.run(RACES // RACERS), races))

    late = [entry.get("x") for race in races for entry in race.late]
    under_way = [entry.get("x") for race in races for entry in race.under_way]
    taken = [entry for race in races for entry in [*race.allowed, *race.under_way] if "s" in entry]
    assert len(late) == RACES // RACERS * RACERS
    assert set(late) == {"not-allowed", "seat-ended"}
    assert {entry.get("x") for race in races for entry in race.allowed} == {None}
    assert set(under_way) <= {None, "not-allowed"}
    assert [row[0] for row in room.log()] == sorted(entry["s"] for entry in taken)
    print(f"\n{len(late)} races, none late; of {len(under_way)} ops under way {under_way.count(None)} were in time")
