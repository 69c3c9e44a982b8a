"""What was heard, and how soon, as numbers. No I/O."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

TENTHS = 10
LONGEST_MS = 60_000

MOST_LAG_MS = 10.0
"""A generator whose own loop lags more than this measures itself: the run is void."""


class Delays:
    """How often each delay came, to a tenth of a millisecond: millions of them in little room."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}
        self.total = 0

    def add(self, seconds: float) -> None:
        """Count one."""
        tenth = min(int(seconds * 1000 * TENTHS), LONGEST_MS * TENTHS)
        self._counts[tenth] = self._counts.get(tenth, 0) + 1
        self.total += 1

    def quantile(self, share: float) -> float:
        """The delay in milliseconds that this share of all did not exceed; NaN where there was none."""
        left = share * self.total
        for tenth in sorted(self._counts):
            left -= self._counts[tenth]
            if left <= 0:
                return (tenth + 1) / TENTHS
        return float("nan")


@dataclass(slots=True)
class Covered:
    """The rows somebody has heard of: ranges `(from, to]`, taken as they come. What a range leaves out is missing."""

    to: int
    missing: list[tuple[int, int]] = field(default_factory=list)

    def take(self, start: int, end: int) -> bool:
        """Take a range; whether it brought anything new."""
        if end <= self.to:
            return False
        if start > self.to:
            self.missing.append((self.to, start))
        self.to = end
        return True

    def lost(self, start: int, end: int) -> int:
        """How many of the rows behind `start` up to and with `end` were never heard of."""
        holes = [*self.missing, (self.to, max(self.to, end))]
        return sum(max(0, min(high, end) - max(low, start)) for low, high in holes)


def quantile(values: Iterable[float], share: float) -> float:
    """The value this share of all does not exceed; NaN where there is none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def why_void(lag_p99_ms: float, cpu_of_generator: float, processes: int) -> str | None:
    """Why a run says nothing about the house, or None where it does."""
    if lag_p99_ms > MOST_LAG_MS:
        return f"the generator itself lagged {lag_p99_ms:.0f} ms, more than {MOST_LAG_MS:.0f}"
    if cpu_of_generator > 0.95 * processes:
        return f"the generator itself was busy {100 * cpu_of_generator / processes:.0f} % of the time"
    return None


def delays_of(sent: Sequence[tuple[int, float]], heard: Sequence[tuple[int, float]], into: Delays) -> None:
    """Add how long each row took to one listener: rows with when they were due, ranges' ends with when they came.

    Both in the order of rows. A row nobody told of adds nothing; it is counted as lost.
    """
    place = 0
    for row, due in sent:
        while place < len(heard) and heard[place][0] < row:
            place += 1
        if place == len(heard):
            return
        into.add(max(0.0, heard[place][1] - due))
