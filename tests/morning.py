"""Tests begin at nine in the morning, whenever they are run.

A day begins at different moments in different places: with the machine's hour, "today" at a
centre in India is another date than here every evening, and midnight may pass while the tests
run. Houses in the tests' own process therefore begin the day at one hour.
"""

from datetime import UTC, datetime, time
from pathlib import Path

_RUN_AT = datetime.now(UTC)

TODAY = _RUN_AT.date()
"""The date from Los Angeles to Auckland when the tests begin."""

_AHEAD = (datetime.combine(TODAY, time(9), UTC) - _RUN_AT).total_seconds()


def set_clock(path: Path, seconds: float = 0) -> None:
    """Let the houses that read their clock from `path` stand so many seconds after the morning's start."""
    path.write_text(str(_AHEAD + seconds))
