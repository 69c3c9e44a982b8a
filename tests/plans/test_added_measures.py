"""A measure that came into a plan after it was published says so: it was not promised first."""

import csv
import io

import pytest

from app.moments import day_month_year
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.services import MeasureWords
from tests.plans.endings import complete, words
from tests.plans.test_main_measures import agreed_to
from tests.plans.test_promises import said_in

CALLS = MeasureWords(name="Calls", unit="calls", baseline=0, target=5)
ADDED = "Added on day 40, after the plan was published."


@pytest.fixture
def late(app, ending):
    """A published plan on day 40, to which Fay added a measure; Dara directs the centre."""
    ending.at(40)
    with app.app_context():
        ending.calls_id = services.add_measure(ending.people["Fay"], ending.plan_id, CALLS).id
        token = services.share_plan(ending.dara, ending.plan_id, label="Ministry", parts=[Shown.NUMBERS]).token
    ending.outside = lambda: said_in(app.test_client().get(f"/p/{token}/").text)
    ending.read = lambda at: said_in(ending.browser("Dara").get(at).text)
    return ending


def test_every_page_that_lists_measures_says_on_which_day_one_was_added(late):
    at = f"/plans/{late.plan_id}/"

    pages = [late.read(at), late.read(f"{at}sign-off/"), late.read(f"/plans/measures/{late.calls_id}/"), late.outside()]

    assert [page.count(ADDED) for page in pages] == [1, 1, 1, 1]
    promised = "Promised: 0 to 5 calls, evenly, more is better."
    assert f"Calls not counted yet, aim 5 calls {promised}{ADDED}" in late.read(at)
    assert f"Callsnot counted yet, aim 5 calls {ADDED}" in late.read(f"{at}sign-off/")
    assert "Added on" not in late.read(f"/plans/measures/{late.measure_id}/")


def test_an_added_measure_that_became_the_main_one_says_so_in_print_and_in_the_week_once_it_is_agreed_to(app, late):
    main = MeasureWords(name="Calls", unit="calls", baseline=0, target=5, main=True)
    tests = MeasureWords(name="Tests", unit="tests", baseline=0, target=30)
    with app.app_context():
        services.change_measure(late.dara, late.calls_id, main, why="It counts more")
        services.change_measure(late.dara, late.measure_id, tests, why="It counts more")

    def told():
        return [late.read(f"/plans/{late.plan_id}/{page}/").count(ADDED) for page in ("print", "week")]

    assert told() == [0, 0]
    agreed_to(app)
    assert told() == [1, 1]


def test_a_sign_off_seals_when_a_measure_was_added(app, late):
    late.at(99)
    with app.app_context():
        added = services.add_measure(late.people["Fay"], late.plan_id, MeasureWords(name="Mails")).name
        complete(late)
        services.sign_off(late.dara, late.plan_id, words(late))

    page = late.read(f"/plans/{late.plan_id}/sign-off/")

    sealed = page.partition("As it was signed")[2]
    assert f"{added}no numbers yet Added on day 99, after the plan was published." in sealed
    assert sealed.count("Added on day") == 1


def test_a_measure_added_before_day_one_of_a_published_plan_says_its_date(app, ending):
    ending.at(0)
    with app.app_context():
        services.add_measure(ending.dara, ending.plan_id, CALLS)
    with app.test_request_context():
        told = f"Added on {day_month_year(ending.today)}, after the plan was published."

    assert told in said_in(ending.browser("Dara").get(f"/plans/{ending.plan_id}/sign-off/").text)


def test_the_table_of_a_plan_says_when_a_measure_was_added(late):
    table = csv.reader(io.StringIO(late.browser("Dara").get(f"/reports/plans/{late.plan_id}.csv").text))

    assert [row for row in table if ADDED in row and "Calls" in row]
