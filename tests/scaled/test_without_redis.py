"""Redis dies or stops answering in the middle: everything goes on, a second later, and nobody is told an error."""

import statistics
import time

import pytest

from tests.boards.live import post, shown, whole
from tests.scaled.conftest import until

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("starts a PostgreSQL of its own")]

USUAL, LONGEST = 1.5, 4.0
"""Seconds within which others usually see something, and the longest on a machine that is busy with other tests."""


@pytest.fixture(params=["kill", "hold"])
def trouble(request, valkey, at):
    """What happens to Redis, once both processes listen to it; afterwards it is well again."""
    yield lambda: (until(lambda: valkey.listeners() == 2), getattr(valkey, request.param)())
    valkey.kill()
    valkey.start()


@pytest.mark.row("R1", partly=True)
def test_ops_are_seen_on_the_other_process_and_acknowledged_without_delay(room, at, trouble):
    ada, bo = at(0, "Ada"), at(1, "Bo")
    trouble()
    acks, waits = [], []

    for number in range(1, 8):
        started = time.monotonic()
        answer = ada.ops(ada.somebody.note(f"note {number}"))
        acks.append(time.monotonic() - started)
        bo.catch_up(number)
        waits.append(time.monotonic() - started)
        assert answer == {"a": [{"n": number, "s": number}]}

    assert statistics.median(acks) < 0.5
    assert statistics.median(waits) <= USUAL
    assert max(waits) <= LONGEST
    assert shown(bo.board) == whole(bo.somebody)


def test_the_stage_and_the_people_are_followed(room, at, trouble):
    ada, bo = at(0, "Ada"), at(1, "Bo")
    trouble()
    waits = []

    for frozen in ("yes", "no", "yes"):
        started = time.monotonic()
        post(ada.somebody, ada.house, f"/w/{room.id}/freeze/", frozen=frozen)
        until(lambda frozen=frozen: bo.socket.heard("stage")[-1]["frozen"] == (frozen == "yes"))
        waits.append(time.monotonic() - started)
    at(0, "Cy")
    until(lambda: [said["here"] for said in bo.socket.heard("people")[-1:]] == [3])

    assert statistics.median(waits) <= USUAL


def test_once_redis_is_back_the_other_process_hears_at_once_again(room, at, valkey):
    ada, bo = at(0, "Ada"), at(1, "Bo")
    until(lambda: valkey.listeners() == 2)
    valkey.kill()
    ada.ops(ada.somebody.note("while it is away"))
    bo.catch_up(1)

    valkey.start()
    until(lambda: valkey.listeners() == 2, patience=6)
    waits = []
    for number in range(2, 9):
        ada.ops(ada.somebody.note(f"note {number}"))
        started = time.monotonic()
        bo.catch_up(number)
        waits.append(time.monotonic() - started)

    assert statistics.median(waits) < 0.5
