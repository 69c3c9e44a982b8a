"""How much one person may write at once, and again after a while. Pure."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from app.boards.cursors import Settled
from app.boards.errors import SlowDown
from app.boards.exchange import Answer
from app.boards.rates import (
    OPS_AT_ONCE,
    OPS_PER_SECOND,
    REFUSED_AT_ONCE,
    REFUSED_BYTES,
    REFUSED_BYTES_AGAIN,
    TOUCHED_FOR_AN_OP,
    WAITED_AGAIN,
    WAITED_BYTES,
    Rates,
)
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


def answer(*touched: int, code: str = "", kept: int = 0) -> Answer:
    """What became of ops that touched so many elements each."""
    settled = tuple(Settled(n, code=code, touched=each, fresh=True) for n, each in enumerate(touched, 1))
    return Answer(settled, kept=kept)


def test_an_op_counts_for_every_five_elements_it_touches(rates):
    rates.take(BO, ops(1), NINE)
    rates.count(BO, answer(200), NINE)

    # Too long to count as what waited.
    taken = rates.take(BO, ops(OPS_AT_ONCE, words="w" * WAITED_BYTES), NINE)

    assert len(taken) == OPS_AT_ONCE - 1 - 199 // TOUCHED_FOR_AN_OP - 1


def test_whoever_moves_a_frame_with_five_hundred_things_waits_for_the_next_whatever_has_been_waiting(rates):
    moves = 0
    for second in range(60):
        try:
            rates.take(BO, ops(1), NINE + timedelta(seconds=second))
        except SlowDown:
            continue
        rates.count(BO, answer(501), NINE + timedelta(seconds=second))
        moves += 1

    assert moves * 501 <= (60 * OPS_PER_SECOND + 2 * OPS_AT_ONCE) * TOUCHED_FOR_AN_OP
    assert moves >= 15


def test_so_many_refusals_are_kept_and_then_one_in_half_a_minute(rates):
    for second in range(REFUSED_AT_ONCE // 50):
        taken = rates.take(BO, ops(50), NINE + timedelta(seconds=3 * second))
        rates.count(BO, answer(*[1] * len(taken), code="frozen"), NINE + timedelta(seconds=3 * second))
    late = NINE + timedelta(seconds=3 * second)

    after = [len(rates.take(BO, ops(50), late + timedelta(seconds=step))) for step in (30, 31)]
    rates.count(BO, answer(*[1] * 20, code="frozen"), late + timedelta(seconds=31))
    with pytest.raises(SlowDown):
        rates.take(BO, ops(50), late + timedelta(seconds=32))

    assert max(after) <= 20
    assert len(rates.take(CY, ops(50), late)) == 50


def test_what_was_sent_again_is_not_counted_as_refused_again(rates):
    again = Answer(tuple(Settled(n, code="frozen") for n in range(REFUSED_AT_ONCE)))

    rates.count(BO, again, NINE)

    assert len(rates.take(BO, ops(50), NINE)) == 50


def test_of_what_is_refused_so_many_bytes_are_kept_a_day(rates):
    rates.count(BO, answer(1, code="frozen", kept=REFUSED_BYTES - 100), NINE)

    assert [rates.keeps(BO, NINE), rates.keeps(CY, NINE)] == [100, REFUSED_BYTES]
    assert rates.keeps(BO, NINE + REFUSED_BYTES_AGAIN) == REFUSED_BYTES
