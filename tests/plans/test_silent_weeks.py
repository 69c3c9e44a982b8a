"""A calendar says of which weeks of a plan nobody told anything, once they are over."""

import re
from datetime import timedelta

import pytest

from app.db import db
from app.plans import days, services
from tests.plans.endings import complete, sign
from tests.plans.test_calendar import events, feed, fetched
from tests.plans.test_calendar_afterwards import day_in

DAY = 24 * 3600


@pytest.fixture
def weekly(app, rhythm):
    """A plan that was published on its day 1, which is today."""
    rhythm.begin(1)
    with app.app_context():
        plan = rhythm.plan()
        begins = plan.day_one
    rhythm.day = lambda number: days.date_of(number, begins)
    rhythm.on = lambda number: rhythm.clock((number - 1) * DAY)
    return rhythm


def silent_in(weekly):
    """The weeks without a check-in, as the file of the plan and the page of the calendar tell them."""
    said = events(fetched(weekly.room, feed(weekly.room, "Dara", "{}/feeds/", weekly.plan_id)))
    filed = [re.fullmatch(r"Check-in for week (\d+) · no check-in", name) for name in said]
    shown = [
        week
        for week in range(1, 15)
        if f"Check-in for week {week} no check-in" in day_in(weekly.room, weekly.plan_id, weekly.day(7 * week + 1))
    ]
    return sorted(int(each[1]) for each in filed if each), shown


def test_weeks_that_are_over_without_a_check_in_say_so(weekly):
    for number in (8, 17):
        weekly.on(number)
        weekly.check_in()
    weekly.on(29)
    on_the_day = silent_in(weekly)
    weekly.on(30)

    assert (on_the_day, silent_in(weekly)) == (([2], [2]), ([2, 4], [2, 4]))


def test_weeks_before_a_plan_was_published_and_those_of_a_draft_miss_nothing(app, weekly):
    weekly.on(20)
    with app.app_context():
        plan = weekly.plan()
        plan.published_at += timedelta(days=9)
        db.session.commit()
    published = silent_in(weekly)
    with app.app_context():
        plan = weekly.plan()
        plan.published_at = None
        db.session.commit()

    assert (published, silent_in(weekly)) == (([2], [2]), ([], []))


def test_a_week_that_ends_before_a_pause_is_over_once_that_is(app, weekly):
    weekly.on(8)
    with app.app_context():
        services.pause_plan(
            weekly.dara, weekly.plan_id, first=weekly.day(9), last=weekly.day(12), reason="Holidays", agreed="Yes"
        )
    weekly.on(12)
    paused = silent_in(weekly)
    weekly.on(13)

    assert (paused, silent_in(weekly)) == (([], []), ([1], [1]))


def test_a_plan_that_was_signed_off_expects_no_check_in_any_more(app, ending):
    ending.at(95)
    with app.app_context():
        complete(ending)
    before = day_in(ending, ending.plan_id, ending.day(99))
    sign(app, ending)
    after = day_in(ending, ending.plan_id, ending.day(99))

    assert ("Check-in for week 14" in before, "Check-in for week 14" in after) == (True, False)
