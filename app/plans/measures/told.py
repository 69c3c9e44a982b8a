"""Which number of a day was told first, where another one counts for it now. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from app.plans import days
from app.plans.models import Reading
from app.plans.status.gist import ReadingGist


class FirstTold(NamedTuple):
    """The number that was told first, and the date on which the one that counts took its place."""

    value: float
    corrected_on: date


def first_told(
    counts: Reading | ReadingGist | None, readings: Sequence[Reading | ReadingGist], timezone: str
) -> FirstTold | None:
    """Return what was told first for the day of a number that counts; None where it says the same.

    A tally that goes on corrects nothing; of one that was corrected, what it came to was told.
    """
    if counts is None or counts.tallied:
        return None
    others = [each for each in readings if each.on == counts.on and each.filed_at < counts.filed_at]
    others.sort(key=lambda each: each.filed_at)
    first = next((each for each in others if not each.tallied), others[-1] if others else None)
    if first is None or first.value == counts.value:
        return None
    return FirstTold(first.value, days.today_in(timezone, counts.filed_at))
