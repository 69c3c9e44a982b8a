"""The clock: start, pause, run on, more time, end; and ringing exactly once."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workshops import stage
from app.workshops.stage import StageState

NOON = datetime(2026, 3, 23, 12, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_a_paused_clock_keeps_its_seconds_and_runs_on_with_them():
    running = stage.start_timer(StageState(), NOON, seconds=300)

    held = stage.pause_timer(running, after(100))
    again = stage.resume_timer(held, after(1000))

    assert (held.timer_ends_at, held.timer_left) == (None, 200)
    assert (again.timer_ends_at, again.timer_left) == (after(1200), None)


def test_pausing_twice_or_running_on_twice_changes_nothing():
    running = stage.start_timer(StageState(), NOON, seconds=300)
    held = stage.pause_timer(running, after(100))

    assert stage.pause_timer(held, after(200)) == held
    assert stage.resume_timer(running, after(200)) == running
    assert stage.pause_timer(StageState(), NOON) == StageState()


def test_more_time_reaches_a_running_a_held_a_finished_and_an_idle_clock():
    running = stage.start_timer(StageState(), NOON, seconds=300)
    held, rang = stage.pause_timer(running, after(100)), stage.ring(running, after(300))

    longer = stage.extend_timer(running, after(10), seconds=60)
    more = stage.extend_timer(held, after(110), seconds=60)
    anew = stage.extend_timer(rang, after(310), seconds=60)
    first = stage.extend_timer(StageState(), NOON, seconds=60)

    assert (longer.timer_ends_at, longer.timer_seconds) == (after(360), 360)
    assert (more.timer_left, more.timer_seconds, more.timer_ends_at) == (260, 360, None)
    assert (anew.timer_ends_at, anew.timer_seconds, anew.timer_rang_at) == (after(370), 60, None)
    assert first.timer_ends_at == after(60)


@given(st.integers(1, 36_000), st.floats(0, 40_000))
def test_a_clock_shows_whole_seconds_and_zero_only_when_it_is_over(seconds, passed):
    running = stage.start_timer(StageState(), NOON, seconds=seconds)

    left = stage.seconds_left(running, after(passed))

    assert (left == 0) == (timedelta(seconds=passed) >= timedelta(seconds=seconds))
    assert 0 <= left - (seconds - passed) < 1.0001 or passed >= seconds


@pytest.mark.row("F1")
def test_everybodys_clock_starts_with_the_phase_and_turns_as_the_facilitator_says(room):
    bo = room.join("Bo")
    room.press()
    started = room.stage(bo)["timer"]

    room.turn("pause")
    held = room.stage(bo)["timer"]
    room.turn("more", minutes=5)
    more = room.stage(bo)["timer"]
    room.turn("resume")
    running = room.stage(bo)
    room.turn("end")
    over = room.stage(bo)["timer"]

    assert (started["of"], started["rang"]) == (120, False)
    assert (held["ends"], 118 <= held["left"] <= 120) == (None, True)
    assert more["left"] == held["left"] + 300
    assert 0 <= running["timer"]["ends"] - running["now"] - more["left"] * 1000 + 2000 <= 2000
    assert over == {"ends": None, "left": 0, "of": 420, "rang": True}


def test_a_clock_rings_once_however_often_one_looks(room, clock):
    from app.workshops.services import timer

    room.press()

    with room.app.app_context():
        early = timer.ring_due()
        clock(121)
        first, second = timer.ring_due(), timer.ring_due()

    assert (early, first, second) == ([], [room.id], [])
    assert room.stage()["timer"] == {"ends": None, "left": 0, "of": 120, "rang": True}


def test_of_all_who_find_a_clock_due_one_rings_it(room, clock):
    from app.workshops.services import timer

    room.press()
    clock(121)

    with room.app.app_context():
        rang = [timer.ring(room.id) for _ in range(3)]

    assert rang == [True, False, False]


def test_a_clock_that_was_given_time_in_the_last_moment_does_not_ring(room, clock):
    from app.workshops.services import timer

    room.press()
    clock(121)
    room.turn("more", minutes=5)

    with room.app.app_context():
        rang = timer.ring(room.id)

    assert rang is False
    assert room.stage()["timer"]["rang"] is False


def test_a_clock_ended_by_hand_does_not_ring_again(room, clock):
    from app.workshops.services import timer

    room.press()
    room.turn("end")
    version = room.kept().version

    room.turn("end")
    clock(500)
    with room.app.app_context():
        rang = timer.ring_due()

    assert rang == []
    assert room.kept().version == version


def test_next_at_the_very_moment_the_clock_rings_is_no_conflict(room, clock):
    from app.workshops.services import timer

    room.press()
    seen = room.seen
    clock(121)
    with room.app.app_context():
        timer.ring_due()

    answer = room.press(seen=seen)

    assert answer.status_code == 303
    assert room.stage()["phase"] == 1


def test_the_timer_starts_anew_with_the_minutes_of_the_phase_or_with_those_said(room):
    room.press()
    room.turn("end")

    room.turn("start")
    planned = room.stage()["timer"]["of"]
    room.turn("start", minutes=7)

    assert (planned, room.stage()["timer"]["of"]) == (120, 420)


def test_before_the_start_there_is_no_clock(room):
    answer = room.turn("start")

    assert answer.status_code == 409
