"""Which evidence came into its plan well after the day it is dated, and which is a file that is there already. Pure."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from app.plans import days
from app.plans.models import Evidence

A_DAY: Final = 1
"""Evidence of yesterday is added on its day: nobody is asked to hurry in the evening."""


def added_late(kept: Evidence, timezone: str) -> date | None:
    """Return the date on which evidence was added, where that is more than a day after the one it is dated."""
    added = days.today_in(timezone, kept.created_at)
    return added if (added - kept.on).days > A_DAY else None


def same_file(kept: Evidence, among: Iterable[Evidence]) -> Evidence | None:
    """Return the first evidence of a plan that has the same file and was added before, else None."""
    earlier = (each for each in among if kept.sha256 and each.sha256 == kept.sha256 and each.number < kept.number)
    return min(earlier, key=lambda each: each.number, default=None)
