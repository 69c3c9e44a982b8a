"""Wherever a number is told that is counted or told otherwise than it was first, what was first stands beside it."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest

from app.db import db, transaction
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.measures.curve import Curve
from app.plans.models import Reading
from app.plans.services import MeasureWords
from tests.plans.endings import complete, words
from tests.plans.test_promises import said_in

FIRST = "First promised: Tests, 0 to 30 tests, evenly"
ASKED = {"name": "Tests", "unit": "tests", "baseline": 0, "target": 30, "main": True}
CHANGES = {
    "name": {"name": "Talks about tests"},
    "unit": {"unit": "visits"},
    "baseline": {"baseline": 28},
    "curve": {"curve": Curve.LATE},
    "steps": {"curve": Curve.STEPPED, "steps": ((98, 0.01), (99, 1.0))},
    "source": {"source": "What people say"},
}


def change(app, ending, said):
    with app.app_context():
        words = MeasureWords(**{**ASKED, **said})
        services.change_measure(ending.dara, ending.measure_id, words, why="It fits better")


def outside_of(app, ending):
    with app.app_context():
        made = services.share_plan(ending.dara, ending.plan_id, label="Ministry", parts=[Shown.NUMBERS], ends_on=None)
    return said_in(app.test_client().get(f"/p/{made.token}/").text)


def pages_of(app, ending):
    """Every page that tells the number, as text."""
    mo, at = ending.browser("Mo"), f"/plans/{ending.plan_id}/"
    pages = (at, f"{at}print/", f"{at}week/", f"{at}sign-off/", f"/plans/measures/{ending.measure_id}/")
    return {**{page: said_in(mo.get(page).text) for page in pages}, "outside": outside_of(app, ending)}


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def files_of(ending):
    """The measure in both files of its plan."""
    mo, at = ending.browser("Mo"), f"/reports/plans/{ending.plan_id}"
    [sheet] = [row for row in rows_of(mo.get(f"{at}.csv")) if row["Kind"] == "Measure"]
    [said] = json.loads(mo.get(f"{at}.json").data)["measures"]
    return sheet, said


def number_in_portfolio(ending):
    page = ending.browser("Sec").get("/portfolio/").text
    return re.search(r'<td class="c-num num">.*?</td>', page, re.DOTALL)[0]


@pytest.mark.parametrize(("what", "day"), [*((what, 4) for what in CHANGES), ("steps", 40)])
def test_every_page_says_what_was_counted_first(app, ending, what, day):
    ending.at(day)
    if day > 15:
        with app.app_context():
            complete(ending)
    change(app, ending, CHANGES[what])

    for page, text in pages_of(app, ending).items():
        assert FIRST in text, page
    assert "promised otherwise first" in number_in_portfolio(ending)


def test_files_say_what_was_counted_first(app, ending):
    ending.at(4)
    change(app, ending, {**CHANGES["name"], **CHANGES["steps"]})

    sheet, said = files_of(ending)

    assert f"First promised: {sheet['Promised otherwise first']}" == FIRST
    assert said["first_promise"] == {
        "name": "Tests", "unit": "tests", "baseline": 0, "target": 30, "curve": "straight", "steps": [],
    }  # fmt: skip


def test_a_measure_that_is_counted_as_before_says_no_more(app, ending):
    ending.at(40)
    change(app, ending, {**CHANGES["name"], **CHANGES["steps"]})
    change(app, ending, {})

    assert not [page for page, text in pages_of(app, ending).items() if "First promised" in text]
    assert "promised otherwise first" not in number_in_portfolio(ending)
    sheet, said = files_of(ending)
    assert (sheet["Promised otherwise first"], said["first_promise"]) == ("", None)


def tell(app, ending, *values):
    with app.app_context():
        for value in values:
            services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=value, note="Typo")


def test_a_corrected_number_says_everywhere_what_was_told_first(app, ending):
    ending.at(28)
    tell(app, ending, 3, 11)

    for page, text in pages_of(app, ending).items():
        assert re.search(r"First told 3, corrected on \d+ \w+ \d+", text), page
    assert "first told 3" in number_in_portfolio(ending)
    sheet, said = files_of(ending)
    assert (sheet["First told"], said["first_told"]["value"]) == ("3.0", 3)
    assert said["first_told"]["corrected_on"] == ending.today.isoformat()


def test_a_signed_page_goes_on_saying_what_was_first(app, ending):
    ending.at(99)
    with app.app_context():
        complete(ending)
        change(app, ending, CHANGES["name"])
    tell(app, ending, 8)
    with app.app_context():
        services.sign_off(ending.dara, ending.plan_id, words(ending))

    page = said_in(ending.browser("Mo").get(f"/plans/{ending.plan_id}/sign-off/").text)

    assert ("As it was signed" in page, FIRST in page, "First told 31, corrected on" in page) == (True, True, True)


@pytest.mark.parametrize("values", [(3,), (3, 3)])
def test_a_number_that_was_told_alike_says_no_more(app, ending, values):
    ending.at(28)
    tell(app, ending, *values)

    assert not [page for page, text in pages_of(app, ending).items() if "First told" in text]
    assert files_of(ending)[1]["first_told"] is None


def test_a_tally_corrects_nothing_until_its_day_is_corrected(app, ending):
    ending.at(28)
    with app.app_context():
        for _stroke in range(3):
            services.tally(ending.dara, ending.measure_id)
    assert files_of(ending)[1]["first_told"] is None

    with app.app_context(), transaction():
        for each in db.session.query(Reading):
            each.filed_at -= timedelta(days=1)
    tell(app, ending, 20)

    assert files_of(ending)[1]["first_told"]["value"] == 3
