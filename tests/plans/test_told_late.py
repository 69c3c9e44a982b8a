"""A number that was told after its day is drawn as a hollow dot, with a line below the curve that says so.

The portfolio, which draws no dots, says it too.
"""

import re
from datetime import timedelta

import pytest

from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.db import db, transaction
from app.moments import day_month_year
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.models import Reading
from tests.plans.endings import complete, sign
from tests.plans.test_promised_otherwise import number_in_portfolio
from tests.plans.test_promises import said_in

DOT = re.compile(r'<circle class="pt( pt-late)?" cx="([\d.]+)%"')


@pytest.fixture
def told(app, ending):
    """A plan on day 32, on which the numbers of days 12, 25 and 32 are told."""
    ending.at(32)
    with app.app_context():
        for day in (12, 25, 32):
            services.file_reading(ending.dara, ending.measure_id, on=ending.day(day), value=day / 3)
    return ending


def address_of(app, told, where):
    if where == "measure":
        return f"/plans/measures/{told.measure_id}/"
    if where != "outside":
        return f"/plans/{told.plan_id}/{where}"
    with app.app_context():
        token = services.share_plan(told.dara, told.plan_id, label="Partner", parts=(Shown.NUMBERS,)).token
    return f"/p/{token}/"


@pytest.mark.parametrize("where", ["", "print/", "week/", "measure", "outside"])
def test_numbers_told_after_their_days_are_hollow_and_say_so_below(app, told, where):
    at = address_of(app, told, where)
    with app.test_request_context():
        says = f"Hollow: 2 numbers told after their days, the last on {day_month_year(told.today)}."

    shown = told.browser("Dara").get(at).text

    dots = sorted((float(across), bool(late)) for late, across in DOT.findall(shown))
    assert dots == [(12, True), (25, True), (32, False)]
    assert says in said_in(shown)


def portfolio_of(app, told):
    """What the portfolio and its file say of the number of a plan."""
    sec = told.people["Sec"]
    with app.test_request_context():
        table = table_of(View.PLANS, take_look(sec, vocabulary(), Wanted()))
    return number_in_portfolio(told), table.rows[0][-1]


def test_the_portfolio_says_which_numbers_were_told_after_their_days(app, told):
    with app.test_request_context():
        says = f"2 numbers told after their days, the last on {day_month_year(told.today)}."

    page, filed = portfolio_of(app, told)

    assert (says in said_in(page), f"Tests: {says}" in filed.split("\n"), "Hollow" in page) == (True, True, False)
    with app.app_context(), transaction():
        for reading in db.session.scalars(db.select(Reading)):
            reading.filed_at -= timedelta(days=(told.today - reading.on).days)
    assert not [each for each in portfolio_of(app, told) if "after their days" in each]


@pytest.mark.parametrize("where", ["", "print/", "measure", "outside"])
def test_numbers_told_on_their_days_are_full_and_nothing_is_said(app, ending, where):
    ending.at(30)
    with app.app_context():
        services.file_reading(ending.dara, ending.measure_id, on=ending.day(30), value=10)

    shown = ending.browser("Dara").get(address_of(app, ending, where)).text

    assert DOT.findall(shown) == [("", "30")]
    assert "Hollow" not in shown


def test_a_number_corrected_on_a_later_day_is_hollow(app, ending):
    ending.at(30)
    with app.app_context():
        services.file_reading(ending.dara, ending.measure_id, on=ending.day(29), value=10)
        with transaction():
            [told] = db.session.scalars(db.select(Reading))
            told.filed_at -= timedelta(days=1)

    first = ending.browser("Dara").get(address_of(app, ending, "")).text
    with app.app_context():
        services.file_reading(ending.dara, ending.measure_id, on=ending.day(29), value=11, note="Recounted")
    corrected = ending.browser("Dara").get(address_of(app, ending, "")).text

    assert (DOT.findall(first), DOT.findall(corrected)) == ([("", "29")], [(" pt-late", "29")])
    with app.test_request_context():
        assert f"Hollow: 1 number told after its day, on {day_month_year(ending.today)}." in said_in(corrected)


def test_a_corrected_number_is_said_to_be_corrected_once_another_is_told_too(app, ending, clock):
    with app.app_context():
        complete(ending)
    on = ending.today
    clock(24 * 3600)
    with app.app_context():
        services.file_reading(ending.dara, ending.measure_id, on=on, value=22, note="Recounted")
        services.file_reading(ending.dara, ending.measure_id, on=on + timedelta(days=1), value=24)
    sign(app, ending)
    with app.test_request_context():
        says = f"1 earlier number was corrected: 22 for {day_month_year(on)}, first told 31."

    shown = [ending.browser("Dara").get(address_of(app, ending, where)).text for where in ("", "print/", "sign-off/")]
    shown += [ending.browser("Mo").get(address_of(app, ending, "outside")).text]
    page, filed = portfolio_of(app, ending)

    assert [says in said_in(each) for each in (*shown, page)] == [True] * 5
    assert f"Tests: {says}" in filed.split("\n")
