"""No way of pages and forms shows that a sponsor agreed who did not, or hides that they refused."""

from dataclasses import replace

import pytest

from app.accounts.queries import person_by_email, person_by_id
from app.accounts.services import change_profile
from app.centres.models import StaffRole
from app.centres.services import invite_staff
from app.plans import services
from app.plans.services import ContactWords
from tests.plans.test_agreeing import MINE, NO, SAYS_NO, TESTS, WAITS, YES, answer, seen_by
from tests.plans.test_chosen_addresses import ACCOUNT, UNCOUNTED

OWN_MAILBOX = "dara.at.home@example.net"


@pytest.fixture
def named_alike(app, asked):
    """The leader, who directs the centre, invites a mailbox of their own under the name of the sponsor on day 60."""

    def invite():
        with app.app_context():
            services.say_contact(asked.dara, asked.plan_id, "Spo", ContactWords(), reason="They left the ministry")
            invite_staff(asked.room.centre.id, email=OWN_MAILBOX, name="Spo", role=StaffRole.FACILITATOR, by=asked.dara)
            asked.room.people["Spo"] = person_by_email(OWN_MAILBOX)
        return asked

    return invite


@pytest.mark.parametrize("reached", ["by their name", "by their account", "by their address"])
def test_an_account_made_late_in_the_name_of_the_sponsor_names_who_made_it(app, named_alike, reached):
    asked = named_alike()
    words = {"by their account": {"person_id": asked.room.people["Spo"].id}, "by their address": {"email": OWN_MAILBOX}}
    if reached in words:
        with app.app_context():
            said = ContactWords(**words[reached])
            services.say_contact(asked.dara, asked.plan_id, "Spo", said, reason="They came here")

    assert answer(asked, "Spo", **YES).status_code == 303
    page = seen_by(asked, asked.page)
    assert (ACCOUNT in page, UNCOUNTED in page) == (True, True)


def test_a_refusal_stands_though_a_namesake_of_the_sponsor_is_let_in(app, asked, named_alike):
    answer(asked, **NO)
    named_alike()

    assert answer(asked, "Spo", **YES).status_code == 409
    assert SAYS_NO in seen_by(asked, asked.page)


def test_a_namesake_of_the_sponsor_who_was_let_in_late_agrees_to_nothing(app, asked, named_alike):
    answer(asked, **NO)
    named_alike()
    with app.app_context():
        services.change_measure(asked.room.people["Spo"], asked.measure_id, replace(TESTS, target=9.0), why="Less")

    page = seen_by(asked, asked.measure)
    assert ("agreed by Spo" in page, "Spo wrote down that Spo agreed" in page, SAYS_NO in page) == (False, True, True)


def test_a_sponsor_whose_account_somebody_else_makes_agrees(app, asked):
    fay = asked.room.employ("Fay", "director")
    with app.app_context():
        services.say_contact(fay, asked.plan_id, "Spo", ContactWords(), reason="They get an account")
        invite_staff(asked.room.centre.id, email="spo@ministry.example", name="Spo", role=StaffRole.MEMBER, by=fay)
        asked.room.people["Spo"] = person_by_email("spo@ministry.example")

    assert "Do you agree" in seen_by(asked, MINE, "Spo")
    assert answer(asked, "Spo", **YES).status_code == 303
    page = seen_by(asked, asked.page)
    assert ("answered with an account that Fay chose" in page, WAITS in page, "not count" in page) == (
        True,
        False,
        False,
    )


def test_nobody_agrees_who_takes_the_name_of_a_sponsor_whom_nobody_reaches(app, unreached):
    fay = unreached.room.employ("Fay", "member")
    with app.app_context():
        change_profile(person_by_id(fay.id), name="Spo", language="en", timezone=None)
        services.ask_reached_sponsors()
        unreached.ask_id = unreached.plan().asks[-1].id

    mine = seen_by(unreached, MINE, "Fay")
    assert ("You chose yourself to answer for the sponsor" in mine, "Yes, I agree" in mine) == (True, False)
    assert answer(unreached, "Fay", verdict="yes", seen="2").status_code == 409
    assert WAITS in seen_by(unreached, f"/plans/{unreached.plan_id}/")
