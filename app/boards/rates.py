"""How much one person may write: so many ops a second, and what waited on their device while its line was away."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from app.boards.errors import SlowDown
from app.boards.wire import ClientOp
from app.realtime.limits import Bucket

OPS_PER_SECOND, OPS_AT_ONCE = 30, 100
"""Ops of one principal, over all its devices. Never by address: a whole room shares one."""

WAITED_BYTES = 64 * 1024
"""What may come beyond that rate from whoever was away: some four hundred ops. The line holds it up, not the house."""

WAITED_AGAIN = timedelta(minutes=10)
"""After so long the whole of it may come once more. To whoever never stops it is one small op a second."""

PRINCIPALS_COUNTED = 5_000


@dataclass(slots=True)
class _Said:
    """What a principal said lately, and what it said beyond the rate."""

    ops: Bucket
    waited: Bucket

    def takes(self, op: ClientOp, now: datetime) -> bool:
        return self.ops.takes(now) or self.waited.takes(now, len(msgspec.json.encode(op.raw)))


class Rates:
    """Counts what principals say to the boards of one process."""

    def __init__(self) -> None:
        self._said: OrderedDict[str, _Said] = OrderedDict()

    def take(self, principal_id: str, ops: Sequence[ClientOp], now: datetime) -> tuple[ClientOp, ...]:
        """The ops of a batch that may come now: all, or those before the first that is too much.

        Raises:
            SlowDown: not even the first may.
        """
        said = self._said_by(principal_id, now)
        taken = 0
        while taken < len(ops) and said.takes(ops[taken], now):
            taken += 1
        if not taken:
            raise SlowDown
        return tuple(ops[:taken])

    def _said_by(self, principal_id: str, now: datetime) -> _Said:
        said = self._said.pop(principal_id, None) or _Said(
            Bucket(OPS_PER_SECOND, OPS_AT_ONCE, now),
            Bucket(WAITED_BYTES / WAITED_AGAIN.total_seconds(), WAITED_BYTES, now),
        )
        self._said[principal_id] = said
        if len(self._said) > PRINCIPALS_COUNTED:
            self._said.popitem(last=False)
        return said
