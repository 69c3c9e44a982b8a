"""Who writes a plan is told when nothing reaches its sponsor, or whoever it asks something."""

import pytest

from app.accounts.services import close_account
from app.db import db
from app.plans import services
from app.plans.items.words import AskWords
from app.plans.models import Ask, MailAddress
from app.plans.services import ContactWords
from tests.plans.test_promises import said_in

SAYS = "Nothing of this plan reaches Spo yet: say by which address or account. Say how to reach them"


@pytest.fixture
def unknown(app, rhythm):
    """A published plan on day 20, whose sponsor nobody knows how to reach."""
    rhythm.begin(20)
    rhythm.page = f"/plans/{rhythm.plan_id}/"
    return rhythm


def page_of(unknown, name="Dara"):
    return unknown.room.browser(name).get(unknown.page).text


def test_a_published_plan_says_that_nothing_reaches_its_sponsor(app, unknown):
    unknown.room.employ("Mo", "member")
    page = page_of(unknown)

    assert SAYS in said_in(page)
    assert f'<a href="{unknown.page}contact/?name=Spo">Say how to reach them</a>' in page
    assert SAYS not in said_in(page_of(unknown, "Mo"))

    unknown.reach("Spo")
    assert SAYS not in said_in(page_of(unknown))


def test_a_plan_that_is_published_now_says_it_too(app, unknown):
    with app.app_context():
        unknown.plan().published_at = None
        unknown.plan().day_one = services.today_of(unknown.plan())
        action = unknown.plan().parked_actions[0]
        action.parked_on = None
        db.session.commit()

    before, dara = said_in(page_of(unknown)), unknown.room.browser("Dara")
    published = dara.submit(f"{unknown.page}publication/")

    assert published.status_code == 303
    yet = "has no address yet. No agreement to a later change counts until there is one. Enter it now"
    assert (yet in before, SAYS in said_in(dara.get(published.location).text)) == (True, True)


def test_a_sponsor_whose_account_was_closed_is_reached_by_nothing(app, unknown):
    spo, root = unknown.room.employ("Spo", "member"), unknown.room.person("Root", alliance_role="administrator")
    before = said_in(page_of(unknown))

    with app.app_context():
        close_account(spo.id, by=root)

    assert (SAYS in before, SAYS in said_in(page_of(unknown))) == (False, True)


def test_an_ask_that_reaches_nobody_says_so_beside_it(app, unknown):
    unknown.reach("Spo")
    dara = unknown.room.browser("Dara")

    filed = dara.submit(f"{unknown.page}asks/", title="Money", to="The mayor")

    assert filed.status_code == 303
    assert "Nothing of this plan reaches The mayor yet" in said_in(dara.get(unknown.page).text)
    unknown.room.employ("The mayor", "member")
    assert "Nothing of this plan reaches" not in said_in(dara.get(unknown.page).text)


def test_an_answered_ask_waits_for_nobody(app, unknown):
    unknown.reach("Spo")
    with app.app_context():
        services.add_item(unknown.dara, unknown.plan_id, Ask, AskWords(title="Money", to="The mayor", answer="Yes"))

    assert "Nothing of this plan reaches" not in said_in(page_of(unknown))


def test_an_address_that_takes_no_mail_reaches_nobody(app, unknown):
    unknown.reach("Spo")
    with app.app_context():
        db.session.add(MailAddress(address="spo@example.org", bounced_on=services.today_of(unknown.plan())))
        db.session.commit()
    assert SAYS in said_in(page_of(unknown))

    mo = unknown.room.employ("Mo", "member")
    with app.app_context():
        by_account = ContactWords(person_id=mo.id, muted=True)
        services.say_contact(unknown.dara, unknown.plan_id, "Spo", by_account, reason="Mo is the sponsor")
    assert SAYS not in said_in(page_of(unknown))
