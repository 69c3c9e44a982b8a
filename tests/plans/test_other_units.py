"""A measure whose unit changed: what was told in the unit before is never told, drawn or judged in the one of now."""

import pytest

from app.db import db
from app.plans import services
from app.plans.errors import ReasonMissing
from app.plans.queries import plan_found
from app.plans.services import CheckInWords, MeasureWords, today_of
from app.plans.status.gist_queries import gists
from app.plans.status.judging import judged
from tests.plans.endings import complete, words
from tests.plans.test_promised_otherwise import files_of, number_in_portfolio, pages_of, rows_of
from tests.plans.test_promises import said_in

RESIDENTS = {"name": "Residents filed", "unit": "residents", "baseline": 0, "target": 1250, "main": True}
HUNDREDS = {**RESIDENTS, "unit": "hundred residents", "target": 10}
BEFORE = "1,234.5 residents, told before the unit changed, aim now 10 hundred residents"
RELABELLED = "1,234.5 of 10"


def promise(app, ending, said):
    with app.app_context():
        services.change_measure(ending.dara, ending.measure_id, MeasureWords(**said), why="Easier to read")


def tell(app, ending, value, on=None):
    with app.app_context():
        on = on or ending.today
        services.file_reading(ending.dara, ending.measure_id, on=on, value=value, note="Counted anew")


@pytest.fixture
def filed(app, ending):
    """On day 4 a plan of which 1,234.5 of 1,250 residents are told."""
    ending.at(4)
    promise(app, ending, RESIDENTS)
    tell(app, ending, 1234.5)
    return ending


@pytest.fixture
def in_hundreds(app, filed):
    """The same once it is to count hundreds of residents."""
    promise(app, filed, HUNDREDS)
    return filed


def statuses(app, ending):
    with app.app_context():
        plan = plan_found(ending.plan_id)
        [gist] = gists(db.true())
        return [str(judged(each, today_of(plan)).status) for each in (plan, gist)]


def test_no_page_tells_a_number_of_another_unit_in_the_one_of_now(app, in_hundreds):
    told = {**pages_of(app, in_hundreds), "portfolio": said_in(number_in_portfolio(in_hundreds))}

    assert {page for page, text in told.items() if BEFORE not in text or RELABELLED in text} == set()


def test_a_target_that_moved_with_its_unit_is_told_with_both(app, in_hundreds):
    told = pages_of(app, in_hundreds)

    moved = "Target 10 hundred residents, first promised 30 tests."
    assert {page for page, text in told.items() if moved not in text} == set()
    assert "first promised 30 tests" in said_in(number_in_portfolio(in_hundreds))


def test_the_table_keeps_numbers_under_their_own_unit_and_the_chart_leaves_them_out(app, in_hundreds):
    tell(app, in_hundreds, 9)
    page = in_hundreds.browser("Mo").get(f"/plans/measures/{in_hundreds.measure_id}/").text

    assert "9 of 10 hundred residents" in said_in(page)
    assert "1,234.5 residents" in said_in(page.partition("<table")[2])
    assert page.count("<circle") == 1


def test_a_number_of_another_unit_is_said_to_be_in_the_table_and_not_drawn(app, in_hundreds):
    page = in_hundreds.browser("Mo").get(f"/plans/measures/{in_hundreds.measure_id}/").text

    assert "1 number was told in another unit. It is in the table and not drawn." in said_in(page)
    assert page.count("<circle") == 0


def test_the_status_does_not_go_by_a_number_of_another_unit(app, in_hundreds):
    in_hundreds.at(24)
    with app.app_context():
        met = CheckInWords(client_id="met", done="We met")
        services.check_in(in_hundreds.dara, in_hundreds.plan_id, met)

    assert statuses(app, in_hundreds) == ["red", "red"]
    page = said_in(in_hundreds.browser("Mo").get(f"/plans/{in_hundreds.plan_id}/").text)
    assert "Residents filed: no number since the unit changed, where the curve asks for 2.4." in page

    tell(app, in_hundreds, 9)

    assert statuses(app, in_hundreds) == ["green", "green"]


def test_a_later_number_in_the_unit_before_does_not_hide_an_earlier_one(app, filed):
    filed.at(5)
    tell(app, filed, 1240)
    promise(app, filed, HUNDREDS)
    tell(app, filed, 8, on=filed.day(3))

    told = {**pages_of(app, filed), "portfolio": said_in(number_in_portfolio(filed))}

    assert {page for page, text in told.items() if "8 of 10 hundred residents" not in text} == set()


def test_a_day_told_again_in_another_unit_asks_why(app, in_hundreds, clock):
    on = in_hundreds.today
    clock(24 * 3600)
    with app.app_context(), pytest.raises(ReasonMissing):
        services.file_reading(in_hundreds.dara, in_hundreds.measure_id, on=on, value=1234.5)


@pytest.mark.parametrize("unit", ["Residents", " residents ", "RESIDENTS"])
def test_a_unit_that_is_spelled_otherwise_leaves_its_numbers(app, filed, unit):
    promise(app, filed, {**RESIDENTS, "unit": unit})

    told = pages_of(app, filed)

    assert {page for page, text in told.items() if "1,234.5 of 1,250" not in text} == set()


def test_a_unit_that_is_changed_back_has_its_numbers_again(app, in_hundreds):
    promise(app, in_hundreds, RESIDENTS)

    told = pages_of(app, in_hundreds)

    assert {page for page, text in told.items() if "1,234.5 of 1,250 residents" not in text} == set()


def test_files_keep_the_unit_in_which_a_number_was_told(app, in_hundreds):
    sheet, said = files_of(in_hundreds)
    rows = rows_of(in_hundreds.browser("Mo").get(f"/reports/plans/{in_hundreds.plan_id}.csv"))

    assert (sheet["State"], sheet["Read"]) == (BEFORE, "")
    assert [row["Words"] for row in rows if row["Kind"] == "Reading"] == ["residents\nCounted anew"]
    assert (said["value"], said["in_other"]["value"], said["in_other"]["unit"]) == (None, 1234.5, "residents")
    assert [(each["value"], each["unit"]) for each in said["readings"]] == [(1234.5, "residents")]


def test_a_signed_plan_goes_on_telling_it_in_the_unit_of_then(app, ending):
    ending.at(4)
    promise(app, ending, RESIDENTS)
    tell(app, ending, 1234.5)
    promise(app, ending, HUNDREDS)
    ending.at(99)
    with app.app_context():
        complete(ending)
        services.sign_off(ending.dara, ending.plan_id, words(ending))

    told = pages_of(app, ending)

    assert {page for page, text in told.items() if "31 of 10 hundred residents" not in text} == set()
