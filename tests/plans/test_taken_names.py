"""Nobody speaks as the sponsor or coach of a plan by taking their name for a while."""

import pytest

from app.accounts.queries import person_by_id
from app.db import db, transaction
from app.plans import services
from app.plans.models import Mood, Plan
from app.plans.services import CheckInWords, ContactWords
from tests.plans.test_agreeing import seen_by
from tests.renaming import call

TAKEN = (
    "This is the name of the sponsor or coach of a plan, or holds it. Take a name of your own; who leads the plan can "
    "choose your account for that one."
)


def rename(asked, who: str, name: str) -> tuple[int, bool]:
    """Choose another name on one's profile: the status, and whether the page says that somebody has it."""
    answer = asked.room.browser(who).submit("/profile/", name=name, language="", timezone="")
    return answer.status_code, TAKEN in answer.text


@pytest.mark.parametrize("name", ["Spo", "spo", "Ѕро", "Cai"])
def test_nobody_takes_the_name_of_the_sponsor_or_the_coach_of_a_plan(asked, name):
    asked.room.employ("Fay", "facilitator")

    assert rename(asked, "Fay", name) == (422, True)
    assert rename(asked, "Fay", "Lea") == (303, False)


def test_nobody_takes_a_name_that_holds_that_of_the_sponsor(app, asked):
    asked.room.employ("Fay", "facilitator")
    with app.app_context(), transaction():
        db.session.get_one(Plan, asked.plan_id).sponsor = "Sara Spo"

    assert [rename(asked, "Fay", name) for name in ("Sara Spo (ministry)", "Spo, Sara")] == [(422, True)] * 2
    assert rename(asked, "Fay", "Sara Fay") == (303, False)


@pytest.mark.parametrize("title", ["Sponsor", "The sponsor", "Tells the story", "الراعي", "Спонсор", "发起人"])
def test_nobody_speaks_as_a_role_by_taking_its_name(app, asked, title):
    fay = asked.room.employ("Fay", "facilitator")
    answer = asked.room.browser("Fay").submit("/profile/", name=title, language="", timezone="")
    with app.app_context():
        services.check_in(
            person_by_id(fay.id), asked.plan_id, CheckInWords(client_id="a-form-of-fay", done="The plan is safe")
        )

    assert (answer.status_code, "This is the name of a role." in answer.text) == (422, True)
    assert "Fay The plan is safe" in seen_by(asked, asked.page)


def test_a_check_in_says_whose_account_filed_it_where_that_is_called_otherwise_by_now(app, asked):
    with app.app_context():
        services.check_in(asked.dara, asked.plan_id, CheckInWords(client_id="a-form-of-dara", done="I saw all of it"))
    assert "account of" not in seen_by(asked, asked.page)

    assert rename(asked, "Dara", "Dara Diaz") == (303, False)

    assert "Dara · account of Dara Diaz" in seen_by(asked, asked.page)
    assert "Dara (Dara Diaz)" in seen_by(asked, f"{asked.page}changes/")


def test_whose_account_was_chosen_for_the_name_takes_it(app, asked):
    fay = asked.room.employ("Fay", "facilitator")
    with app.app_context():
        services.say_contact(asked.dara, asked.plan_id, "Cai", ContactWords(person_id=fay.id), reason="It is her")

    assert rename(asked, "Fay", "Cai") == (303, False)


def test_who_chooses_an_account_for_the_coach_of_a_published_plan_is_told_among_what_changed(app, asked):
    fay = asked.room.employ("Fay", "facilitator")
    with app.app_context():
        services.say_contact(asked.dara, asked.plan_id, "Cai", ContactWords(person_id=fay.id))

    changes = seen_by(asked, f"{asked.page}changes/")
    assert "Account of the coach: – → Fay" in changes


def test_a_check_in_of_whoever_bears_the_name_since_the_plan_was_published_has_no_role(app, asked):
    fay = asked.room.employ("Fay", "facilitator")
    with app.app_context():
        call(person_by_id(fay.id), "Spo")
        filed = services.check_in(
            person_by_id(fay.id),
            asked.plan_id,
            CheckInWords(client_id="a-form-of-fay", done="I saw all of it", mood=Mood.GREEN),
        )
        assert (filed.by_name, filed.by_role) == ("Spo", "")
        leader = services.check_in(
            asked.dara, asked.plan_id, CheckInWords(client_id="a-form-of-dara", done="All of it")
        )
        assert leader.by_role == ""

    assert "Sponsor · " not in seen_by(asked, asked.page).split("I saw all of it")[0][-200:]
