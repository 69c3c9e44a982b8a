"""A log for what strangers can set off: of each module one line a second at most, however often it happens.

What is held back is counted, and the next line says how much it was.
"""

import logging
from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

from app import clock

APART = timedelta(seconds=1)


class SparingLog(logging.LoggerAdapter[logging.Logger]):
    """A logger that says the first of what comes at once, and then how many like it came since."""

    def __init__(self, logger: logging.Logger) -> None:
        super().__init__(logger, {})
        self._last: datetime | None = None
        self._held_back = 0

    def log(self, level: int, msg: object, *args: object, **kwargs: Any) -> None:  # noqa: ANN401 - as the library has it
        """Write a line, or count it where one was written within this second."""
        if not self.isEnabledFor(level):
            return
        now = clock.now()
        # A clock that was set back holds nothing back.
        if self._last is not None and self._last <= now < self._last + APART:
            self._held_back += 1
            return
        self._last = now
        super().log(level, msg, *args, **kwargs)

    def process(self, msg: object, kwargs: MutableMapping[str, Any]) -> tuple[object, MutableMapping[str, Any]]:
        """Add how much was held back since the last line."""
        held_back, self._held_back = self._held_back, 0
        return (f"{msg} (and {held_back} more since the line before)" if held_back else msg), kwargs


def sparing_log(name: str) -> SparingLog:
    """The log of a module whose lines others can set off."""
    return SparingLog(logging.getLogger(name))
