"""Many pages in one loop over real sockets. Each writes at its pace whatever becomes of the house, and comes back."""

import bisect
import json
import random
import select
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from tests.boards.conftest import Room
from tests.boards.live import shown, whole
from tests.house_process import House
from tests.scaled.guest import Arrival, Away, Guest

COMING_AT_ONCE = 12
LOOK = 0.01


class Crowd:
    """People of one room, spread over the processes of a house, each of whom writes once in `every` seconds.

    Where they are `timed` they remember when they heard what, which is much over hours.
    """

    def __init__(
        self, room: Room, houses: Sequence[House], people: int, *, every: float, seed: int = 0, timed: bool = True
    ) -> None:
        # Where nobody is named the log does not say whose op is whose.
        room.show_names()
        chance = random.Random(seed)
        self.room = room
        self.every = every
        self.guests = [
            Guest(
                room.join(f"Guest {number}"),
                [house.url for house in houses],
                number % len(houses),
                random.Random(f"{seed} {number}"),
                timed,
            )
            for number in range(people)
        ]
        begun = time.monotonic()
        self._due = [begun + chance.uniform(0, every) for _ in self.guests]
        self._poll = select.epoll()
        self._by_socket: dict[int, Guest] = {}
        self._coming: dict[int, Future[Arrival]] = {}
        self._threads = ThreadPoolExecutor(COMING_AT_ONCE)

    def live(self, done: Callable[[], bool], *, write: bool = True) -> None:
        """Let everybody write and listen until something is so."""
        while not done():
            now = time.monotonic()
            for number, guest in enumerate(self.guests):
                if guest.line is None:
                    self._bring_back(number, guest, now)
                while write and self._due[number] <= now:
                    guest.write(self._due[number])
                    self._due[number] += self.every
                self._guarded(guest, lambda guest=guest, now=now: guest.send(now))
            for descriptor, _event in self._poll.poll(LOOK):
                guest = self._by_socket[descriptor]
                self._guarded(guest, lambda guest=guest: [guest.hear(text) for text in guest.line.texts()])

    def come(self) -> None:
        """Let everybody come in before anything else happens."""
        self.live(lambda: all(guest.line for guest in self.guests), write=False)
        now = time.monotonic()
        self._due = [now + guest.seed.uniform(0, self.every) for guest in self.guests]

    def drain(self, patience: float) -> float:
        """Write nothing more; wait until all is settled and told to everybody. How many seconds that took."""
        begun = time.monotonic()
        self.live(lambda: self.settled() or time.monotonic() - begun > patience, write=False)
        return time.monotonic() - begun

    def settled(self) -> bool:
        """Whether nothing waits and everybody knows all that anybody knows."""
        last = max(max((seq or 0 for seq in guest.acknowledged.values()), default=0) for guest in self.guests)
        last = max(last, *(guest.seq for guest in self.guests))
        return all(guest.line and not guest.waiting and guest.seq == last for guest in self.guests)

    def leave(self) -> None:
        self._threads.shutdown()
        for coming in self._coming.values():
            if coming.exception() is None:
                coming.result().line.sock.close()
        for guest in self.guests:
            if guest.line is not None:
                guest.line.sock.close()

    def delays(self) -> list[float]:
        """Seconds from each op to the moment its neighbour, on another process if none has ended, was told of it."""
        names = {guest.client: number for number, guest in enumerate(self.guests)}
        seen = [([seq for seq, _at in guest.reached], [at for _seq, at in guest.reached]) for guest in self.guests]
        found = []
        for client, n, seq in self.room.numbered():
            if client not in names:
                continue
            seqs, times = seen[(names[client] + 1) % len(seen)]
            found.append(times[bisect.bisect_left(seqs, seq)] - self.guests[names[client]].sent_at[n])
        return sorted(found)

    def waits(self) -> list[float]:
        """Seconds from each op to the moment its own page was told what became of it."""
        return sorted(at - guest.sent_at[n] for guest in self.guests for n, at in guest.settled_at.items())

    def assert_nothing_lost(self) -> None:
        """Everything sent is in the log once or was refused and said so; rows have no gaps; all boards are the same."""
        logged, refused = self.room.numbered(), self.room.refused()
        guests = self.guests
        assert [entry for guest in guests for entry in guest.trouble] == []
        assert [seq for _client, _n, seq in logged] == list(range(1, len(logged) + 1))
        rows = {(client, n): seq for client, n, seq in logged}
        assert len(rows) == len(logged)
        assert rows.keys() == {(guest.client, n) for guest in guests for n in guest.acknowledged}
        told = {(guest.client, n): seq for guest in guests for n, seq in guest.acknowledged.items() if seq is not None}
        assert {name: rows[name] for name in told} == told
        assert refused == {(guest.client, n): code for guest in guests for n, code in guest.refused.items()}
        assert len(rows) + len(refused) == sum(guest.n for guest in guests)
        assert {guest.seq for guest in guests} == {len(logged)}
        boards = {json.dumps(shown(guest.board()), sort_keys=True) for guest in guests}
        assert boards == {json.dumps(whole(self.room.people["Ada"]), sort_keys=True)}

    def _bring_back(self, number: int, guest: Guest, now: float) -> None:
        coming = self._coming.get(number)
        if coming is None:
            if now >= guest.not_before and len(self._coming) < COMING_AT_ONCE:
                first = next(iter(guest.waiting), None)
                self._coming[number] = self._threads.submit(guest.come, guest.seq, first)
        elif coming.done():
            del self._coming[number]
            self._guarded(guest, lambda: self._seat(guest, coming.result()))

    def _seat(self, guest: Guest, arrival: Arrival) -> None:
        descriptor = arrival.line.sock.fileno()
        self._by_socket[descriptor] = guest
        self._poll.register(descriptor, select.EPOLLIN)
        guest.arrive(arrival)
        # What came behind the answer may lie in the line already.
        for text in arrival.line.waiting():
            guest.hear(text)

    def _guarded(self, guest: Guest, deed: Callable[[], object]) -> None:
        """Do it; if the line breaks over it, the guest is away."""
        try:
            deed()
        except (OSError, EOFError, Away):
            if guest.line is not None and guest.line.sock.fileno() >= 0:
                self._by_socket.pop(guest.line.sock.fileno(), None)
            guest.lose()
