"""What is asked of somebody who is signed in waits among what is theirs to do, and is answered there."""

from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import event

from app import clock
from app.audit import AuditRow
from app.db import db, transaction
from app.errors import NotFound
from app.ids import new_id
from app.plans import services
from app.plans.errors import AskAnswered, ItemIncomplete, PlanSigned
from app.plans.items.words import AskWords
from app.plans.models import Ask, Contact, Edit, EditDeed, Plan
from app.plans.services import ContactWords
from tests.plans.endings import complete, words
from tests.plans.test_promises import said_in
from tests.statements import statements

MINE = "/plans/mine/"


@pytest.fixture
def asked(app, ending):
    """The published plan on day 40: its sponsor, The director, is asked for money; Mo is its sponsor's account."""
    ending.at(40)
    with app.app_context():
        said = {"to": "the  Director", "reply_by": ending.today + timedelta(days=3), "barrier": "A law of 1974"}
        ending.ask_id = services.add_item(ending.dara, ending.plan_id, Ask, AskWords(title="Money", **said)).id
        mo = ContactWords(person_id=ending.people["Mo"].id)
        services.say_contact(ending.dara, ending.plan_id, "The director", mo, reason="They took it over")
    return ending


def answer(asked, name, text, **more):
    return asked.browser(name).submit(f"/plans/asks/{asked.ask_id}/answer/", words=text, **more)


def test_the_sponsor_finds_an_ask_among_what_is_theirs_and_answers_it(app, asked):
    page = asked.browser("Mo").get(MINE).text
    assert ("Asked of you" in page, "Money" in page, "A law of 1974" in page) == (True, True, True)
    assert f'action="/plans/asks/{asked.ask_id}/answer/"' in page

    filed = [answer(asked, "Mo", "Half of it"), answer(asked, "Mo", "Half of it")]

    assert [(each.status_code, each.location) for each in filed] == [(303, f"{MINE}#asked")] * 2
    assert "Money" not in asked.browser("Mo").get(MINE).text
    with app.app_context():
        ask = db.session.get(Ask, asked.ask_id)
        assert (ask.answer, ask.answered_on) == ("Half of it", asked.today)
        deeds = db.session.scalars(
            db.select(AuditRow).where(AuditRow.action == "ask.answer").order_by(AuditRow.id)
        ).all()
        assert [each.actor_id for each in deeds] == [asked.people["Mo"].id]
    plan = said_in(asked.browser("Dara").get(f"/plans/{asked.plan_id}/").text)
    # The plan names the account, whoever the plan calls the Director: a leader may have chosen their own.
    assert "Half of it written down by Mo for the Director" in plan
    log = said_in(asked.browser("Dara").get(f"/plans/{asked.plan_id}/changes/").text)
    assert "Answered: Money answered with an account that Dara chose Half of it" in log


def test_what_is_theirs_is_read_in_as_many_questions_for_many_plans(app, asked):
    browser = asked.browser("Mo")
    counts = [_questions_of(app, browser)]
    with app.app_context(), transaction():
        now = clock.now()
        for number in range(8):
            plan = Plan(id=new_id(), centre_id=asked.centre.id, title=f"More {number}", timezone="UTC")
            plan.created_at = plan.published_at = now
            plan.sponsor, plan.day_one = "Spo", asked.today
            ask = Ask(id=new_id(), number=1, title="A room", to="Olu", asked_on=asked.today, created_at=now)
            plan.asks = [ask]
            said = {"to": ["Olu", "Spo"]}
            ask.to = "Spo"
            plan.edits = [
                Edit(deed=EditDeed.CHANGE, kind="ask", item_id=ask.id, said=said, by_name="Dara", made_at=now)
            ]  # fmt: skip
            db.session.add(plan)
            db.session.flush()
            reached = {"plan_id": plan.id, "key": "spo", "person_id": asked.people["Mo"].id}
            db.session.add(Contact(id=new_id(), name="Spo", created_at=now, **reached))

    counts.append(_questions_of(app, browser))

    assert said_in(browser.get(MINE).text).count("Spo is asked since") == 8
    assert counts[0] == counts[1]


def _questions_of(app, browser):
    browser.get(MINE)
    with statements(app) as run:
        browser.get(MINE)
    return len(run)


def test_an_ask_waits_for_who_is_asked_and_for_nobody_else(app, asked):
    for name in ("Dara", "Fay", "Root", "Stranger"):
        assert "Money" not in asked.browser(name).get(MINE).text
        assert answer(asked, name, "No").status_code == 404
    with app.app_context():
        assert db.session.get(Ask, asked.ask_id).answer == ""
        with pytest.raises(NotFound):
            services.answer_own_ask(asked.people["Stranger"], asked.ask_id, "No")


def test_a_sponsor_of_no_staff_is_asked_by_their_address_and_reads_the_plan(app, asked):
    with app.app_context():
        by_address = ContactWords(email="STRANGER@example.org")
        services.say_contact(asked.dara, asked.plan_id, "The director", by_address, reason="They wrote to us")
    stranger = asked.browser("Stranger")

    page = stranger.get(MINE).text

    assert ("Money" in page, f"/plans/{asked.plan_id}/" in page) == (True, True)
    plan = stranger.get(f"/plans/{asked.plan_id}/")
    assert (plan.status_code, "Change goal, day 1 and people" in plan.text) == (200, False)
    contact = asked.browser("Dara").get(f"/plans/{asked.plan_id}/contact/?name=The+director").text
    assert "may read this plan once it is published" in contact
    assert stranger.get(f"/plans/{asked.plan_id}/goal/").status_code == 403
    assert answer(asked, "Stranger", "Half of it").status_code == 303
    with app.app_context():
        assert db.session.get(Ask, asked.ask_id).answer == "Half of it"


def test_who_is_the_sponsor_no_longer_or_is_only_asked_reads_no_plan(app, asked):
    stranger, page = asked.browser("Stranger"), f"/plans/{asked.plan_id}/"
    by_address = ContactWords(email="stranger@example.org")
    with app.app_context():
        services.add_item(asked.dara, asked.plan_id, Ask, AskWords(title="A room", to="Olu"))
        services.say_contact(asked.dara, asked.plan_id, "Olu", by_address)
    assert ("A room" in stranger.get(MINE).text, stranger.get(page).status_code) == (True, 404)

    with app.app_context():
        services.say_contact(asked.dara, asked.plan_id, "The director", by_address, reason="They wrote to us")
    assert stranger.get(page).status_code == 200
    assert page in stranger.get("/plans/").text

    with app.app_context():
        back = ContactWords(person_id=asked.people["Mo"].id)
        services.say_contact(asked.dara, asked.plan_id, "The director", back, reason="They left")
    assert stranger.get(page).status_code == 404


def test_an_address_beside_a_chosen_account_is_asked_nothing(app, asked):
    with app.app_context():
        both = ContactWords(person_id=asked.people["Mo"].id, email="stranger@example.org")
        services.say_contact(asked.dara, asked.plan_id, "The director", both, reason="They wrote to us")

    assert "Money" in asked.browser("Mo").get(MINE).text
    assert "Money" not in asked.browser("Stranger").get(MINE).text
    assert answer(asked, "Stranger", "No").status_code == 404


def test_whose_name_it_is_counts_where_no_address_says_otherwise(app, asked):
    with app.app_context():
        services.add_item(asked.dara, asked.plan_id, Ask, AskWords(title="A room", to="Fay"))

    assert "A room" in asked.browser("Fay").get(MINE).text
    assert "A room" not in asked.browser("Mo").get(MINE).text


def test_an_empty_answer_is_refused_beside_its_ask(app, asked):
    refused = answer(asked, "Mo", " ")

    assert (refused.status_code, "Write your answer." in refused.text) == (422, True)
    with app.app_context(), pytest.raises(ItemIncomplete):
        services.answer_own_ask(asked.people["Mo"], asked.ask_id, "")


def test_an_answer_that_comes_too_late_is_given_back_with_the_one_there_is(app, asked):
    with app.app_context():
        said = AskWords(title="Money", to="The director", answer="Next year")
        services.change_item(asked.dara, Ask, asked.ask_id, said)

    late = answer(asked, "Mo", "Half of it")

    assert (late.status_code, "Next year" in late.text, "Half of it" in late.text) == (409, True, True)
    with app.app_context(), pytest.raises(AskAnswered):
        services.answer_own_ask(asked.people["Mo"], asked.ask_id, "Half of it")


def test_a_signed_plan_asks_nothing_and_takes_no_answer(app, asked):
    asked.at(99)
    with app.app_context():
        complete(asked)
        services.sign_off(asked.dara, asked.plan_id, words(asked))
        with pytest.raises(PlanSigned):
            services.answer_own_ask(asked.people["Mo"], asked.ask_id, "Half of it")

    page = said_in(asked.browser("Mo").get(MINE).text)
    first_page = said_in(asked.browser("Mo").get("/").text)
    late = answer(asked, "Mo", "Half of it")

    assert "Money" in page
    assert "It takes no more answers." in page
    assert ("Your answer" in page, "waits for your answer" in first_page) == (False, False)
    assert (late.status_code, "Half of it" in late.text) == (409, True)


def test_a_month_after_the_sign_off_nobody_is_told_of_it_any_more(app, asked, clock):
    asked.at(99)
    with app.app_context():
        complete(asked)
        services.sign_off(asked.dara, asked.plan_id, words(asked))
    clock(31 * 24 * 3600)

    assert "Money" not in asked.browser("Mo").get(MINE).text


@pytest.mark.parametrize("change", ["another is asked", "another answers by that name"])
def test_what_is_asked_of_somebody_else_in_that_instant_is_not_answered(app, asked, change):
    """On PostgreSQL somebody may change it before the plan is held; SQLite lets one write at a time."""
    dara, fay = asked.dara, ContactWords(person_id=asked.people["Fay"].id)
    moved = []

    def move():
        with app.app_context():
            if change == "another is asked":
                services.change_item(dara, Ask, asked.ask_id, AskWords(title="Money", to="Fay"))
            else:
                services.say_contact(dara, asked.plan_id, "The director", fay, reason="Fay took it over")

    def meanwhile(_connection, _cursor, statement, *_more):
        if not moved and "FROM plan " in statement and "FOR UPDATE" in statement:
            moved.append(change)
            other = Thread(target=move)
            other.start()
            other.join()

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", meanwhile)
    try:
        code = answer(asked, "Mo", "Half of it").status_code
    finally:
        event.remove(engine, "before_cursor_execute", meanwhile)

    assert bool(moved) == (engine.dialect.name == "postgresql")
    with app.app_context():
        said = db.session.get(Ask, asked.ask_id).answer
    assert (code, said) == ((404, "") if moved else (303, "Half of it"))
