"""How much one person may write: so many ops a second, and what waited on their device while its line was away.

An op counts for what it touches, which is known once it is done: whoever moves a frame with five hundred things in it
waits a moment before the next. What is refused counts too, for it is kept.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.boards.errors import SlowDown
from app.boards.exchange import Answer
from app.boards.wire import ClientOp
from app.realtime.limits import Bucket

OPS_PER_SECOND, OPS_AT_ONCE = 30, 100
"""Ops of one principal, over all its devices. Never by address: a whole room shares one."""

WAITED_BYTES = 64 * 1024
"""What may come beyond that rate from whoever was away: some four hundred ops. The line holds it up, not the house."""

WAITED_AGAIN = timedelta(minutes=10)
"""After so long the whole of it may come once more. To whoever never stops it is one small op a second."""

TOUCHED_FOR_AN_OP = 5
"""Elements that one op touches beside the first: so many cost as much as an op. Many in one row are soon written."""

REFUSED_AT_ONCE, REFUSED_AGAIN = 3_000, timedelta(seconds=30)
"""Refusals kept of one principal, more than any device has waiting; beyond them one in so long, and nothing else."""

REFUSED_BYTES, REFUSED_BYTES_AGAIN = 256 * 1024, timedelta(days=1)
"""What of refused ops is kept with their words, and by when all of it may be again. Beyond it their code alone is:
whoever sent them has the words, and is offered them."""

PRINCIPALS_COUNTED = 5_000


@dataclass(slots=True)
class _Said:
    """What a principal said lately, and what it said beyond the rate."""

    ops: Bucket
    waited: Bucket
    refused: Bucket
    refused_bytes: Bucket

    @classmethod
    def nothing(cls, now: datetime) -> "_Said":
        return cls(
            Bucket(OPS_PER_SECOND, OPS_AT_ONCE, now),
            Bucket(WAITED_BYTES / WAITED_AGAIN.total_seconds(), WAITED_BYTES, now),
            Bucket(1 / REFUSED_AGAIN.total_seconds(), REFUSED_AT_ONCE, now),
            Bucket(REFUSED_BYTES / REFUSED_BYTES_AGAIN.total_seconds(), REFUSED_BYTES, now),
        )

    def takes(self, op: ClientOp, now: datetime) -> bool:
        if self.ops.takes(now):
            return True
        # Who touched more than an op may at once has to wait, whatever has been waiting.
        return self.ops.level <= OPS_AT_ONCE and self.waited.takes(now, op.size)


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
        # Each may be refused, and that is kept.
        most = min(len(ops), said.refused.room(now))
        taken = 0
        while taken < most and said.takes(ops[taken], now):
            taken += 1
        if not taken:
            raise SlowDown
        return tuple(ops[:taken])

    def keeps(self, principal_id: str, now: datetime) -> int:
        """How many bytes of refused ops may be kept of them now."""
        return self._said_by(principal_id, now).refused_bytes.room(now)

    def count(self, principal_id: str, answer: Answer, now: datetime) -> None:
        """Count what became of ops that were taken: what they touched, what was refused and what of it is kept."""
        said = self._said_by(principal_id, now)
        beside = sum(settled.touched - 1 for settled in answer.settled)
        said.ops.add(now, beside / TOUCHED_FOR_AN_OP)
        said.refused.add(now, sum(bool(settled.code) for settled in answer.settled if settled.fresh))
        said.refused_bytes.add(now, answer.kept)

    def _said_by(self, principal_id: str, now: datetime) -> _Said:
        said = self._said.pop(principal_id, None) or _Said.nothing(now)
        self._said[principal_id] = said
        if len(self._said) > PRINCIPALS_COUNTED:
            self._said.popitem(last=False)
        return said
