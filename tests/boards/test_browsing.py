"""How often one may ask for boards over HTTP: a room behind one address never notices, one alone does at some point."""

from datetime import UTC, datetime, timedelta

from app.boards.desk import READINGS_AT_ONCE, READINGS_PER_SECOND
from app.realtime.limits import Buckets

READ = ["snapshot/", "ops/?since=0&e={epoch}", "list/", "wall/", "parts/", ""]


MINUTE = 60


def spend(somebody) -> None:
    """Let somebody have asked for so much that they wait for a minute; the last bit of it by asking."""
    from app import clock
    from app.boards.desk import desk

    assert somebody.ask("parts/").status_code == 200
    with somebody.room.app.app_context():
        bucket = desk().readings.of(somebody.principal, clock.now())
        assert bucket.level > 0
        bucket.add(clock.now(), READINGS_AT_ONCE + MINUTE * READINGS_PER_SECOND)


def test_whoever_asks_too_often_is_told_for_how_long_to_wait_and_is_answered_then(room, join, clock):
    bo = join("Bo")
    spend(bo)

    refused = bo.ask("snapshot/")
    clock(2 * MINUTE)
    answered = bo.ask("snapshot/")

    assert (refused.status_code, refused.get_json()["x"]) == (429, "too-fast")
    assert refused.get_json()["say"] == "That was too much at once. Wait a moment; nothing is lost."
    assert MINUTE / 2 < int(refused.headers["Retry-After"]) <= MINUTE + 1
    assert answered.status_code == 200


def test_every_door_to_a_board_and_its_history_counts_alike(room, join):
    bo = join("Bo")
    doors = [f"/boards/{room.board}/{path.format(epoch=room.epoch)}" for path in READ] + [f"/history/{room.board}/"]
    spend(bo)

    answers = [bo.browser.get(door, headers={"Accept": "application/json"}).status_code for door in doors]

    assert answers == [429] * len(doors)


def test_one_who_asks_too_often_keeps_nobody_else_behind_the_same_address_and_may_write_all_the_same(room, join):
    bo, cy = join("Bo"), join("Cy")
    spend(bo)

    assert bo.ask("list/").status_code == 429
    assert cy.ask("list/").status_code == 200
    assert "s" in bo.add()["a"][0]


def test_two_hundred_at_once_and_then_as_many_as_seconds_allow():
    start = datetime(2026, 3, 23, 9, tzinfo=UTC)
    readings = Buckets(READINGS_PER_SECOND, READINGS_AT_ONCE)

    at_once = sum(readings.of("bo", start).takes(start) for _ in range(300))
    later = sum(readings.of("bo", start + timedelta(seconds=5)).takes(start + timedelta(seconds=5)) for _ in range(300))
    others = [readings.of(f"guest {number}", start).takes(start) for number in range(500)]

    assert [at_once, later, all(others)] == [200, 50, True]
