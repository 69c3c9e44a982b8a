"""How a call stands at a moment, and the criteria by which answers to it are read. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

MOST_CRITERIA: Final = 12
LONGEST_CRITERION: Final = 160
HEAVIEST: Final = 100

_LINE: Final = re.compile(r"\s*([0-9]{1,3})\s*%?\s*[:.\-]?\s+(\S.*?)\s*\Z", re.ASCII)


class Standing(StrEnum):
    """Where a call is between being written and being over."""

    DRAFT = "draft"
    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Criterion:
    """What answers are scored by, 0 to 4; `weight` says how much it counts beside the others, 1 to 100."""

    id: str
    title: str
    weight: int


def standing_at(now: datetime, *, opens: datetime, closes: datetime, published: bool) -> Standing:
    """How a call stands. It closes at its moment, not after it."""
    if not published:
        return Standing.DRAFT
    if now < opens:
        return Standing.COMING
    return Standing.OPEN if now < closes else Standing.CLOSED


def read_criteria(text: str) -> tuple[Criterion, ...]:
    """Criteria as people write them, one a line: `30 Strength of the host`.

    Raises:
        ValueError: a line begins with no weight, is too long, or there are too many. It holds that line.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    found = [_criterion(number, line) for number, line in enumerate(lines, start=1)]
    if len(found) > MOST_CRITERIA:
        raise ValueError(lines[MOST_CRITERIA].strip())
    return tuple(found)


def write_criteria(criteria: Iterable[Criterion]) -> str:
    """The same the other way round."""
    return "\n".join(f"{each.weight} {each.title}" for each in criteria)


def _criterion(number: int, line: str) -> Criterion:
    read = _LINE.match(line)
    weight = int(read[1]) if read else 0
    if read is None or not 1 <= weight <= HEAVIEST or len(read[2]) > LONGEST_CRITERION:
        raise ValueError(line.strip()[:LONGEST_CRITERION])
    return Criterion(f"c{number}", read[2], weight)
