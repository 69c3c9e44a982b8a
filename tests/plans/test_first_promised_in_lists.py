"""Wherever a list says that a measure was promised otherwise first, it says what: the first promise of each."""

from dataclasses import replace

import pytest

from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.db import db, transaction
from app.plans import services
from app.plans.measures.curve import Curve
from app.plans.models import Plan
from app.plans.queries import plan_found
from app.plans.services import MeasureWords
from tests.plans.test_ended_as_agreed import end_at, two
from tests.plans.test_kept_in_sight import told_by
from tests.plans.test_promises import said_in

__all__ = ["two"]

FIRST = "Promised otherwise first: Tests (first promised 30, now 10)"
LISTS = ("/plans/", "/portfolio/", "/portfolio/caseload/", "/portfolio/timeline/")


def coached(app, two):
    with app.app_context(), transaction():
        db.session.get(Plan, two.plan_id).coach = "Sec"


def told_later(app, two, value):
    with app.app_context():
        on = plan_found(two.plan_id).measures[0].readings[-1].on
        services.file_reading(two.dara, two.measure_id, on=on, value=value, note="More came by post")


def portfolio_of(two):
    return said_in(two.browser("Sec").get("/portfolio/").text)


def test_a_number_told_after_the_end_chooses_no_other_measure_to_be_shown(app, two):
    # Tests came 7 of 10, fish 14 of 17.
    end_at(app, two, tests=7, fish=11, said="yes")
    before, filed_before = portfolio_of(two), told_by(app, two)
    told_later(app, two, 9)
    after, filed = portfolio_of(two), told_by(app, two)

    assert ("7 of 10 tests first promised 30" in before, "9 of 10 tests first promised 30" in after) == (True, True)
    assert ("the one furthest behind of 2 when the plan ended" in before) is False
    assert "the one furthest behind of 2 when the plan ended" in after
    columns = ("Measure", "Actual", "Told after the end", "First promised")
    told = [tuple(each[column] for column in columns) for each in (filed_before, filed)]
    assert told == [("Tests", 7, None, 30), ("Tests", 7, 9, 30)]


def test_a_measure_of_which_nothing_was_told_before_the_end_is_shown_first(app, two):
    with app.app_context():
        services.file_reading(two.dara, "fish", on=two.today, value=11)
    two.wait(4)
    with app.app_context():
        services.file_reading(two.dara, two.measure_id, on=two.day(100), value=31)

    row = told_by(app, two)
    assert (row["Measure"], row["Actual"], row["Told after the end"]) == ("Tests", None, 31)


def test_each_list_says_what_a_measure_that_is_not_shown_promised_first(app, two):
    coached(app, two)
    end_at(app, two, tests=9, fish=11, said="yes")
    pages = {at: said_in(two.browser("Dara" if at == "/plans/" else "Sec").get(at).text) for at in LISTS}

    assert [at for at, page in pages.items() if FIRST not in page] == []
    assert "11 %, aim 8 %" in pages["/portfolio/"]


def test_each_file_says_what_a_measure_that_is_not_shown_promised_first(app, two):
    end_at(app, two, tests=9, fish=11, said="yes")
    row = told_by(app, two)
    with app.test_request_context():
        looked = take_look(two.people["Sec"], vocabulary(), Wanted())
        [timeline] = table_of(View.TIMELINE, looked).rows

    assert (row["Measure"], row["First promised"]) == ("Fish lost", "Tests: 30")
    assert (FIRST in row["Beside the status"], FIRST in timeline[-1]) == (True, True)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"curve": Curve.LATE}, "Tests (first promised: 0 to 30 tests, evenly, now late)"),
        ({"name": "Trials", "target": 20.0}, "Trials (first promised: Tests, 0 to 30 tests, evenly, now 20)"),
        ({"main": False}, "Tests (promised first as a main measure)"),
    ],
)
def test_what_changed_beside_the_target_is_said_too(app, two, changed, said):
    coached(app, two)
    words = MeasureWords(name="Tests", unit="tests", baseline=0, target=30.0, main=True)
    with app.app_context():
        services.change_measure(two.dara, two.measure_id, replace(words, **changed), why="The ministry said so")
    pages = {at: said_in(two.browser("Dara" if at == "/plans/" else "Sec").get(at).text) for at in LISTS}

    assert [at for at, page in pages.items() if f"Promised otherwise first: {said}" not in page] == []


def test_the_file_says_how_a_measure_that_is_not_shown_was_counted_first(app, two):
    words = MeasureWords(name="Tests", unit="labs", baseline=0, target=30.0, main=True)
    with app.app_context():
        services.change_measure(two.dara, two.measure_id, words, why="The ministry said so")
        with transaction():
            for each in plan_found(two.plan_id).agreements:
                each.own = True
        services.file_reading(two.dara, two.measure_id, on=two.today, value=29)
        services.file_reading(two.dara, "fish", on=two.today, value=20)
    row = told_by(app, two)

    assert row["Measure"] == "Fish lost"
    assert row["Promised otherwise first"] == "Tests: Tests, 0 to 30 tests, evenly. Unit changed from tests to labs."
