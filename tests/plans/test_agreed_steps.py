"""What the sponsor agreed to and a plan is judged by stays in sight once they agree to another after day 100."""

import csv
import io

import pytest

from app.moments import day_month, day_month_year
from app.plans import services
from app.plans.queries import plan_found
from app.plans.services import ContactWords, MeasureWords
from tests.plans.endings import complete, sign
from tests.plans.test_ended_as_agreed import answer, known_since_the_publishing
from tests.plans.test_promises import said_in

MINE = "/plans/mine/"
LATE = "after day 100, "


def ask_for(app, ending, target):
    """Change the target; return the id of the question whether Mo agrees."""
    words = MeasureWords(name="Tests", unit="tests", baseline=0, target=target, main=True)
    with app.app_context():
        services.change_measure(ending.dara, ending.measure_id, words, why="So it is")
        return next(each.id for each in plan_found(ending.plan_id).asks if each.confirms and not each.verdict)


@pytest.fixture
def stepped(app, ending, clock):
    """30 → 15 was refused, 30 → 20 agreed to on day 99, and 20 → 12 asked then and agreed to 8 days later."""
    director = ContactWords(email=ending.person("Mo").email)
    with app.app_context():
        complete(ending)
        services.say_contact(ending.dara, ending.plan_id, "The director", director, reason="Mo is the sponsor")
    known_since_the_publishing(app)
    answer(app, ending, ask_for(app, ending, 15), "no")
    answer(app, ending, ask_for(app, ending, 20), "yes")
    ending.ask_id = ask_for(app, ending, 12)
    sign(app, ending)
    clock(8 * 24 * 3600)
    with app.app_context():
        services.reopen(ending.dara, ending.plan_id, reason="Counted again")
        ending.reopened = services.today_of(plan_found(ending.plan_id))
    return ending


def agrees(app, on, late=""):
    with app.test_request_context():
        return f"The director agrees, {day_month(on)}, {late}answered by Mo"


@pytest.mark.parametrize("signed", [False, True])
def test_the_sign_off_keeps_the_step_the_plan_is_judged_by_and_says_which_yes_came_after_day_100(app, stepped, signed):
    answer(app, stepped, stepped.ask_id, "yes")
    if signed:
        sign(app, stepped)
    page = said_in(stepped.browser("Mo").get(f"/plans/{stepped.plan_id}/sign-off/").text)

    before = f"30 tests → 20 tests {agrees(app, stepped.today)}"
    after = f"20 tests → 12 tests {agrees(app, stepped.reopened, LATE)}"
    assert (before in page, after in page) == (True, True)


def test_the_sponsor_still_sees_that_they_agreed_to_what_the_plan_is_judged_by(app, stepped):
    answer(app, stepped, stepped.ask_id, "yes")
    mine = said_in(stepped.browser("Mo").get(MINE).text).split("What you agreed to")[1]

    assert agrees(app, stepped.today) in mine
    assert agrees(app, stepped.reopened, LATE) in mine


def test_the_plan_says_beside_the_answer_that_it_came_after_day_100(app, stepped):
    answer(app, stepped, stepped.ask_id, "yes")
    page = said_in(stepped.browser("Dara").get(f"/plans/{stepped.plan_id}/").text)

    assert agrees(app, stepped.reopened, LATE) in page


def rows_of(ending, kind):
    """Return the rows of one kind in the plan's own sheet, by the heads of its columns."""
    sheet = ending.browser("Dara").get(f"/reports/plans/{ending.plan_id}.csv").text.removeprefix("\ufeff")
    return [row for row in csv.DictReader(io.StringIO(sheet, newline="")) if row["Kind"] == kind]


def test_the_sheet_of_a_plan_says_what_was_asked_of_the_sponsor(app, stepped):
    answer(app, stepped, stepped.ask_id, "yes")

    with app.test_request_context():
        what = f"Tests, On day 100, {day_month_year(stepped.day(100))}"
    assert [row["Words"].split("\n")[0] for row in rows_of(stepped, "Ask")] == [
        f"{what}, before: 30 tests, asked then: 15 tests, now: 12 tests",
        f"{what}, before: 30 tests, asked then: 20 tests, now: 12 tests",
        f"{what}, before: 20 tests, now: 12 tests",
    ]


def test_the_sheet_of_a_plan_tells_of_the_missed_review_and_why_it_was_reopened(app, stepped):
    with app.test_request_context():
        half, signed, again = map(day_month_year, (stepped.day(50), stepped.today, stepped.reopened))

    assert [row["Words"] for row in rows_of(stepped, "Sign-off")] == [
        f"Signed off on {signed}, reopened on {again} by Dara: Counted again"
    ]
    reviews = [row["Words"] for row in rows_of(stepped, "Check-in")]
    assert reviews.count(f"Mid-point review, day 50, {half}: not held.") == 1
