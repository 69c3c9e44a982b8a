"""Which evidence came into its plan well after the day it is dated, and which is a file that is there already. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from app.plans import days
from app.plans.models import Evidence

A_DAY: Final = 1
"""Evidence of yesterday is added on its day: nobody is asked to hurry in the evening."""


def added_late(kept: Evidence, timezone: str) -> date | None:
    """Return the date on which evidence was added, where that is more than a day after the one it is dated."""
    added = days.today_in(timezone, kept.created_at)
    return added if (added - kept.on).days > A_DAY else None


def same_file(kept: Evidence | Mapping[str, Any], among: Iterable[Evidence | Mapping[str, Any]]) -> list[str]:
    """Return what other evidence of a plan, or of what a sign-off sealed of it, is called that has the same file."""
    number, _title, sha256 = _file_of(kept)
    others = sorted(map(_file_of, among))
    return [title for other, title, file in others if sha256 and file == sha256 and other != number]


def _file_of(kept: Evidence | Mapping[str, Any]) -> tuple[int, str, str]:
    """Return the number of evidence, what it is called and which file it has, empty where it has none."""
    if isinstance(kept, Mapping):
        return kept["number"], kept["title"], kept["sha256"] or ""
    return kept.number, kept.title, kept.sha256 or ""
