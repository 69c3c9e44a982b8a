"""What time it is. Nothing else in the program asks the machine.

Tests move time in every process at once: they write seconds to add into a file,
and only a test configuration names that file.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

_offset_file: Path | None = None


def move_by_file(path: Path | None) -> None:
    """Add the seconds written in `path` to every answer from now on; None follows the machine again."""
    global _offset_file  # noqa: PLW0603 - one clock for the process, set once by the factory
    _offset_file = path


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC) + _offset()


def _offset() -> timedelta:
    file = _offset_file
    if file is None or not file.exists():
        return timedelta()
    return timedelta(seconds=float(file.read_text() or 0))
