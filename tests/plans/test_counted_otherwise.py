"""A measure that counts something else than it promised: its sponsor has not agreed, or everybody reads so."""

from dataclasses import replace

import pytest

from app.db import db
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.measures.curve import Curve
from app.plans.measures.figures import figures_of
from app.plans.models import Direction
from app.plans.services import ActionWords, CheckInWords, today_of
from app.plans.status.gist_queries import gists
from app.plans.status.judging import judged
from tests.plans.endings import complete, words
from tests.plans.test_promised_otherwise import change, files_of, number_in_portfolio, outside_of, pages_of
from tests.plans.test_promises import said_in
from tests.plans.test_refused_status import TESTS, answer, begin, statuses

SINCE = "What is counted has changed, so numbers told since then do not count for it."
OTHERWISE = {
    "unit": {"unit": "visits"},
    "name": {"name": "Visits"},
    "stand-in": {"proxy": True},
    "direction": {"direction": Direction.DOWN, "baseline": 40, "target": 30},
    "unit and target": {"unit": "visits", "target": 25},
}


@pytest.fixture
def counted(app, rhythm):
    """On day 21 a plan that is off track by its number of two tests; its sponsor Spo is Mo."""
    rhythm.mo = rhythm.room.person("Mo")
    begin(rhythm)
    with app.app_context():
        parts = [Shown.STATUS, Shown.PEOPLE]
        rhythm.public = services.share_plan(rhythm.dara, rhythm.plan_id, label="Partner", parts=parts).token
        rhythm.measure_id = rhythm.plan().measures[0].id
    return rhythm


def count_anew(counted, said, why="Spo agreed"):
    with counted.app.app_context():
        services.change_measure(counted.dara, counted.measure_id, replace(TESTS, **said), why=why)


def tell(counted, value):
    with counted.app.app_context():
        words = CheckInWords(client_id=f"tells-{value}-{counted.plan_id}", done="We met")
        services.check_in(counted.dara, counted.plan_id, replace(words, readings={counted.measure_id: value}))


def judged_twice(counted):
    """How the plan stands by itself and in a list."""
    with counted.app.app_context():
        [gist] = gists(db.true())
        return [str(judged(each, today_of(counted.plan())).status) for each in (counted.plan(), gist)]


@pytest.mark.parametrize("said", OTHERWISE.values(), ids=OTHERWISE)
def test_numbers_of_something_else_make_no_status_better_until_the_sponsor_agrees(counted, said):
    count_anew(counted, said)
    tell(counted, 30)

    assert (judged_twice(counted), statuses(counted)) == (["red", "red"], ({"Off track"}, "red"))
    assert SINCE in said_in(counted.room.browser("Dara").get(counted.page).text)
    assert SINCE in said_in(counted.app.test_client().get(f"/p/{counted.public}/").text)
    [went] = counted.room.browser("Dara").get(f"/reports/plans/{counted.plan_id}.json").json["goes_by"]
    assert (went["unit_now"], went["later_numbers_left_out"]) == (said.get("unit", ""), True)

    answer(counted, "yes")

    assert (judged_twice(counted), statuses(counted)) == (["green", "green"], ({"On track"}, "green"))
    assert SINCE not in said_in(counted.room.browser("Dara").get(counted.page).text)


def test_a_number_corrected_since_leaves_the_one_before_it_in_place(app, counted):
    count_anew(counted, {"unit": "visits"})
    with app.app_context():
        services.file_reading(counted.dara, counted.measure_id, on=counted.today, value=30, note="Typo")

    page = said_in(counted.room.browser("Dara").get(counted.page).text)

    assert judged_twice(counted) == ["red", "red"]
    assert "Tests: 2 where the curve asks for 6.3." in page


def test_numbers_count_on_where_only_what_they_are_to_reach_changed(counted):
    count_anew(counted, {"curve": Curve.LATE, "target": 29})
    tell(counted, 30)

    assert judged_twice(counted) == ["green", "green"]
    assert SINCE not in said_in(counted.room.browser("Dara").get(counted.page).text)


def test_a_second_change_leaves_out_what_was_told_since_the_first(counted):
    count_anew(counted, {"unit": "visits"})
    tell(counted, 30)
    count_anew(counted, {"unit": "calls"})

    assert judged_twice(counted) == ["red", "red"]
    answer(counted, "no")
    assert judged_twice(counted) == ["red", "red"]
    count_anew(counted, {})
    assert SINCE not in said_in(counted.room.browser("Dara").get(counted.page).text)


CHANGED = "Unit changed from tests to visits."


def test_the_unit_stands_beside_each_number_with_the_one_promised_first_also_once_signed(app, ending):
    ending.at(99)
    with app.app_context():
        complete(ending)
    change(app, ending, {"unit": "visits"})

    told = pages_of(app, ending)
    # Numbers are told by what was agreed to, also where the plan is signed.
    assert {page for page, text in told.items() if "31 of 30 tests" not in text or "31 of 30 visits" in text} == set()
    assert {page for page, text in told.items() if CHANGED not in text} == set()
    assert "31 of 30 tests changed to 30 visits, not agreed to" in said_in(number_in_portfolio(ending))
    assert files_of(ending)[0]["Promised otherwise first"] == f"Tests, 0 to 30 tests, evenly. {CHANGED}"
    with app.app_context():
        services.sign_off(ending.dara, ending.plan_id, words(ending))

    signed = pages_of(app, ending)
    first = f"First promised: Tests, 0 to 30 tests, evenly. {CHANGED}"
    assert {page for page, text in signed.items() if first not in text} == set()
    assert {page for page, text in signed.items() if "31 of 30 tests" not in text} == set()


def test_a_unit_of_which_there_was_none_is_told_too(app, ending):
    ending.at(4)
    change(app, ending, {"unit": ""})

    assert "Unit changed from tests to none." in outside_of(app, ending)


def test_another_indicator_is_told_as_what_was_promised_first(app, ending):
    ending.at(4)
    change(app, ending, {"definition": "firms-helped"})
    change(app, ending, {"definition": "firms-reached", "unit": "firms"})
    change(app, ending, {"definition": "firms-reached"})

    assert "Indicator of the alliance: " in outside_of(app, ending)


BETTER = "it would be better"


@pytest.fixture
def stale(app, counted):
    """On day 62 nobody has counted the two tests for 41 days, and something critical is nine days late."""
    counted.clock(32 * 24 * 3600)
    with app.app_context():
        counted.today = today_of(counted.plan())
        late = ActionWords(title="Sign", owner="Olu", due_on=counted.today, critical=True)
        services.add_action(counted.dara, counted.plan_id, late)
    counted.clock(41 * 24 * 3600)
    with app.app_context():
        counted.today = today_of(counted.plan())
        services.check_in(counted.dara, counted.plan_id, CheckInWords(client_id="told-late", done="We met"))
    return counted


def test_numbers_of_something_else_that_is_off_track_take_no_place_of_those_that_grew_old(app, stale):
    sec = stale.room.person("Sec", alliance_role="secretariat")
    count_anew(stale, {"unit": "visits", "target": 3})
    tell(stale, 14)

    assert judged_twice(stale) == ["no_data", "no_data"]
    page = said_in(stale.room.browser("Dara").get(stale.page).text)
    row = said_in(stale.room.browser(sec.name).get("/portfolio/").text)
    told = [(words in page, words in row) for words in (BETTER, "14 of 3 visits", "2 of 30")]
    assert told == [(False, False), (False, False), (True, True)]
    with app.app_context():
        assert [each.value for each in figures_of(stale.plan(), stale.today, mirrored=False)] == [2]

    answer(stale, "yes")

    assert judged_twice(stale) == ["red", "red"]


def test_a_main_measure_that_nobody_counts_is_no_better_than_another_by_which_a_plan_is_off_track(app, stale):
    with app.app_context():
        visits = services.add_measure(
            stale.dara, stale.plan_id, replace(TESTS, name="Visits", target=10), why="Spo agreed"
        )
        services.file_reading(stale.dara, visits.id, on=stale.today, value=9)
    count_anew(stale, {"main": False})

    assert judged_twice(stale) == ["no_data", "no_data"]
    assert BETTER not in said_in(stale.room.browser("Dara").get(stale.page).text)


def test_a_target_of_something_else_is_neither_harder_nor_easier_until_the_sponsor_agrees(app, counted):
    tell(counted, 20)
    count_anew(counted, {"unit": "visits", "target": 2000})

    page = said_in(counted.room.browser("Dara").get(counted.page).text)
    assert (judged_twice(counted), BETTER in page, "20 of 30" in page) == (["green", "green"], False, True)
    assert "the status goes by the earlier target, 30, until the sponsor agrees to 2,000 visits." in page
