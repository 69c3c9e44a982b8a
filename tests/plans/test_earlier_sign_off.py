"""A sign-off that was reopened stays readable: on a page of its own, and to people outside while the plan goes on."""

import pytest

from app.db import transaction
from app.moments import day_month_year
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.queries import plan_found
from app.plans.services import ActionWords
from tests.plans.endings import complete, sign, words
from tests.plans.test_kept_in_sight import shared
from tests.plans.test_promises import said_in

WHY = "A number was wrong"


@pytest.fixture
def signed(app, ending):
    """The plan on day 92, signed off without “Sign the lease”, which is critical."""
    ending.at(92)
    with app.app_context():
        complete(ending)
        lease = ActionWords(title="Sign the lease", owner="Olu", due_on=ending.today, critical=True)
        ending.lease = services.add_action(ending.dara, ending.plan_id, lease).id
    sign(app, ending)
    with app.app_context():
        ending.first = plan_found(ending.plan_id).sign_off.id
    return ending


@pytest.fixture
def reopened(app, signed):
    """The plan reopened on the same day, with the lease signed and another goal in words."""
    with app.app_context():
        services.reopen(signed.dara, signed.plan_id, reason=WHY)
        services.move_action(signed.dara, signed.lease, "done")
    return signed


def said_on(app, plan):
    with app.test_request_context():
        return day_month_year(plan.today)


def earlier(plan, who="Mo"):
    return plan.browser(who).get(f"/plans/{plan.plan_id}/sign-offs/{plan.first}/")


@pytest.mark.parametrize("again", [False, True], ids=["reopened", "signed off again"])
def test_whoever_reads_the_plan_reads_the_earlier_sign_off_on_a_page(app, reopened, again):
    if again:
        with app.app_context():
            services.sign_off(reopened.dara, reopened.plan_id, words(reopened, result="32 tests"))
    page, on = said_in(earlier(reopened).text), said_on(app, reopened)
    undone = page.partition("Promised and not done")[2]

    for told in (
        f"Signed off on {on} by Dara. Reopened on {on} by Dara: {WHY}",
        "signed off on day 92, 1 critical thing promised and not done",
        "As it was signed",
        "31 tests from five countries",
        "The lab runs the calendar",
        "The calendar stays open",
    ):
        assert told in page
    assert ("Sign the lease" in undone, "The register" in page, "32 tests" in page) == (True, True, False)
    assert ("SHA-256" in page, "stay as they are" in page) == (True, False)


def test_the_plan_and_its_sign_off_lead_to_the_earlier_one_and_that_to_its_file(reopened):
    mo, at = reopened.browser("Mo"), f"/plans/{reopened.plan_id}/"
    there = f"{at}sign-offs/{reopened.first}/"

    assert [f'href="{there}"' in mo.get(page).text for page in (at, f"{at}sign-off/")] == [True, True]
    assert f'href="{at}sign-off/{reopened.first}/"' in earlier(reopened).text


def test_the_sign_off_that_stands_and_those_of_others_have_no_such_page(app, signed):
    before = earlier(signed).status_code
    with app.app_context():
        services.reopen(signed.dara, signed.plan_id, reason=WHY)

    assert (before, earlier(signed).status_code, earlier(signed, "Stranger").status_code) == (404, 200, 404)


def test_a_sign_off_that_an_earlier_server_did_not_seal_is_readable_too(app, reopened):
    with app.app_context(), transaction():
        plan_found(reopened.plan_id).reopenings[0].sealed = ""
    page = said_in(earlier(reopened).text)

    assert ("31 tests from five countries" in page, "before this server kept a sealed copy" in page) == (True, True)
    assert "Promised and not done" not in page


def test_people_outside_keep_the_result_while_the_plan_is_reopened(app, signed):
    token = shared(app, signed, Shown.RESULT)

    def read():
        return said_in(app.test_client().get(f"/p/{token}/").text)

    before = read()
    with app.app_context():
        services.reopen(signed.dara, signed.plan_id, reason=WHY)
        services.move_action(signed.dara, signed.lease, "done")
    after, on = read(), said_on(app, signed)
    sign(app, signed)
    again = read()

    since = f"As signed off on {on}, reopened since on {on}."
    assert (since in before, after.count(since), since in again) == (False, 2, False)
    for page in (before, after, again):
        assert "31 tests from five countries" in page
    # As it was sealed, the plan went without two actions.
    assert ["2 actions not done" in page for page in (before, after, again)] == [True, True, False]


def test_people_outside_read_nothing_of_an_earlier_result_that_they_are_not_shown(app, reopened):
    page = said_in(app.test_client().get(f"/p/{shared(app, reopened, Shown.GOAL)}/").text)

    assert "31 tests from five countries" not in page
    assert page.count("As signed off") == 1
    assert "2 actions not done" in page.partition("As signed off")[2]
