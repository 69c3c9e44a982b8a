"""A target to which the sponsor agrees once the result is known changes nothing about how the plan is judged."""

from datetime import timedelta

import pytest

from app.moments import day_month_year
from app.plans import services
from app.plans.letters.goes_by_words import goes_by_sentences
from app.plans.models import Plan
from app.plans.promised_before import promises_before
from app.plans.queries import plan_found
from app.plans.services import MeasureWords
from app.plans.status.gist_queries import gists
from app.plans.status.judging import judged
from app.plans.status.rules import Status
from tests.plans.endings import complete, lower_promises, sign
from tests.plans.test_ended_as_agreed import answer, known_since_the_publishing, places, two
from tests.plans.test_promises import said_in

__all__ = ["two"]

WAITED = 8


@pytest.fixture
def reopened(app, two):
    """Signed off on day 99 with 11 of 30 tests, while Mo is asked about 10; reopened 8 days later."""
    with app.app_context():
        complete(two)
        services.file_reading(two.dara, two.measure_id, on=two.today, value=11, note="Counted anew")
        services.file_reading(two.dara, "fish", on=two.today, value=7)
        services.check_in(two.dara, two.plan_id, services.CheckInWords(client_id="form-00099", done="Well"))
        two.ask_id = lower_promises(two)
    known_since_the_publishing(app)
    sign(app, two)
    two.wait(WAITED)
    two.signed, two.again = (day_month_year(two.today + timedelta(days=number)) for number in (0, WAITED))
    two.late = (
        f"Tests: the target changed from 30 tests to 10 tests on {two.signed}, agreed to on {two.again}, "
        "after day 100. It is judged by 30 tests."
    )
    with app.app_context():
        services.reopen(two.dara, two.plan_id, reason="Counted again")
    return two


def stands(app, two):
    """How the plan and its gist stand on the day of today."""
    with app.app_context():
        today = services.today_of(plan_found(two.plan_id))
        [gist] = gists(Plan.id == two.plan_id)
        both = judged(plan_found(two.plan_id), today), judged(gist, today)
    assert both[0] == both[1]
    return both[0]


def test_every_place_says_that_the_target_changed_after_the_end_and_counts_by_the_one_before(app, reopened):
    before = stands(app, reopened).status
    answer(app, reopened, reopened.ask_id, "yes")
    how, told = stands(app, reopened), places(app, reopened)

    assert (before, how.status) == (Status.RED, Status.RED)
    assert [name for name, said in told.items() if reopened.late not in said] == []
    assert [name for name, said in told.items() if "at 11 of 30 tests" not in said] == []


def test_once_it_is_signed_off_again_it_is_sealed_so(app, reopened):
    answer(app, reopened, reopened.ask_id, "yes")
    sign(app, reopened)
    how, told = stands(app, reopened), places(app, reopened)

    assert (how.status, how.at_end.status) == (Status.DONE, Status.RED)
    assert [name for name, said in told.items() if reopened.late not in said] == []
    assert [name for name, said in told.items() if "Signed off at 11 of 30 tests, target not reached" not in said] == []


def test_the_week_says_once_what_changed_after_the_end_and_that_the_plan_was_reopened(app, reopened):
    answer(app, reopened, reopened.ask_id, "yes")
    at = f"/plans/{reopened.plan_id}/week/"
    before = said_in(reopened.browser("Dara").get(at).text)
    sign(app, reopened)
    after = said_in(reopened.browser("Dara").get(at).text)

    said = f"Signed off on {reopened.signed}, reopened on {reopened.again}: Counted again"
    assert [(page.count(reopened.late), page.count(said)) for page in (before, after)] == [(1, 1), (1, 1)]


def change(app, reopened, target):
    """Change the target, and let Mo agree."""
    words = MeasureWords(name="Tests", unit="tests", baseline=0, target=target, main=True)
    with app.app_context():
        services.change_measure(reopened.dara, reopened.measure_id, words, why="So it is")
        [ask_id] = [each.id for each in plan_found(reopened.plan_id).asks if each.confirms and not each.verdict]
    answer(app, reopened, ask_id, "yes")


@pytest.mark.parametrize(
    ("targets", "before"),
    [((20, 10), {"target": 30}), ((20, 30), None), ((40,), {"target": 30})],
)
def test_what_was_promised_on_day_100_counts_however_often_it_changed_since(app, reopened, targets, before):
    answer(app, reopened, reopened.ask_id, "no")
    for target in targets:
        change(app, reopened, target)
    with app.app_context():
        found = promises_before(plan_found(reopened.plan_id)).get(reopened.measure_id)

    assert (found and found.said) == before


def test_a_target_that_asks_for_more_after_the_end_counts(app, reopened):
    answer(app, reopened, reopened.ask_id, "no")
    with app.app_context():
        services.file_reading(reopened.dara, reopened.measure_id, on=reopened.today, value=35, note="All of them")
    change(app, reopened, 90)
    how = stands(app, reopened)

    assert [(each.earlier, each.before.value, each.now.value) for each in how.goes_by] == [(False, 30, 90)]
    said = f"Goes by the new target, 90 tests, agreed to on {reopened.again}; on day 100 it was 30 tests."
    assert said in said_in(reopened.browser("Dara").get(f"/plans/{reopened.plan_id}/").text)


def test_what_changed_and_was_agreed_to_on_one_day_after_the_end_has_one_date(app, reopened):
    answer(app, reopened, reopened.ask_id, "no")
    change(app, reopened, 20)
    how = stands(app, reopened)

    with app.test_request_context():
        said = [goes_by_sentences(how.goes_by, called=str, shown=shown) for shown in (True, False)]
    on = f"on {reopened.again}, after day 100."
    assert said == [
        [f"Tests: the target changed from 30 tests to 20 tests {on} It is judged by 30 tests."],
        [f"A promise changed {on} The earlier one counts."],
    ]


def test_people_who_see_no_numbers_read_both_dates_too(app, reopened):
    answer(app, reopened, reopened.ask_id, "yes")
    how = stands(app, reopened)

    with app.test_request_context():
        said = goes_by_sentences(how.goes_by, shown=False)
    assert said == [
        f"A promise changed on {reopened.signed}, agreed to on {reopened.again}, after day 100. The earlier one counts."
    ]
