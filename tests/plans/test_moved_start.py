"""A measure that starts elsewhere than first promised is drawn and told with what was promised first."""

import re
from dataclasses import replace

import pytest

from app.db import db
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.measures.chart import Course, draw
from app.plans.measures.curve import Curve, Earlier, Promise
from app.plans.models import Direction
from app.plans.services import MeasureWords
from tests.plans.test_chart import corners
from tests.plans.test_promises import said_in

DAY = 24 * 3600
HOURS = MeasureWords(name="Hours", baseline=50, target=8, direction=Direction.DOWN)
FIRST = "Hours, 48, aim 8, from 60, less is betterFirst promised: Hours, 50 to 8, evenly."


@pytest.fixture
def moved(app, rhythm):
    """On day 10 a second measure of a plan that was published with it starts from 60, not 50; now it is day 20."""
    rhythm.begin(10)
    with app.app_context():
        made = services.add_measure(rhythm.dara, rhythm.plan_id, HOURS)
        made.created_at = rhythm.plan().published_at
        db.session.commit()
        rhythm.measure_id, today = made.id, services.today_of(rhythm.plan())
        services.file_reading(rhythm.dara, made.id, on=today, value=48)
        services.change_measure(rhythm.dara, made.id, replace(HOURS, baseline=60), why="Counted anew")
        shared = services.share_plan(rhythm.dara, rhythm.plan_id, label="Partner", parts=[Shown.NUMBERS])
        rhythm.public = shared.token
    rhythm.clock(10 * DAY)
    return rhythm


def seen(moved, address):
    return moved.room.browser("Dara").get(address).text


def test_a_chart_draws_where_a_measure_was_to_start_first(app, moved):
    for at in (f"/plans/measures/{moved.measure_id}/", f"/p/{moved.public}/"):
        page = seen(moved, at)
        [path] = re.findall(r'class="line line-f" d="([^"]+)"', page)
        (first_day, _high), *_rest, (last_day, _low) = corners(path)
        assert ((first_day, last_day), "50 expected" in page) == ((10, 100), True)
        assert said_in(page).count("By the first promise 42 would be expected now.") == 1
        assert "8 promised first" not in page


def test_print_and_week_say_what_another_measure_promised_first(app, moved):
    for page in ("print", "week"):
        said = said_in(seen(moved, f"/plans/{moved.plan_id}/{page}/"))
        assert FIRST in said


def test_a_start_that_stays_is_drawn_once():
    promise = Promise(50, 8, Curve.STRAIGHT)
    course = Course(baseline=50, target=8, curve=Curve.STRAIGHT, day=20, earlier=[Earlier(10, promise)])
    moved = replace(course, baseline=60)

    drawn = [draw(each, mirrored=False) for each in (course, moved)]
    assert [(bool(each.first), each.first_asked) for each in drawn] == [(False, None), (True, 41.6)]
