"""The alliance confirms how a sponsor is reached, so that their yes counts; nobody of the plan's own people may."""

import re

import pytest
from markupsafe import escape

from app.audit import AuditRow
from app.centres.models import Staff
from app.db import db
from app.errors import NotAllowed, NotFound
from app.plans import services
from app.plans.errors import ConfirmsOwnPlan, NoSuchChoice, ReasonMissing
from app.plans.services import ContactWords
from tests.plans.test_agreeing import MINE, NO, YES, answer, seen_by
from tests.plans.test_chosen_addresses import HELPS, LATER, PRIVATE, change_again, follow, give
from tests.plans.test_promises import said_in

CONFIRMED = "Confirmed by the secretariat on "
CONFIRM, CORRECT = "Confirm how the sponsor is reached", "Correct how the sponsor is reached"
ANOTHER = " Another person of the secretariat has to confirm how the sponsor is reached"
OWN = f"The coach of this plan has the same name as you.{ANOTHER}, or the team names another coach."


@pytest.fixture
def late(app, asked):
    """Ada, of the same centre, chose an address for the sponsor after the change; the alliance has a secretariat."""
    asked.ada = asked.room.employ("Ada", "facilitator")
    asked.sec = asked.room.person("Sec", alliance_role="secretariat")
    asked.contact = f"{asked.page}contact/?name=Spo"
    give(asked, asked.ada, PRIVATE)
    return asked


@pytest.mark.parametrize("role", ["secretariat", "administrator"])
def test_the_alliance_confirms_an_address_on_the_plan_and_a_yes_given_there_counts(app, late, postbox, role):
    late.room.person("Root", alliance_role=role)
    assert follow(late, postbox, YES).status_code == 303
    assert LATER.format("at an address") in seen_by(late, late.page)
    root = late.room.browser("Root")
    assert (CONFIRM in seen_by(late, late.page, "Root"), CONFIRM in seen_by(late, late.page)) == (True, False)
    assert f'value="{PRIVATE}"' in root.get(late.contact).text

    assert root.submit(late.contact, email=PRIVATE, language="en").status_code == 303

    page, log = seen_by(late, late.page), seen_by(late, f"{late.page}changes/")
    assert ("not count as" in page, CONFIRMED in page, "Spo agrees, " in page) == (False, True, True)
    assert CONFIRMED in seen_by(late, f"{late.page}contacts/")
    assert CONFIRMED in seen_by(late, late.contact)
    assert "How the sponsor is reached, confirmed by the secretariat: no → yes" in log
    with app.app_context():
        rows = db.session.scalars(db.select(AuditRow).where(AuditRow.action == "contact.confirm")).all()
        assert [row.actor_id for row in rows] == [late.room.people["Root"].id]


def test_a_yes_after_the_confirmation_counts_also_for_changes_before(app, late, postbox):
    late.confirm(email="sara@ministry.example")
    assert follow(late, postbox, YES, "sara@ministry.example").status_code == 303

    page = seen_by(late, late.page)
    assert ("Spo agrees, " in page, "not count as" in page, "an address that" in page) == (True, False, False)


def test_a_yes_given_elsewhere_before_counts_no_more_once_another_address_is_confirmed(app, late, postbox):
    assert follow(late, postbox, YES).status_code == 303
    late.confirm(email="sara@ministry.example")

    assert LATER.format("at an address") in seen_by(late, late.page)


def test_a_confirmation_ends_where_somebody_of_the_plan_chooses_again(app, late, postbox):
    late.confirm(email="sara@ministry.example")
    give(late, late.ada, "another@example.net")
    assert follow(late, postbox, YES, "another@example.net").status_code == 303

    page = seen_by(late, late.page)
    assert (CONFIRMED in page, LATER.format("at an address") in page, HELPS in page) == (False, True, True)
    assert "How the sponsor is reached, confirmed by the secretariat: yes → no" in seen_by(late, f"{late.page}changes/")


def test_a_no_counts_whoever_chose_the_address(app, late, postbox):
    assert follow(late, postbox, NO).status_code == 303

    assert "Spo does not agree to a changed promise." in seen_by(late, late.page)


def name_coach(app, late, name):
    """Say who coaches the plan, as if it had been so all along."""
    with app.app_context():
        late.plan().coach = name
        db.session.commit()


def test_only_the_secretariat_confirms_and_nobody_of_the_plan_itself(app, late):
    words = ContactWords(email=PRIVATE)
    late.room.employ("Bo", "member")
    gov = late.room.person("Gov", alliance_role="governance board")
    own = late.room.person("Own", alliance_role="secretariat")
    late.room.employ("Own", "member")
    coach = late.room.person("Cai", alliance_role="administrator")
    with app.app_context():
        late.plan().coach = "Cai"
        db.session.commit()
        for person in (late.dara, late.ada, late.room.people["Bo"], gov, own, coach):
            with pytest.raises((NotAllowed, NotFound)):
                services.confirm_sponsor(person, late.plan_id, words)
    for name in ("Own", "Cai", "Gov"):
        assert late.room.browser(name).get(late.contact).status_code in {403, 404}
        assert CONFIRM not in seen_by(late, late.page, name)
    assert CONFIRMED not in seen_by(late, late.page)


def test_a_secretariat_of_the_coachs_name_reads_why_another_has_to_confirm_until_the_team_names_another(
    app, late, postbox
):
    assert follow(late, postbox, YES).status_code == 303
    late.room.person("Imani", alliance_role="secretariat")
    name_coach(app, late, "Imani")
    imani = late.room.browser("Imani")

    form, sent = imani.get(late.contact), imani.post(late.contact, data={"email": PRIVATE, "language": "en"})
    other = imani.get(f"{late.page}contact/?name=Lea")
    named = seen_by(late, late.page, "Imani")
    assert [(each.status_code, OWN in said_in(each.text)) for each in (form, sent, other)] == [
        (403, True), (403, True), (403, False)
    ]  # fmt: skip
    assert (OWN in named, CONFIRM in named, HELPS in named) == (True, False, True)
    assert [OWN in seen_by(late, late.page, name) for name in ("Sec", "Dara")] == [False, False]
    with app.app_context(), pytest.raises(ConfirmsOwnPlan):
        services.confirm_sponsor(late.room.people["Imani"], late.plan_id, ContactWords(email=PRIVATE))

    name_coach(app, late, "Cai")
    assert imani.submit(late.contact, email=PRIVATE, language="en").status_code == 303
    page = seen_by(late, late.page, "Imani")
    assert (OWN in page, CONFIRMED in page, HELPS in page, "Spo agrees, " in page) == (False, True, False, True)


def test_a_secretariat_of_the_plans_own_people_reads_which_of_them_it_is(app, late):
    plan = late.plan_id
    of_centre = late.room.person("Own", alliance_role="secretariat")
    late.room.employ("Own", "member")
    coach = late.room.person("Cai", alliance_role="administrator")
    late.room.employ("Cai", "member")
    wrote = late.room.person("Wren", alliance_role="secretariat")
    with app.app_context():
        late.plan().coach = "Coach"
        db.session.commit()
        services.say_contact(late.ada, plan, "Coach", ContactWords(person_id=coach.id), reason="Her account")
        db.session.execute(db.delete(Staff).where(Staff.principal_id == coach.id))
        for agreement in late.plan().agreements:
            agreement.by_id = wrote.id
        db.session.commit()

    said = {}
    for person in (of_centre, coach, wrote):
        with app.app_context(), pytest.raises(ConfirmsOwnPlan) as refused:
            services.confirm_sponsor(person, plan, ContactWords(email=PRIVATE))
        with app.test_request_context():
            said[person.name] = str(refused.value.message)
        assert escape(said[person.name]) in seen_by(late, late.page, person.name)

    assert said == {
        "Own": f"You belong to the centre of this plan.{ANOTHER}.",
        "Cai": f"You are the coach of this plan.{ANOTHER}.",
        "Wren": f"You changed this plan earlier.{ANOTHER}.",
    }


def test_a_leader_who_is_of_the_secretariat_confirms_nothing_even_once_they_left_the_centre(app, late):
    with app.app_context():
        lea = db.session.get(type(late.dara), late.dara.id)
        lea.alliance_role = "secretariat"
        db.session.commit()
    saved = late.room.browser("Dara").submit(late.contact, email="x@example.net", language="en", reason="So")
    assert (saved.status_code, CONFIRMED in seen_by(late, late.page)) == (303, False)
    with app.app_context():
        db.session.execute(db.delete(Staff).where(Staff.principal_id == late.dara.id))
        db.session.commit()
        left = db.session.get(type(late.dara), late.dara.id)
        with pytest.raises(ConfirmsOwnPlan, match="changed"):
            services.confirm_sponsor(left, late.plan_id, ContactWords(email="x@example.net"))


def test_the_secretariat_says_why_it_is_another_address_and_confirms_nothing_empty_and_not_itself(app, late):
    sec = late.room.browser("Sec")
    with app.app_context():
        for words, refused in (
            (ContactWords(), NoSuchChoice),
            (ContactWords(email="Sec@example.org"), NotAllowed),
            (ContactWords(email="b@example.net"), ReasonMissing),
        ):
            with pytest.raises(refused):
                services.confirm_sponsor(late.sec, late.plan_id, words)
    for said, why in (
        ({"email": ""}, "Write an address or choose an account."),
        ({"email": "sec@example.org", "reason": "So"}, "Somebody else of the secretariat has to confirm"),
        ({"email": "b@example.net"}, "Say why, in one sentence."),
    ):
        answered = sec.submit(late.contact, language="en", **said)
        assert (answered.status_code, why in answered.text) == (422, True)
    assert sec.get(f"{late.page}contact/?name=Lea").status_code == 403
    assert CONFIRMED not in seen_by(late, late.page)


def test_the_link_beside_a_confirmed_sponsor_asks_to_correct_and_no_more_to_confirm(late):
    before = seen_by(late, late.page, "Sec")
    late.confirm(email=PRIVATE)
    page = seen_by(late, late.page, "Sec")

    assert [(CONFIRM in each, CORRECT in each) for each in (before, page)] == [(True, False), (False, True)]


@pytest.mark.parametrize("way", ["account", "address"])
def test_who_confirms_an_account_of_the_leader_they_just_chose_reads_so_first(app, late, way):
    late.knew("Lea", person_id=late.dara.id)
    sec, also = late.room.browser("Sec"), {
        "account": "This account also leads the plan.", "address": "This is also the address of who leads the plan."
    }[way]  # fmt: skip
    chosen = {"person": late.dara.id, "email": PRIVATE} if way == "account" else {"email": "dara@example.org"}
    said = {"language": "en", "reason": "She is", **chosen}
    again = f"{also} Choose “Confirm” again if this is right."

    def send(answered=None):
        [warned] = re.findall('name="warned"[^>]*value="([^"]*)"', (answered or sec.get(late.contact)).text)
        return sec.submit(late.contact, **said, warned=warned)

    first = send()
    assert (first.status_code, again in said_in(first.text)) == (422, True)
    assert CONFIRMED not in seen_by(late, late.page)
    assert send(first).status_code == 303
    page = seen_by(late, late.page, "Sec")
    assert (CONFIRMED in page, also in page) == (True, True)


def test_an_account_that_neither_leads_nor_coaches_is_confirmed_at_once(app, late):
    fay = late.room.employ("Fay", "member")
    said = {"person": fay.id, "language": "en", "reason": "She is"}

    assert late.room.browser("Sec").submit(late.contact, **said).status_code == 303
    assert CONFIRMED in seen_by(late, late.page)


def test_a_sponsor_whom_the_alliance_confirmed_agrees_to_what_they_wrote_themselves(app, asked):
    fay = asked.room.employ("Fay", "facilitator")
    asked.follow("Fay")
    with app.app_context():
        asked.room.people["Fay"] = db.session.merge(fay)
    asked.dara_was, asked.room.people["Dara"] = asked.dara, asked.room.people["Fay"]
    change_again(asked, 2500.0)
    asked.room.people["Dara"] = asked.dara_was
    with app.app_context():
        asked.ask_id = asked.plan().asks[-1].id
    assert "You wrote down this change yourself" in seen_by(asked, MINE, "Fay")
    assert answer(asked, "Fay", verdict="yes", seen="2").status_code == 403

    asked.confirm(person_id=fay.id)
    with app.app_context():
        seen = str(len(asked.plan().asks[-1].agreements))
    assert answer(asked, "Fay", verdict="yes", seen=seen).status_code == 303
    assert "not count as" not in seen_by(asked, asked.page)


def test_who_may_change_the_plan_reads_before_they_choose_that_a_yes_needs_a_confirmation(app, asked):
    form = seen_by(asked, f"{asked.page}contact/?name=Spo")

    assert "A “Yes” to a change that was written before the address or account is chosen does not count" in form
    assert "Once the secretariat of the alliance confirms here how the sponsor is reached, it does." in form
    assert "does not count" not in seen_by(asked, f"{asked.page}contact/?name=Lea")
