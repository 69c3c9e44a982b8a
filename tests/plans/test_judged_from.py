"""A number is compared with its curve from a day on, and the plan says from which while that lies ahead."""

import pytest

from app.db import db
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.services import CheckInWords, MeasureWords
from app.plans.status.judging import judged
from app.plans.status.rules import Status
from tests.plans.test_promises import said_in

DAY = 24 * 3600
SAID = "Numbers are judged by this curve from day 21 on."


@pytest.fixture
def low(app, rhythm):
    """On day 20 a plan has far less than half of what its curve asks for."""
    rhythm.begin(20)
    with app.app_context():
        [tests] = rhythm.plan().measures
        rhythm.today, rhythm.measure_id = services.today_of(rhythm.plan()), tests.id
        services.file_reading(rhythm.dara, tests.id, on=rhythm.today, value=1)
        services.check_in(rhythm.dara, rhythm.plan_id, CheckInWords(client_id="form-of-day-20", done="We met"))
        parts = [Shown.STATUS, Shown.NUMBERS]
        rhythm.public = services.share_plan(rhythm.dara, rhythm.plan_id, label="Partner", parts=parts).token
    return rhythm


def told(low):
    """Return the status and how often each page says from which day on numbers are judged."""
    at = f"/plans/{low.plan_id}/"
    pages = [at, f"{at}print/", f"{at}week/", f"/plans/measures/{low.measure_id}/", f"/p/{low.public}/"]
    said = [said_in(low.room.browser("Dara").get(page).text).count(SAID) for page in pages]
    with low.app.app_context():
        return judged(low.plan(), services.today_of(low.plan())).status, said


def test_a_number_that_is_judged_tomorrow_says_so_today(low):
    today = told(low)
    low.clock(DAY)

    assert today == (Status.GREEN, [1] * 5)
    assert told(low) == (Status.RED, [0] * 5)


def test_a_plan_that_is_a_draft_judges_no_number(app, low):
    with app.app_context():
        low.plan().published_at = None
        db.session.commit()

    assert told(low)[1][0] == 0


def test_a_measure_added_later_is_judged_from_a_later_day(app, low):
    low.clock(20 * DAY)
    with app.app_context():
        added = services.add_measure(low.dara, low.plan_id, MeasureWords(name="Kits", baseline=0, target=60)).id
    page = said_in(low.room.browser("Dara").get(f"/plans/measures/{added}/").text)

    assert "Numbers are judged by this curve from day 53 on." in page
