"""Whom the sponsor's name of a plan reaches stays as it was when the plan was signed off."""

import pytest

from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.errors import PlanSigned
from app.plans.services import ContactWords
from tests.plans.endings import complete, sign
from tests.plans.test_kept_in_sight import shared
from tests.plans.test_promises import said_in

SPONSOR, UNREACHED = "The director", "Nobody reaches the sponsor."


@pytest.fixture
def signed(app, ending):
    """The plan, signed off while no address of its sponsor is known."""
    ending.at(99)
    with app.app_context():
        complete(ending)
    sign(app, ending)
    return ending


def say(app, plan, name, **said):
    with app.app_context():
        services.say_contact(plan.dara, plan.plan_id, name, ContactWords(**said), reason="A late entry")


def test_an_address_that_is_given_after_the_sign_off_is_refused_and_every_page_says_so_still(app, signed):
    with pytest.raises(PlanSigned):
        say(app, signed, SPONSOR, email="late@example.net")

    outside = app.test_client().get(f"/p/{shared(app, signed, Shown.STATUS)}/").text
    pages = [said_in(signed.browser("Sec").get("/portfolio/").text), said_in(outside)]
    assert [UNREACHED in page for page in pages] == [True, True]
    page = said_in(signed.browser("Dara").get(f"/plans/{signed.plan_id}/contact/?name={SPONSOR}").text)
    assert "The plan was signed off: whom the name of its sponsor reaches stays as it was then." in page


def test_an_account_that_is_given_after_the_sign_off_is_refused(app, signed):
    with pytest.raises(PlanSigned):
        say(app, signed, SPONSOR, person_id=signed.dara.id)


def test_other_people_and_the_language_of_the_sponsor_may_change(app, signed):
    say(app, signed, SPONSOR, language="fr")
    say(app, signed, "Dara", email="dara@example.net")


def test_once_the_plan_is_reopened_the_sponsor_is_reached_otherwise(app, signed):
    with app.app_context():
        services.reopen(signed.dara, signed.plan_id, reason="The sponsor moved")

    say(app, signed, SPONSOR, email="late@example.net")

    assert UNREACHED not in said_in(signed.browser("Sec").get("/portfolio/").text)
