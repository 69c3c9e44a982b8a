"""The queue of one board: how much one turn takes, and how long the next one lets others gather."""

import pytest

from app.boards import lane
from app.boards.exchange import Request
from app.boards.lane import Job, Lane
from app.boards.wire import read_batch


class Clock:
    """The clock of the queue: it goes on while somebody sleeps."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def moment(monkeypatch):
    monkeypatch.setattr(lane, "time", Clock())
    return lane.time


def job(ops: int) -> Job:
    """A batch of so many ops."""
    deletion = {"k": "el.del", "ids": ["e_" + "x" * 22]}
    envelope = {"b": "b" * 22, "c": "a-page-of-somebody", "e": "e" * 22}
    batch = read_batch({**envelope, "ops": [{"n": n, **deletion} for n in range(1, ops + 1)]})
    return Job(Request("somebody", batch, batch.ops))


@pytest.mark.parametrize(
    ("batches", "taken"),
    [([40] * 8, [40] * 7), ([50] * 6, [50] * 6), ([50] * 7, [50] * 6), ([1] * 301, [1] * 300)],
)
def test_a_turn_takes_three_hundred_ops_at_most_and_the_rest_wait(moment, batches, taken):
    queue = Lane()
    for ops in batches:
        queue.join(job(ops))

    assert [each.ops for each in queue.take()] == taken
    assert queue.ops == sum(batches) - sum(taken)


@pytest.mark.parametrize(("batches", "apart"), [(1, 0.010), (4, 0.016), (100, 0.025)])
def test_the_next_turn_lets_others_gather_the_longer_the_more_came(moment, batches, apart):
    queue = Lane()
    for _ in range(batches):
        queue.join(job(1))
    begun = moment.now
    queue.take()
    moment.now += 0.001

    queue.gather()

    assert moment.now - begun == pytest.approx(apart)


def test_a_turn_that_comes_later_waits_for_nobody(moment):
    queue = Lane()
    queue.join(job(1))
    queue.take()
    moment.now += 1
    begun = moment.now

    queue.gather()

    assert moment.now == begun
