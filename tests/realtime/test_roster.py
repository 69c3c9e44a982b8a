"""Who is connected, and how much each may say."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.realtime.limits import Bucket
from app.realtime.roster import Connection, Roster

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def test_a_whole_room_may_come_at_once():
    roster = Roster()

    too_many = [roster.knock(f"s{n}", NOON) for n in range(502)]

    assert too_many == [[]] * 500 + [["s0"], ["s0", "s1"]]


def test_of_those_who_take_their_time_fifty_may_stay():
    roster = Roster()
    for n in range(53):
        roster.knock(f"s{n}", NOON)
    roster.knock("late", NOON + seconds(2))
    roster.welcome("s1", Connection("c1", "ada", "device", None))

    assert roster.silent(NOON + seconds(1.9)) == []
    assert roster.silent(NOON + seconds(2.1)) == ["s0", "s2", "s3"]


def test_nobody_stays_for_ten_seconds_without_a_name():
    roster = Roster()
    roster.knock("s0", NOON)
    roster.knock("s1", NOON + seconds(5))

    assert roster.silent(NOON + seconds(9)) == []
    assert roster.silent(NOON + seconds(11)) == ["s0"]


def test_a_principal_keeps_its_five_newest_sockets():
    roster = Roster()
    others = Connection("other", "bo", "device", None)
    roster.welcome("other", others)
    sockets = [Connection(f"c{n}", "ada", "device", None) for n in range(6)]

    too_many = [roster.welcome(f"s{n}", socket) for n, socket in enumerate(sockets)]

    assert too_many == [[], [], [], [], [], [sockets[0]]]
    assert list(roster) == [others, *sockets]


def test_who_left_is_nowhere():
    roster = Roster()
    ada = Connection("c0", "ada", "device", None)
    roster.knock("s0", NOON)
    roster.welcome("s0", ada)

    left = [roster.leave("s0"), roster.leave("s0")]

    assert left == [ada, None]
    assert (roster.behind("s0"), roster.socket_of(ada), roster.named("c0"), list(roster)) == (None, None, None, [])


def test_a_bucket_takes_a_burst_and_then_its_rate():
    bucket = Bucket(rate=30, burst=100, since=NOON)

    at_once = [bucket.takes(NOON) for _ in range(101)]
    a_second_later = [bucket.takes(NOON + seconds(1)) for _ in range(31)]

    assert at_once == [True] * 100 + [False]
    assert a_second_later == [True] * 30 + [False]


def test_a_bucket_says_how_long_to_wait():
    bucket = Bucket(rate=100, burst=300, since=NOON)

    assert bucket.add(NOON, 300) == 0
    assert bucket.add(NOON, 50) == 0.5
    assert bucket.add(NOON + seconds(0.5), 0) == 0


@given(st.lists(st.floats(-5, 5), max_size=60))
def test_no_bucket_ever_gives_more_than_its_burst_and_its_rate(steps):
    bucket, now, latest = Bucket(rate=2, burst=5, since=NOON), NOON, NOON
    taken = 0

    for step in steps:
        now += seconds(step)
        latest = max(latest, now)
        taken += bucket.takes(now)

    backwards = sum(-step for step in steps if step < 0)
    assert taken <= 5 + 2 * ((latest - NOON).total_seconds() + backwards) + 1
