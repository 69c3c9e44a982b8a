"""A last number that was told once the plan was over says so wherever it stands, and once it is signed."""

from datetime import timedelta

import pytest

from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import table_of
from app.centres.models import Term
from app.centres.queries import vocabulary
from app.db import db, transaction
from app.moments import day_month_year
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.models import Measure, Reading
from tests.plans.endings import complete, sign
from tests.plans.test_kept_in_sight import told_by
from tests.plans.test_promises import said_in


def number_told(app, ending, *, day, told):
    """Put the number told last on a day of the plan, as if it had been told on another of its days."""
    with app.app_context(), transaction():
        reading = db.session.scalars(db.select(Reading).order_by(Reading.filed_at.desc())).first()
        reading.on = ending.day(day)
        reading.filed_at -= timedelta(days=137 - told)


@pytest.fixture
def ended(app, ending):
    """A plan on day 137 that stood at 17 on day 58; 31 was told today for day 100."""
    ending.at(137)
    with app.app_context():
        services.file_reading(ending.dara, ending.measure_id, on=ending.day(58), value=17, note="Late")
    number_told(app, ending, day=58, told=58)
    with app.app_context():
        complete_at_the_end(ending)
    return ending


def complete_at_the_end(ending):
    ending.today, today = ending.day(100), ending.today
    complete(ending, note="We forgot")
    ending.today = today


def pages_of(app, ending):
    """What each page and file says that tells the number, by its name."""
    with app.app_context():
        token = services.share_plan(ending.dara, ending.plan_id, label="Partner", parts=(Shown.NUMBERS,)).token
    dara, sec, outside = ending.browser("Dara"), ending.browser("Sec"), app.test_client()
    at = f"/plans/{ending.plan_id}/"
    told = {
        "plan": dara.get(at).text,
        "print": dara.get(f"{at}print/").text,
        "measure": dara.get(f"/plans/measures/{ending.measure_id}/").text,
        "sign-off": dara.get(f"{at}sign-off/").text,
        "outside": outside.get(f"/p/{token}/").text,
        "portfolio": sec.get("/portfolio/").text,
        "sheet": dara.get(f"/reports/plans/{ending.plan_id}.csv").text,
    }
    with app.test_request_context():
        table = table_of(View.PLANS, take_look(ending.people["Sec"], vocabulary(), Wanted()))
        told["portfolio's file"] = str(table.rows)
    return {name: said_in(text) for name, text in told.items()}


@pytest.mark.parametrize("signed", [False, True])
def test_a_number_told_after_the_end_says_when_and_what_was_told_before(app, ended, signed):
    if signed:
        sign(app, ended)
    with app.test_request_context():
        said = f"Told 37 days after the end, on {day_month_year(ended.today)}."
        before = f"The last one before the end: 17, for {day_month_year(ended.day(58))}."

    told = pages_of(app, ended)

    assert {name: (said in text, before in text) for name, text in told.items()} == dict.fromkeys(told, (True, True))


def test_the_file_of_a_plan_has_it_as_plain_values(ended):
    [measure] = ended.browser("Dara").get(f"/reports/plans/{ended.plan_id}.json").json["measures"]

    assert measure["told_after_end"] == {
        "on": ended.today.isoformat(), "days": 37, "before": 17.0, "before_on": ended.day(58).isoformat(),
    }  # fmt: skip


@pytest.mark.parametrize("signed", [False, True])
def test_the_file_of_the_portfolio_gives_the_number_of_the_end_and_names_the_later_one(app, ended, signed):
    if signed:
        sign(app, ended)
    row = told_by(app, ended)

    # 17 of 30 when the plan ended.
    assert (row["Actual"], row["Part of the way"], row["Told after the end"]) == (17, 0.5667, 31)
    assert "17 of 30 tests; 31 told 37 days after the end" in row["Beside the status"]


def test_the_file_of_the_portfolio_gives_one_number_that_was_told_in_time(app, ended):
    number_told(app, ended, day=100, told=100)
    row = told_by(app, ended)

    assert (row["Actual"], row["Part of the way"], row["Told after the end"]) == (31, 1.0333, None)


def test_the_file_of_the_portfolio_gives_no_number_where_none_was_told_by_the_end(app, ending):
    ending.at(137)
    with app.app_context():
        complete_at_the_end(ending)
    row = told_by(app, ending)

    assert (row["Actual"], row["Part of the way"], row["Told after the end"]) == (None, None, 31)


def test_indicators_add_the_number_of_the_end_and_name_the_later_one(app, ended):
    with app.app_context(), transaction():
        facts = {"unit": {"en": "tests"}, "direction": "up", "adds": "sum"}
        db.session.add(Term(kind="indicator", code="tests", title={"en": "Tests made"}, facts=facts))
        db.session.get(Measure, ended.measure_id).definition = "tests"
    page = said_in(ended.browser("Sec").get("/portfolio/indicators/").text)
    with app.test_request_context():
        table = table_of(View.INDICATORS, take_look(ended.people["Sec"], vocabulary(), Wanted()))

    told = [dict(zip(table.head, row, strict=True)) for row in table.rows]
    [everywhere] = [each for each in told if (each["Told of"], each["Plans"]) == ("All", 1)]
    assert (everywhere["Actual"], everywhere["Numbers told after the end, not added"]) == (17, 1)
    assert "17, from 0 to 30 tests · 31 told after the end" in page
    assert "1 number was told after the end of its plan and is not added." in page


def test_without_a_number_before_the_end_it_says_that_nobody_told_one(app, ending):
    ending.at(137)
    with app.app_context():
        complete_at_the_end(ending)

    assert [
        "Before the end nobody told a number." in text for text in pages_of(app, ending).values()
    ] == [True] * 8  # fmt: skip


def test_a_number_told_on_the_last_day_says_nothing(app, ended):
    number_told(app, ended, day=100, told=100)

    assert ["after the end" in text for text in pages_of(app, ended).values()] == [False] * 8
