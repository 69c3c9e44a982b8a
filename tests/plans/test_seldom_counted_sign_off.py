"""The page of the sign-off says of a number how seldom it was counted and how late it was told, before it and after."""

import pytest

from app.moments import day_month_year
from app.plans import services
from app.plans.endings.sharing import Shown
from tests.plans.endings import complete, sign
from tests.plans.test_kept_in_sight import shared
from tests.plans.test_promises import said_in


@pytest.mark.parametrize(
    ("counted", "said"), [((), "Counted once, on day 92."), ((20,), "Not counted between day 20 and day 92.")]
)
def test_the_sign_off_says_for_which_days_nobody_counted(app, ending, counted, said):
    ending.at(92)
    with app.app_context():
        for day in counted:
            services.file_reading(ending.dara, ending.measure_id, on=ending.day(day), value=9, note="Counted late")
        complete(ending)
    at = f"/plans/{ending.plan_id}/sign-off/"
    before = said_in(ending.browser("Dara").get(at).text)
    sign(app, ending)
    after = said_in(ending.browser("Dara").get(at).text)
    outside = said_in(app.test_client().get(f"/p/{shared(app, ending, Shown.GOAL)}/").text)

    assert [page.count(f"Tests: {said}") for page in (before, after)] == [1, 1]
    assert outside.count(said) == 1


def test_the_sign_off_says_how_many_numbers_were_told_after_their_days(app, ending):
    ending.at(92)
    with app.app_context():
        for day in (40, 66):
            services.file_reading(ending.dara, ending.measure_id, on=ending.day(day), value=9)
        complete(ending)
    with app.test_request_context():
        said = f"2 numbers told after their days, the last on {day_month_year(ending.today)}."
    at = f"/plans/{ending.plan_id}/sign-off/"
    before = said_in(ending.browser("Dara").get(at).text)
    sign(app, ending)
    after = said_in(ending.browser("Dara").get(at).text)

    assert [page.count(said) for page in (before, after)] == [1, 1]


def test_of_a_number_that_was_counted_often_and_in_time_the_sign_off_says_nothing(app, ending):
    ending.at(29)
    told = ("ounted once", "irst counted", "Not counted between", "after their days", "after its day")
    with app.app_context():
        services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=9)
    page = ending.browser("Dara").get(f"/plans/{ending.plan_id}/sign-off/").text

    assert [each for each in told if each in page] == []
