"""The process people live in: python -m benchmarks.crowd, with a `Plan` as JSON on standard input.

Everything is due at a fixed time, whatever became of what was before; a delay counts from then.
"""

import dataclasses
import heapq
import json
import os
import random
import resource
import select
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks import machine
from benchmarks.figures import quantile
from benchmarks.person import Person, Seat

DRAIN = 8
"""Seconds to wait, at the end, for what is under way."""

QUIET = 1
"""Seconds without a frame after which nothing is."""


@dataclass
class Plan:
    """Who comes and what is measured. The first `listeners` read every frame whole, the last `asleep` nothing."""

    seats: list[dict[str, str]]
    people: int
    listeners: int
    warm_up: float
    seconds: float
    runs: int
    pids: list[int]
    beside: list[int]
    asleep: int = 0


@dataclass
class Mark:
    """How things stood between two runs: seconds of processor time of the house, its databases, one's own, all."""

    at: float
    house: float
    house_mb: float
    beside: float
    own: float
    machine: float
    received: int
    presence: int
    frames: int


@dataclass
class Told:
    """What a generator gives back. Rows are (row, due, acknowledged) by board, what listeners heard (row, when)."""

    marks: list[Mark] = field(default_factory=list)
    lag_p99: list[float] = field(default_factory=list)
    rows: dict[str, list[tuple[int, float, float]]] = field(default_factory=dict)
    heard: list[tuple[str, list[tuple[int, float]]]] = field(default_factory=list)
    covered: list[tuple[str, int, int, list[tuple[int, int]]]] = field(default_factory=list)
    sent: int = 0
    refused: int = 0
    unanswered: int = 0
    lags: int = 0
    holes: int = 0


class Crowd:
    """People in one process, in one loop."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._people = [
            Person(Seat(**seat), plan.people, listens=number < plan.listeners) for number, seat in enumerate(plan.seats)
        ]
        self._asleep = self._people[len(self._people) - plan.asleep :]
        self._people = self._people[: len(self._people) - plan.asleep]
        self._told = Told()
        self._late: list[float] = []
        self._poll = select.epoll()
        self._by_socket: dict[int, Person] = {}
        self._frames = 0
        self._quiet_since = time.monotonic()

    def come(self) -> None:
        """Everybody opens the board; who is asleep reads nothing from then on."""
        for person in self._asleep:
            person.connect(receive_buffer=4096)
        for person in self._people:
            person.connect()
            self._by_socket[person.line.sock.fileno()] = person
            self._poll.register(person.line.sock, select.EPOLLIN)
            self._listen(0)

    def _listen(self, wait: float) -> None:
        for descriptor, _event in self._poll.poll(wait):
            self._by_socket[descriptor].hear()

    def work(self, start: float) -> Told:
        """Warm up, be measured, and wait for what is under way."""
        due: list[tuple[float, int, Callable[[float], float]]] = []
        for person in self._people:
            for deed in (person.write, person.point):
                heapq.heappush(due, (start + random.random(), len(due), deed))
        plan = self._plan
        bounds = [start + plan.warm_up + run * plan.seconds for run in range(plan.runs + 1)]
        end = bounds[-1]
        while due or self._lasts(end):
            self._note(bounds)
            self._do(due, end)
            wait = max(0.0, due[0][0] - time.monotonic()) if due else 0.05
            self._listen(wait)
        self._note(bounds)
        return self._reckoned()

    def _lasts(self, end: float) -> bool:
        """Whether the last run goes on, or something is under way: what another generator sent, for one."""
        now = time.monotonic()
        if (frames := sum(person.frames for person in self._people)) != self._frames:
            self._frames, self._quiet_since = frames, now
        quiet = now - self._quiet_since > QUIET
        return now < end or (now < end + DRAIN and not (quiet and self._all_heard()))

    def _do(self, due: list[tuple[float, int, Callable[[float], float]]], end: float) -> None:
        while due and due[0][0] <= (now := time.monotonic()):
            at, number, deed = heapq.heappop(due)
            self._late.append(now - at)
            if (again := at + deed(at)) < end:
                heapq.heappush(due, (again, number, deed))

    def _note(self, bounds: list[float]) -> None:
        """Take a mark where a run begins or ends."""
        marks = self._told.marks
        if len(marks) == len(bounds) or time.monotonic() < bounds[len(marks)]:
            return
        if marks:
            self._told.lag_p99.append(1000 * quantile(self._late, 0.99))
        self._late.clear()
        own = resource.getrusage(resource.RUSAGE_SELF)
        pids = self._plan.pids
        marks.append(
            Mark(
                at=bounds[len(marks)],
                house=machine.cpu(pids),
                house_mb=machine.megabytes(pids),
                beside=machine.cpu(machine.family(self._plan.beside)),
                own=own.ru_utime + own.ru_stime,
                machine=machine.busy()[0],
                received=sum(person.line.received for person in self._people),
                presence=sum(person.presence for person in self._people),
                frames=sum(person.frames for person in self._people),
            )
        )

    def _all_heard(self) -> bool:
        """Whether everything sent was answered, and everybody has heard as far as anybody here has sent."""
        if any(person.unanswered for person in self._people):
            return False
        last: dict[str, int] = {}
        for person in self._people:
            last[person.seat.board] = max(last.get(person.seat.board, 0), *(row for row, _d, _a in person.rows[-1:]), 0)
        return all(person.covered.to >= last[person.seat.board] for person in self._people)

    def _reckoned(self) -> Told:
        told = self._told
        for person in self._people:
            board = person.seat.board
            told.rows.setdefault(board, []).extend(person.rows)
            told.covered.append((board, person.start, person.covered.to, person.covered.missing))
            if person.listens:
                told.heard.append((board, person.heard))
            told.sent += person.sent
            for name in ("refused", "unanswered", "lags", "holes"):
                setattr(told, name, getattr(told, name) + getattr(person, name))
        return told


def main() -> None:
    """Come, say so, and begin when told to."""
    plan = Plan(**json.loads(sys.stdin.readline()))
    crowd = Crowd(plan)
    crowd.come()
    print("here", flush=True)
    told = crowd.work(float(sys.stdin.readline()))
    json.dump(dataclasses.asdict(told), sys.stdout)
    sys.stdout.flush()
    os._exit(0)


def split(seats: Sequence[Seat], processes: int) -> list[list[dict[str, str]]]:
    """The people of each process: boards are spread over all of them."""
    return [[dataclasses.asdict(seat) for seat in seats[number::processes]] for number in range(processes)]


if __name__ == "__main__":
    main()
