"""Whoever is asked hears by mail that the team answered in their name: at once, in their language, once a day."""

import pytest

from app.db import db
from app.plans import services
from app.plans.items.words import AskWords
from app.plans.models import Ask, Contact, MailAddress, Plan
from app.plans.services import ContactWords
from tests.plans.letters import words
from tests.plans.test_written_for_others import ask_of, write_answer

DAY = 24 * 3600
SAID = "Dara answered “A room” in your name: “Spo agrees to all.”"


def mails(asked, postbox, reader):
    """What was sent to somebody since the last look."""
    asked.send()
    found = [mail for address, mail in postbox.letters if address == reader]
    postbox.letters.clear()
    return found


def answered(app, asked, to="Spo", said="Spo agrees to all.", *, title="A room", by="Dara"):
    write_answer(app, asked, ask_of(app, asked, to, title=title), said, by=by)


def test_who_is_asked_hears_who_answered_in_their_name_and_nobody_else_does(app, asked, postbox):
    answered(app, asked)
    asked.send()

    assert [address for address, _mail in postbox.letters] == [asked.mo.email]
    [letter] = mails(asked, postbox, asked.mo.email)
    assert letter["Subject"] == "Open the testbed: Answered in your name"
    assert (SAID in words(letter), f"{asked.page}#ask-" in words(letter)) == (True, True)


def test_the_link_leads_whoever_may_read_the_plan_to_the_question(app, asked, postbox):
    olu = asked.room.employ("Olu", "member")
    answered(app, asked, "Olu")

    [letter] = mails(asked, postbox, olu.email)

    with app.app_context():
        number = db.session.scalars(db.select(Ask).where(Ask.to == "Olu")).one().number
    assert f"You can read the plan here: {app.config['PUBLIC_URL']}{asked.page}#ask-{number}" in words(letter)


def test_an_answer_that_comes_with_its_question_is_told_too(app, asked, postbox):
    with app.app_context():
        services.add_item(asked.dara, asked.plan_id, Ask, AskWords(title="A room", to="Spo", answer="Room 4"))

    [letter] = mails(asked, postbox, asked.mo.email)
    assert "Dara answered “A room” in your name: “Room 4”" in words(letter)


def test_it_is_said_once_a_day_to_each_and_again_the_day_after(app, asked, postbox):
    olu = asked.room.employ("Olu", "member")
    answered(app, asked)
    answered(app, asked, title="A car")
    answered(app, asked, "Olu", title="A desk")
    first = [len(mails(asked, postbox, asked.mo.email))]
    asked.clock(DAY)
    answered(app, asked, title="A lamp")

    assert [*first, len(mails(asked, postbox, asked.mo.email))] == [1, 1]
    answered(app, asked, "Olu", title="A pen")
    assert len(mails(asked, postbox, olu.email)) == 1


def test_it_is_said_in_the_language_of_who_is_asked(app, asked, postbox):
    with app.app_context():
        db.session.scalars(db.select(Contact)).one().language = "fr"
        db.session.commit()
    answered(app, asked)

    [letter] = mails(asked, postbox, asked.mo.email)
    assert "Bonjour Spo" in words(letter)


def test_an_address_without_an_account_is_written_to_and_gets_no_link(app, asked, postbox):
    with app.app_context():
        services.say_contact(asked.dara, asked.plan_id, "Spo", ContactWords(email="spo@example.org"), reason="So")
    asked.send()
    answered(app, asked)

    [letter] = mails(asked, postbox, "spo@example.org")
    assert (SAID in words(letter), "You can read" in words(letter)) == (True, False)


@pytest.mark.parametrize("why", ["own", "taken back", "muted", "stopped", "draft"])
def test_nothing_is_said_where_there_is_nobody_to_tell(app, asked, postbox, why):
    with app.app_context():
        if why == "muted":
            db.session.scalars(db.select(Contact)).one().muted_at = asked.plan().published_at
        if why == "stopped":
            db.session.add(MailAddress(address=asked.mo.email, stopped_at=asked.plan().published_at))
        if why == "draft":
            db.session.get_one(Plan, asked.plan_id).published_at = None
        db.session.commit()
    if why == "own":
        answered(app, asked, "Dara")
        with app.app_context():
            services.answer_own_ask(asked.mo, ask_of(app, asked, "Spo"), "Room 6")
    elif why == "taken back":
        ask_id = ask_of(app, asked, "Spo")
        with app.app_context():
            services.answer_own_ask(asked.mo, ask_id, "Room 6")
        write_answer(app, asked, ask_id, "")
    else:
        answered(app, asked)

    asked.send()
    assert postbox.letters == []


def test_an_account_that_is_chosen_for_a_name_is_told_and_not_who_bears_it(app, asked, postbox):
    fay, spo = asked.room.employ("Fay", "member"), asked.room.employ("Spo", "member")
    with app.app_context():
        services.say_contact(asked.dara, asked.plan_id, "Spo", ContactWords(person_id=fay.id), reason="They said so")
    asked.send()
    postbox.letters.clear()
    answered(app, asked)
    asked.send()

    told = [address for address, _mail in postbox.letters]
    assert (told, spo.email in told) == ([fay.email], False)
