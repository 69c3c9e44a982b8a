"""A review halfway that nobody held is told wherever the plan is, as on the timeline of the portfolio."""

from datetime import timedelta

import pytest

from app.db import db
from app.moments import day_month_year
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.models import Review
from app.plans.services import CheckInWords
from tests.plans.test_promises import said_in

DAY = 24 * 3600


@pytest.fixture
def halfway(app, rhythm):
    """A published plan on day 50."""
    rhythm.begin(50)
    with app.app_context():
        rhythm.today = services.today_of(rhythm.plan())
        parts = [Shown.STATUS]
        rhythm.public = services.share_plan(rhythm.dara, rhythm.plan_id, label="Partner", parts=parts).token
    return rhythm


def lines(halfway):
    """Return how often each page says that the review was not held."""
    with halfway.app.test_request_context():
        said = f"Mid-point review, day 50, {day_month_year(halfway.today)}: not held."
    at = f"/plans/{halfway.plan_id}/"
    pages = [at, f"{at}print/", f"{at}week/", f"{at}sign-off/", f"/p/{halfway.public}/"]
    return [said_in(halfway.room.browser("Dara").get(page).text).count(said) for page in pages]


def test_a_review_that_was_not_held_is_told_once_its_day_is_over(app, halfway):
    on_the_day = lines(halfway)
    halfway.clock(DAY)

    assert (on_the_day, lines(halfway)) == ([0] * 5, [1] * 5)


def test_a_review_that_was_held_is_told_nowhere_as_missing(app, halfway):
    with app.app_context():
        said = CheckInWords(client_id="form-of-the-half", done="Half of it", review=Review.MIDPOINT)
        services.check_in(halfway.dara, halfway.plan_id, said)
    halfway.clock(DAY)

    assert lines(halfway) == [0] * 5


def test_a_draft_has_no_review_to_hold(app, halfway):
    with app.app_context():
        plan = halfway.plan()
        plan.published_at = None
        db.session.commit()
        halfway.clock(DAY)
        assert services.today_of(plan) == halfway.today + timedelta(days=1)

    assert lines(halfway)[0] == 0
