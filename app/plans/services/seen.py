"""What somebody saw when they began to write, so that nobody writes over what another said meanwhile.

It is no number of a version: whatever changes a row, a check-in, a card or a bar, need not count.
"""

import json
from collections.abc import Mapping

from sqlalchemy import inspect

from app.centres.errors import ChangedMeanwhile
from app.db import Model
from app.ids import digest


def mark(said: Mapping[str, object]) -> str:
    """All that is said, in one short word; the same words give the same mark."""
    return digest(json.dumps(said, default=_plain, sort_keys=True))


def mark_of(row: Model) -> str:
    """All a row says, in one short word."""
    return mark({each.key: getattr(row, each.key) for each in inspect(row).mapper.column_attrs})


def refuse_unseen(seen: str | None, now: str) -> None:
    """Refuse who began to write before somebody else said something; without a mark nobody asks.

    Raises:
        ChangedMeanwhile: as it says.
    """
    if seen and seen != now:
        raise ChangedMeanwhile


def _plain(said: object) -> object:
    return sorted(said) if isinstance(said, frozenset) else str(said)
