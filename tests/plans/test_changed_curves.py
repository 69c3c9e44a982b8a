"""A curve that changed once the plan was published is drawn and told with the one that was promised first."""

import re
from datetime import timedelta

import pytest

from app import clock
from app.db import db, transaction
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.measures.chart import Course, draw
from app.plans.measures.curve import Curve, Earlier, Promise
from app.plans.models import Agreement, MeasureMove
from app.plans.services import MeasureWords
from tests.plans.test_chart import corners
from tests.plans.test_promises import said_in

STEPS = [[50, 0.1], [99, 0.1], [100, 1]]


@pytest.fixture
def changed(app, ending):
    """A plan on day 40 whose even curve was changed twelve days ago to one that asks for little until the last day."""
    ending.at(40)
    with app.app_context():
        words = MeasureWords(
            name="Tests", unit="tests", baseline=0, target=30, main=True, curve=Curve.STEPPED, steps=STEPS
        )
        services.change_measure(ending.dara, ending.measure_id, words, why="We thought again")
        ending.token = services.share_plan(ending.dara, ending.plan_id, label="Donor", parts=[Shown.NUMBERS]).token
    with app.app_context(), transaction():
        for move in db.session.scalars(db.select(MeasureMove)):
            move.moved_at = clock.now() - timedelta(days=12)
        for each in db.session.scalars(db.select(Agreement)):
            each.own = True
    return ending


def test_each_chart_draws_the_first_curve_and_says_what_it_would_ask(changed):
    at = f"/plans/{changed.plan_id}/"
    for address in (at, f"{at}print/", f"{at}week/", f"/plans/measures/{changed.measure_id}/", f"/p/{changed.token}/"):
        page = changed.browser("Dara").get(address).text
        [path] = re.findall(r'class="line line-f" d="([^"]+)"', page)
        (first_day, _low), *_rest, (last_day, _high) = corners(path)

        assert (first_day, last_day) == (28, 100), address
        assert said_in(page).count("By the first promise 12 would be expected now.") == 1, address
        assert "First promised: Tests, 0 to 30 tests, evenly." in said_in(page), address


def test_plan_and_public_page_say_the_curve_of_now(changed):
    words = "Promised: 0 to 30 tests, in steps (50 10 %, 99 10 %, 100 100 %), more is better."

    for address in (f"/plans/{changed.plan_id}/", f"/p/{changed.token}/"):
        assert words in said_in(changed.browser("Dara").get(address).text), address


def test_a_curve_that_stays_is_drawn_once():
    course = Course(baseline=0, target=30, curve=Curve.STRAIGHT, day=40, steps=STEPS)
    stepped = Course(baseline=0, target=30, curve=Curve.STEPPED, day=40, steps=STEPS)
    first = {
        "same": (course, Promise(0, 30, Curve.STRAIGHT)),
        "same steps": (stepped, Promise(0, 30, Curve.STEPPED, [[50, 0.1], [99.0, 0.1], [100, 1.0]])),
        "other steps": (stepped, Promise(0, 30, Curve.STEPPED, [[30, 0.5], [100, 1]])),
        "other curve": (stepped, Promise(0, 30, Curve.STRAIGHT)),
    }
    drawn = {}
    for name, (now, promise) in first.items():
        earlier = [Earlier(28, promise)]
        shown = Course(baseline=0, target=30, curve=now.curve, day=40, steps=now.steps, earlier=earlier)
        drawn[name] = draw(shown, mirrored=False).first_asked

    assert drawn == {"same": None, "same steps": None, "other steps": 15, "other curve": 12}
