"""With a pause to which nobody agreed a plan ends once: on the day its sponsor agreed to, wherever that counts."""

import re
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.queries import holding_of, with_trails
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.db import db
from app.moments import day_month, day_month_year
from app.plans import days, services
from app.plans.endings.sharing import Shown
from app.plans.services import today_of
from tests.plans.endings import complete
from tests.plans.endings import words as ending_words
from tests.plans.test_kept_in_sight import TESTS
from tests.plans.test_promises import said_in

DAY = 24 * 3600
PAUSE = 15


@pytest.fixture
def ended(app, rhythm):
    """The plan eleven days after the end its sponsor agreed to, with 12 tests by then; a pause makes it day 96.

    Since the end 21 were told for a day that is after it.
    """
    rhythm.begin(100)
    rhythm.reach("Spo")
    rhythm.page = f"/plans/{rhythm.plan_id}/"
    with app.app_context():
        rhythm.ends = today_of(rhythm.plan())
        [tests] = rhythm.plan().measures
        rhythm.measure_id = tests.id
        services.file_reading(rhythm.dara, rhythm.measure_id, on=rhythm.ends, value=12)
        first, last = rhythm.ends - timedelta(days=PAUSE), rhythm.ends - timedelta(days=1)
        services.pause_plan(rhythm.dara, rhythm.plan_id, first=first, last=last, reason="Flood", agreed="Yes")
    rhythm.clock(6 * DAY)
    with app.app_context():
        services.file_reading(rhythm.dara, rhythm.measure_id, on=today_of(rhythm.plan()), value=21)
    rhythm.clock(11 * DAY)
    rhythm.check_in()
    with app.app_context():
        rhythm.today = today_of(rhythm.plan())
        parts = [Shown.NUMBERS, Shown.RESULT]
        rhythm.shared = services.share_plan(rhythm.dara, rhythm.plan_id, label="Donor", parts=parts).token
    rhythm.sec = rhythm.room.person("Sec", alliance_role="secretariat")
    return rhythm


def late(plan, told_on):
    """Return the sentence that says how long after the end the last number was told."""
    with plan.app.test_request_context():
        after, on, ended = (plan.ends + timedelta(days=told_on)), day_month_year(plan.ends), told_on
        return (
            f"Told {ended} days after the end, on {day_month_year(after)}. The last one before the end: 12, for {on}."
        )


def pages_of(plan, *more):
    at = plan.page
    own = [at, f"{at}print/", f"{at}week/", f"/plans/measures/{plan.measure_id}/", *more]
    read = [*(("Dara", where) for where in own), ("Dara", f"/p/{plan.shared}/"), ("Sec", "/portfolio/")]
    return {where: said_in(plan.room.browser(who).get(where).text) for who, where in read}


def without(plan, words):
    return [where for where, page in pages_of(plan).items() if words not in page]


def test_a_number_told_after_the_end_agreed_to_says_how_long_after_that(app, ended):
    assert without(ended, late(ended, 6)) == []
    assert late(ended, 6) in ended.room.browser("Dara").get(f"/reports/plans/{ended.plan_id}.csv").text


def test_a_sign_off_seals_how_long_after_the_end_agreed_to_a_number_was_told(app, ended):
    ended.clock(14 * DAY)
    with app.app_context():
        ended.today = today_of(ended.plan())
        ended.day = partial(days.date_of, begins=ended.plan().calendar)
        complete(ended)
        services.sign_off(ended.dara, ended.plan_id, ending_words(ended))

    said = said_in(ended.room.browser("Dara").get(f"{ended.page}sign-off/").text)

    assert (late(ended, 14) in said, "Told 6 days" in said) == (True, False)
    assert without(ended, late(ended, 14)) == []


def test_the_bar_of_the_portfolio_is_filled_as_far_as_the_sponsor_agreed(app, ended):
    with app.app_context():
        held = holding_of(ended.sec)
        [row] = with_trails(held, held.rows)
        assert (row.number.actual, row.number.needs_pause, row.number.share) == (21, True, 0.4)
        # The line ends there too, as the chart does.
        assert row.number.trail[-1] == (100, 0.4)
    page = ended.room.browser("Sec").get("/portfolio/").text
    assert ('<rect width="40.0%"' in page, "40% of the way" in page) == (True, True)


def test_a_question_names_day_100_as_it_was_agreed_to(app, ended):
    with app.app_context():
        services.change_measure(ended.dara, ended.measure_id, replace(TESTS, target=20), why="The ministry agreed")
    with app.test_request_context():
        asked = f"On day 100, {day_month_year(ended.ends)}"

    page = said_in(ended.room.browser("Dara").get(ended.page).text)

    assert (asked in page, len(set(re.findall(r"On day 100, [\w ]+20\d\d", page)))) == (True, 1)


def test_the_next_review_says_when_it_is_without_the_pause(app, rhythm):
    rhythm.begin(46)
    rhythm.reach("Spo")
    with app.app_context():
        today = today_of(rhythm.plan())
        said = {"first": today, "last": today + timedelta(days=2), "reason": "Flood", "agreed": "Yes"}
        services.pause_plan(rhythm.dara, rhythm.plan_id, **said)
        firmly = today + timedelta(days=4)
    sec = rhythm.room.person("Sec", alliance_role="secretariat")
    with app.test_request_context():
        on, words = day_month(firmly + timedelta(days=3)), f"{day_month(firmly)} without the days that the sponsor"
        looked = take_look(sec, vocabulary(), Wanted())
        [row] = table_of(View.PLANS, looked).rows

    pages = {where: said_in(rhythm.room.browser("Sec").get(where).text) for where in PORTFOLIO}

    assert {where: words in page for where, page in pages.items()} == dict.fromkeys(PORTFOLIO, True)
    assert (f"Day 50{on}" in pages["/portfolio/"], f"Review of day 50: {words}" in str(row[-1])) == (True, True)
    confirm(rhythm)
    assert [where for where in PORTFOLIO if words in said_in(rhythm.room.browser("Sec").get(where).text)] == []


PORTFOLIO = ("/portfolio/", "/portfolio/caseload/")


def confirm(plan):
    with plan.app.app_context():
        for each in plan.plan().agreements:
            each.own = True
        db.session.commit()
