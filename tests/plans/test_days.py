"""Days are calendar days: no clock change, month end or leap year moves them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.plans import days

dates = st.dates(date(2000, 1, 1), date(2100, 1, 1))
zones = st.sampled_from(["Asia/Kolkata", "Europe/Bucharest", "America/St_Johns", "Pacific/Apia", "UTC"])
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(day_one=dates, day=st.integers(-400, 400))
def test_the_date_of_a_day_has_that_day_number(day_one, day):
    assert days.day_of(days.date_of(day, day_one), day_one) == day


@given(day_one=dates, day=st.integers(-400, 400))
def test_each_next_day_is_one_calendar_day_later(day_one, day):
    assert days.date_of(day + 1, day_one) - days.date_of(day, day_one) == timedelta(days=1)


@given(today=dates, day=st.integers(-400, 400))
def test_a_plan_moved_so_that_today_is_a_day_finds_today_on_that_day(today, day):
    assert days.day_of(today, days.day_one_when(day, today)) == day


@given(day_one=dates, zone=zones, day=st.integers(1, 100), at=times)
def test_every_moment_of_a_local_day_is_the_same_day_also_when_the_clocks_change(day_one, zone, day, at):
    date_there = days.date_of(day, day_one)
    moment = datetime.combine(date_there, at, ZoneInfo(zone)).astimezone(UTC)
    if moment.astimezone(ZoneInfo(zone)).time() != at:
        return  # a local time that the change of clocks leaves out

    assert days.day_of(days.today_in(zone, moment), day_one) == day


def test_a_night_of_23_hours_is_one_day():
    day_one = date(2023, 3, 25)
    before = datetime(2023, 3, 25, 23, 30, tzinfo=ZoneInfo("Europe/Bucharest"))

    assert days.today_in("Europe/Bucharest", before + timedelta(minutes=31)) == days.date_of(2, day_one)
    assert days.today_in("Europe/Bucharest", datetime(2023, 3, 26, 20, 59, tzinfo=UTC)) == days.date_of(2, day_one)
    assert days.today_in("Europe/Bucharest", datetime(2023, 3, 26, 21, 0, tzinfo=UTC)) == days.date_of(3, day_one)


def test_a_day_begins_at_the_centres_midnight_and_not_at_ours():
    evening_in_london = datetime(2023, 4, 2, 18, 30, tzinfo=UTC)

    assert days.today_in("Asia/Kolkata", evening_in_london) == date(2023, 4, 3)
    assert days.today_in("UTC", evening_in_london) == date(2023, 4, 2)


@pytest.mark.parametrize(
    ("day_one", "day", "expected"),
    [
        (date(2023, 4, 3), 1, date(2023, 4, 3)),
        (date(2023, 4, 3), 100, date(2023, 7, 11)),
        (date(2023, 6, 5), 100, date(2023, 9, 12)),
        (date(2024, 1, 31), 30, date(2024, 2, 29)),
        (date(2023, 1, 31), 30, date(2023, 3, 1)),
        (date(2023, 12, 1), 32, date(2024, 1, 1)),
    ],
)
def test_days_run_over_the_ends_of_months_and_years(day_one, day, expected):
    assert days.date_of(day, day_one) == expected


def test_a_new_plan_begins_after_its_workshop_and_never_on_a_day_that_has_begun():
    assert days.day_one_after(date(2026, 3, 31), today=date(2026, 3, 31)) == date(2026, 4, 1)
    assert days.day_one_after(date(2026, 3, 31), today=date(2026, 3, 30)) == date(2026, 4, 1)
    assert days.day_one_after(date(2023, 3, 23), today=date(2026, 3, 30)) == date(2026, 3, 31)


@given(day=st.integers(-400, 400))
def test_days_left_count_down_from_a_hundred_to_none(day):
    assert days.days_left(day) == len([later for later in range(1, 101) if later > day])


@given(day=st.integers(1, 100))
def test_every_day_of_the_plan_lies_in_exactly_its_own_period(day):
    around = [period for period in days.PERIODS if period.first <= day <= period.last]

    assert around == [days.period_of(day)]


def test_what_is_due_outside_the_hundred_days_is_shown_in_the_nearest_period():
    assert days.period_of(-3) == days.PERIODS[0]
    assert days.period_of(130) == days.PERIODS[2]


@given(today=dates, ahead=st.integers(-200, 200), day_one_ahead=st.integers(-150, 30))
@example(today=date(2026, 11, 25), ahead=1, day_one_ahead=8)  # between today and day 1
def test_something_new_is_due_on_one_of_the_hundred_days_from_today_on(today, ahead, day_one_ahead):
    due, day_one = today + timedelta(days=ahead), today + timedelta(days=day_one_ahead)

    allowed = days.may_be_due(due, begins=day_one, today=today)

    assert allowed == (max(0, day_one_ahead) <= ahead <= day_one_ahead + 99)


def test_without_a_day_one_something_is_due_within_a_year():
    today = date(2026, 1, 1)

    assert days.may_be_due(date(2027, 1, 2), begins=None, today=today)
    assert not days.may_be_due(date(2027, 1, 3), begins=None, today=today)
    assert not days.may_be_due(date(2025, 12, 31), begins=None, today=today)


def test_a_plan_begins_within_a_year_of_today():
    today = date(2026, 1, 1)

    may = [days.may_be_day_one(day, today) for day in (date(2024, 12, 31), today, date(2027, 1, 2), date(2027, 1, 3))]

    assert may == [True, True, True, False]
