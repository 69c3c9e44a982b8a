"""From what the generators tell to figures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.figures import Covered, Delays, delays_of, quantile, why_void
from benchmarks.person import Seat

Rows = dict[str, list[tuple[int, float, float]]]


@dataclass(frozen=True)
class Run:
    """What was seen within one run. Delays in milliseconds, processor time as a share of one core.

    `void` says why the run tells nothing about the house, None where it does. `beside_cpu` is what the databases of a
    house of several processes took, `elsewhere` what nobody of these did.
    """

    seconds: float
    ops: int
    p50: float
    p95: float
    p99: float
    ack_p95: float
    house_cpu: float
    house_mb: float
    beside_cpu: float
    generator_cpu: float
    generator_lag_p99: float
    elsewhere: float
    frames_a_second: float
    presence_a_second: float
    kilobytes_a_second: float
    ms_cpu_an_op: float
    void: str | None


@dataclass(frozen=True)
class Load:
    """All runs of a crowd, and what became of everything it sent from the first moment to the last."""

    people: int
    boards: int
    runs: list[Run]
    sent: int
    acknowledged: int
    refused: int
    expected: int
    delivered: int
    holes: int
    lags: int

    @property
    def whole(self) -> bool:
        """Whether everything that was sent was kept, and heard by everybody."""
        return self.acknowledged == self.sent and self.delivered == self.expected and not self.holes


class Reckoning:
    """Adds up what several generators told of the same crowd."""

    def __init__(self, told: Sequence[dict], seats: Sequence[Seat], seconds: float) -> None:
        self._told = told
        self._seconds = seconds
        self._people = Counter(seat.board for seat in seats)
        self._rows = _merged(told)

    def load(self) -> Load:
        """All of it."""
        bounds = [mark["at"] for mark in self._told[0]["marks"]]
        expected, delivered = self._delivered()
        return Load(
            people=self._people.total(),
            boards=len(self._people),
            runs=[self._run(number, span) for number, span in enumerate(pairwise(bounds))],
            sent=self._sum("sent"),
            acknowledged=sum(len(kept) for kept in self._rows.values()),
            refused=self._sum("refused"),
            expected=expected,
            delivered=delivered,
            holes=self._sum("holes"),
            lags=self._sum("lags"),
        )

    def _sum(self, name: str) -> int:
        return sum(each[name] for each in self._told)

    def _delivered(self) -> tuple[int, int]:
        """How many rows should have been heard of, over everybody, and how many were: by the ranges frames covered."""
        last = {board: kept[-1][0] for board, kept in self._rows.items() if kept}
        expected = lost = 0
        for each in self._told:
            for board, start, to, missing in each["covered"]:
                end = max(start, last.get(board, start))
                expected += end - start
                lost += Covered(to, [tuple(hole) for hole in missing]).lost(start, end)
        return expected, expected - lost

    def _run(self, number: int, span: tuple[float, float]) -> Run:
        rows = {board: [row for row in kept if span[0] <= row[1] < span[1]] for board, kept in self._rows.items()}
        sent = sum(len(kept) for kept in rows.values())
        delays = self._delays(rows)
        lag = max(each["lag_p99"][number] for each in self._told)
        house, beside, own = (self._rate(number, name) for name in ("house", "beside", "own"))
        people = self._people.total()
        return Run(
            seconds=self._seconds,
            ops=sent,
            p50=delays.quantile(0.5),
            p95=delays.quantile(0.95),
            p99=delays.quantile(0.99),
            ack_p95=1000 * quantile((ack - due for kept in rows.values() for _row, due, ack in kept), 0.95),
            house_cpu=house,
            house_mb=self._told[0]["marks"][number + 1]["house_mb"],
            beside_cpu=beside,
            generator_cpu=own,
            generator_lag_p99=lag,
            elsewhere=max(0.0, self._rate(number, "machine") / len(self._told) - house - beside - own),
            frames_a_second=self._rate(number, "frames") / people,
            presence_a_second=self._rate(number, "presence") / people,
            kilobytes_a_second=self._rate(number, "received") / people / 1000,
            ms_cpu_an_op=1000 * house * self._seconds / max(1, sent),
            void=why_void(lag, own, len(self._told)),
        )

    def _delays(self, rows: Rows) -> Delays:
        delays = Delays()
        for each in self._told:
            for board, heard in each["heard"]:
                delays_of([(row, due) for row, due, _ack in rows.get(board, [])], heard, delays)
        return delays

    def _rate(self, number: int, name: str) -> float:
        """How much of something there was a second within a run, over all generators."""
        pairs = ((each["marks"][number], each["marks"][number + 1]) for each in self._told)
        return sum(after[name] - before[name] for before, after in pairs) / self._seconds


def _merged(told: Sequence[dict]) -> Rows:
    """The rows of every board, in their order."""
    rows: Rows = {}
    for each in told:
        for board, kept in each["rows"].items():
            rows.setdefault(board, []).extend((row, due, ack) for row, due, ack in kept)
    return {board: sorted(kept) for board, kept in rows.items()}
