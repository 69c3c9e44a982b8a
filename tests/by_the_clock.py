"""How long two things take to be refused, measured in turn: what no answer says, no clock may say either."""

import statistics
import time
from collections.abc import Callable, Mapping

MOST = 5.0
"""Milliseconds between the medians of both."""

QUICK, SURE, DOUBTFUL = 3, 31, 2.0
"""Everything is tried a few times; what then differs by more than so many milliseconds, often enough to tell."""

Ask = Callable[[str], object]
"""Asks about an id; what is returned is what is said of it."""


def gap(ask: Ask, hidden: str, absent: str, times: int) -> float:
    """Milliseconds between the medians, both asked in turn.

    Of what this process does, the database in it: what others on the machine take of the time says nothing.
    """
    took: dict[str, list[float]] = {hidden: [], absent: []}
    for _ in range(times):
        for id_, spent in took.items():
            begun = time.process_time()
            ask(id_)
            spent.append(1000 * (time.process_time() - begun))
    return abs(statistics.median(took[hidden]) - statistics.median(took[absent]))


def gaps(asked: Mapping[object, tuple[Ask, str, str]]) -> dict[object, float]:
    found = {name: gap(*each, QUICK) for name, each in asked.items()}
    return {name: each if each < DOUBTFUL else gap(*asked[name], SURE) for name, each in found.items()}


def assert_no_clock_tells(asked: Mapping[object, tuple[Ask, str, str]]) -> None:
    found = gaps(asked)
    told = {name: each for name, each in found.items() if each > MOST}
    assert told == {}, told
    print(f"\n{len(found)} ways, at most {max(found.values()):.1f} ms apart")
