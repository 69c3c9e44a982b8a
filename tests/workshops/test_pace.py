"""Ahead or behind: the plan against the day as it runs."""

from datetime import UTC, datetime, timedelta

import pytest

from app.workshops import pace
from app.workshops.agenda import Slot

NINE = datetime(2026, 3, 23, 9, tzinfo=UTC)


def slots(*minutes: int, day: int = 0, start: datetime = NINE) -> tuple[Slot, ...]:
    made = []
    for number, each in enumerate(minutes):
        made.append(Slot(f"d{day}s{number}", day, each, start, start + timedelta(minutes=each), 0))
        start += timedelta(minutes=each)
    return tuple(made)


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def stays(**began: float) -> tuple[pace.Stay, ...]:
    """The room went from each step straight to the next, beginning them at these minutes; it still is in the last."""
    order = list(began.items())
    ends = [at(minutes) for _step, minutes in order[1:]]
    return tuple(pace.Stay(step, at(minutes), end) for (step, minutes), end in zip(order, [*ends, None], strict=True))


def told(measured: pace.Pace) -> list[tuple[str, int, int, bool]]:
    return [(f"{run.starts:%H:%M}", run.minutes, run.over, run.past) for run in measured.runs]


def test_before_the_start_nothing_is_late():
    measured = pace.measure(slots(15, 30), (), current=None, now=at(300))

    assert (measured.behind, measured.ends) == (0, None)
    assert told(measured) == [("09:00", 15, 0, False), ("09:15", 30, 0, False)]


def test_a_step_that_began_late_makes_the_rest_late():
    measured = pace.measure(slots(15, 30, 20), stays(d0s0=0, d0s1=18), current="d0s1", now=at(20))

    assert (measured.behind, measured.ends) == (3, at(68))
    assert told(measured) == [("09:00", 15, 3, True), ("09:18", 30, 0, False), ("09:48", 20, 0, False)]


def test_a_step_that_goes_on_too_long_makes_the_rest_late_minute_by_minute():
    plan = slots(15, 30)

    measured = [pace.measure(plan, stays(d0s0=0), current="d0s0", now=at(now)).behind for now in (10, 15, 16, 20)]

    assert measured == [0, 0, 1, 5]


def test_a_step_that_began_early_puts_the_room_ahead():
    measured = pace.measure(slots(15, 30), stays(d0s0=0, d0s1=10), current="d0s1", now=at(12))

    assert (measured.behind, measured.ends) == (-5, at(40))


def test_another_days_steps_keep_their_times():
    plan = (*slots(15, 30), *slots(60, day=1, start=NINE + timedelta(days=1)))

    measured = pace.measure(plan, stays(d0s0=10), current="d0s0", now=at(12))

    assert told(measured)[1:] == [("09:25", 30, 0, False), ("09:00", 60, 0, False)]
    assert measured.ends == at(55)


def test_a_room_run_on_another_day_is_measured_from_its_own_start():
    weeks = 14 * 24 * 60

    ran = stays(d0s0=weeks, d0s1=weeks + 17)
    measured = pace.measure(slots(15, 30), ran, current="d0s1", now=at(weeks + 20))

    assert measured.behind == 2


def test_a_step_that_was_jumped_over_keeps_its_plan():
    measured = pace.measure(slots(15, 30, 20), stays(d0s0=0, d0s2=15), current="d0s2", now=at(20))

    assert told(measured) == [("09:00", 15, 0, True), ("09:15", 30, 0, True), ("09:15", 20, 0, False)]


def test_minutes_added_to_the_clock_are_part_of_the_pace():
    plan, began = slots(15, 30), stays(d0s0=0)

    measured = [pace.measure(plan, began, current="d0s0", now=at(5), until=until) for until in (None, at(14), at(20))]

    assert [(each.behind, each.ends) for each in measured] == [(0, at(45)), (0, at(45)), (5, at(50))]


def test_a_step_the_room_goes_back_to_has_what_it_did_not_take_yet_and_so_has_what_comes_again():
    ran = (
        pace.Stay("d0s0", at(0), at(3)),
        pace.Stay("d0s1", at(3), at(13)),
        pace.Stay("d0s0", at(13)),
    )

    measured = pace.measure(slots(10, 35, 20), ran, current="d0s0", now=at(14))

    assert (measured.behind, measured.ends) == (0, at(65))
    assert told(measured) == [("09:13", 10, 0, False), ("09:20", 35, -10, False), ("09:45", 20, 0, False)]


def test_a_short_step_entered_again_costs_the_minutes_it_takes_beyond_its_plan():
    ran = (
        pace.Stay("d0s0", at(0), at(5)),
        pace.Stay("d0s1", at(5), at(15)),
        pace.Stay("d0s0", at(15), at(17)),
        pace.Stay("d0s1", at(17)),
    )

    measured = pace.measure(slots(5, 30), ran, current="d0s1", now=at(18))

    assert (measured.behind, measured.ends) == (2, at(37))
    assert told(measured) == [("09:00", 5, 2, True), ("09:17", 30, 0, False)]


@pytest.mark.parametrize("before", [timedelta(days=3), timedelta(hours=5), timedelta(minutes=40)])
def test_a_rehearsal_takes_no_minutes_from_the_workshop_itself(before):
    ran = (
        pace.Stay("d0s0", at(0) - before, at(12) - before),
        pace.Stay("d0s1", at(12) - before, at(20) - before),
        pace.Stay("d0s0", at(0)),
    )

    measured = pace.measure(slots(15, 30), ran, current="d0s0", now=at(5))

    assert (measured.behind, measured.ends) == (0, at(45))
    assert told(measured) == [("09:00", 15, 0, False), ("09:15", 30, 0, False)]
