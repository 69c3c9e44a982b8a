"""How much one person may write at once, and again after a while. Pure."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from app.boards.errors import SlowDown
from app.boards.rates import OPS_AT_ONCE, OPS_PER_SECOND, WAITED_AGAIN, WAITED_BYTES, Rates
from app.boards.wire import ClientOp

NINE = datetime(2026, 3, 23, 9, tzinfo=UTC)
BO, CY = "bo", "cy"


def ops(number: int, *, words: str = "") -> list[ClientOp]:
    """So many ops as they came."""
    return [ClientOp(n, "malformed", {"n": n, "k": "txt.put", "t": words}) for n in range(1, number + 1)]


def size(op: ClientOp) -> int:
    return len(msgspec.json.encode(op.raw))


@pytest.fixture
def rates() -> Rates:
    return Rates()


def spent(rates: Rates, principal: str, now: datetime) -> None:
    """Let somebody say as much as they may."""
    rates.take(principal, ops(OPS_AT_ONCE), now)
    while True:
        try:
            rates.take(principal, ops(50), now)
        except SlowDown:
            return


def test_a_hundred_ops_come_at_once_however_long_they_are(rates):
    assert len(rates.take(BO, ops(OPS_AT_ONCE, words="w" * 16_000), NINE)) == OPS_AT_ONCE


def test_beyond_them_what_waited_comes_as_far_as_its_bytes_go(rates):
    rates.take(BO, ops(OPS_AT_ONCE), NINE)
    late = ops(50, words="w" * 4_000)

    taken = rates.take(BO, late, NINE)

    assert sum(map(size, taken)) <= WAITED_BYTES < sum(map(size, late[: len(taken) + 1]))
    assert list(taken) == late[: len(taken)]


def test_whoever_has_said_it_all_goes_on_at_the_rate_and_no_faster(rates):
    spent(rates, BO, NINE)

    taken = [len(rates.take(BO, ops(50), NINE + timedelta(seconds=second))) for second in range(1, 61)]

    assert sum(taken) <= 60 * (OPS_PER_SECOND + WAITED_BYTES / WAITED_AGAIN.total_seconds() / size(ops(1)[0]) + 1)
    assert min(taken) >= OPS_PER_SECOND - 1


def test_after_ten_minutes_of_silence_all_of_it_may_come_once_more(rates):
    spent(rates, BO, NINE)
    back = NINE + WAITED_AGAIN

    assert len(rates.take(BO, ops(OPS_AT_ONCE), back)) == OPS_AT_ONCE
    assert sum(size(op) for op in rates.take(BO, ops(50, words="w" * 1_200), back)) >= WAITED_BYTES * 0.9


def test_nothing_is_taken_where_not_even_the_first_may_come(rates):
    spent(rates, BO, NINE)

    with pytest.raises(SlowDown):
        rates.take(BO, ops(1), NINE)


def test_what_one_says_keeps_nobody_else(rates):
    spent(rates, BO, NINE)

    assert len(rates.take(CY, ops(50), NINE)) == 50
