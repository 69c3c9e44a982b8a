"""Ahead or behind: the plan against the day as it runs."""

from datetime import UTC, datetime, timedelta

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


def told(measured: pace.Pace) -> list[tuple[str, int, int, bool]]:
    return [(f"{run.starts:%H:%M}", run.minutes, run.over, run.past) for run in measured.runs]


def test_before_the_start_nothing_is_late():
    measured = pace.measure(slots(15, 30), {}, current=None, now=at(300))

    assert (measured.behind, measured.ends) == (0, None)
    assert told(measured) == [("09:00", 15, 0, False), ("09:15", 30, 0, False)]


def test_a_step_that_began_late_makes_the_rest_late():
    measured = pace.measure(slots(15, 30, 20), {"d0s0": at(0), "d0s1": at(18)}, current="d0s1", now=at(20))

    assert (measured.behind, measured.ends) == (3, at(68))
    assert told(measured) == [("09:00", 15, 3, True), ("09:18", 30, 0, False), ("09:48", 20, 0, False)]


def test_a_step_that_goes_on_too_long_makes_the_rest_late_minute_by_minute():
    plan = slots(15, 30)

    measured = [pace.measure(plan, {"d0s0": at(0)}, current="d0s0", now=at(now)).behind for now in (10, 15, 16, 20)]

    assert measured == [0, 0, 1, 5]


def test_a_step_that_began_early_puts_the_room_ahead():
    measured = pace.measure(slots(15, 30), {"d0s0": at(0), "d0s1": at(10)}, current="d0s1", now=at(12))

    assert (measured.behind, measured.ends) == (-5, at(40))


def test_another_days_steps_keep_their_times():
    plan = (*slots(15, 30), *slots(60, day=1, start=NINE + timedelta(days=1)))

    measured = pace.measure(plan, {"d0s0": at(10)}, current="d0s0", now=at(12))

    assert told(measured)[1:] == [("09:25", 30, 0, False), ("09:00", 60, 0, False)]
    assert measured.ends == at(55)


def test_a_room_run_on_another_day_is_measured_from_its_own_start():
    weeks = timedelta(days=14)

    measured = pace.measure(
        slots(15, 30), {"d0s0": at(0) + weeks, "d0s1": at(17) + weeks}, current="d0s1", now=at(20) + weeks
    )

    assert measured.behind == 2


def test_a_step_that_was_jumped_over_keeps_its_plan():
    measured = pace.measure(slots(15, 30, 20), {"d0s0": at(0), "d0s2": at(15)}, current="d0s2", now=at(20))

    assert told(measured) == [("09:00", 15, 0, True), ("09:15", 30, 0, True), ("09:15", 20, 0, False)]


def test_minutes_added_to_the_clock_are_part_of_the_pace():
    plan, began = slots(15, 30), {"d0s0": at(0)}

    measured = [pace.measure(plan, began, current="d0s0", now=at(5), until=until) for until in (None, at(14), at(20))]

    assert [(each.behind, each.ends) for each in measured] == [(0, at(45)), (0, at(45)), (5, at(50))]
