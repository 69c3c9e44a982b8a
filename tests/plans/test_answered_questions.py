"""What was asked stays as it was answered: nobody puts another question above somebody's answer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.db import db
from app.plans import services
from app.plans.errors import QuestionAnswered
from app.plans.items.words import AskWords
from app.plans.models import Ask, Verdict
from app.plans.services import Consent
from tests.plans.test_replies import MAILBOX, SECRET, reply

ROOM = AskWords(title="May we use your meeting room?", to="Spo")


@pytest.fixture
def answered(app, asked):
    """An ask that Mo answered, who is the sponsor."""
    with app.app_context():
        asked.room_id = services.add_item(asked.dara, asked.plan_id, Ask, ROOM).id
        services.answer_own_ask(asked.mo, asked.room_id, "Yes, gladly.")
    return asked


@pytest.mark.parametrize("other", [{"title": "Do you accept 120?"}, {"to": "Olu"}, {"barrier": "The law"}])
@pytest.mark.parametrize("cleared", [False, True])
def test_what_was_answered_asks_nothing_else(app, answered, other, cleared):
    with app.app_context():
        said = replace(ROOM, answer="" if cleared else "Yes, gladly.")
        services.change_item(answered.dara, Ask, answered.room_id, said)
        with pytest.raises(QuestionAnswered):
            services.change_item(answered.dara, Ask, answered.room_id, replace(said, **other))
        ask = db.session.get(Ask, answered.room_id)

    assert (ask.title, ask.to, ask.barrier) == (ROOM.title, ROOM.to, "")


def test_the_form_of_an_answered_ask_says_why_its_question_stays(app, answered):
    dara, page = answered.room.browser("Dara"), f"/plans/asks/{answered.room_id}/"
    shown = dara.get(page).text
    refused = dara.submit(page, title="Do you accept 120?", to="Spo", kind="", answer="Yes, gladly.")

    assert "It was answered, so what it asks stays as it is." in shown
    assert "readonly" in shown
    assert (refused.status_code, "Ask it anew" in refused.text) == (409, True)


def test_a_question_nobody_answered_can_say_something_else(app, asked):
    with app.app_context():
        made = services.add_item(asked.dara, asked.plan_id, Ask, ROOM)
        changed = services.change_item(asked.dara, Ask, made.id, replace(ROOM, title="A room", answer="Yes"))
        assert (changed.title, changed.answer) == ("A room", "Yes")


@pytest.mark.parametrize("other", [False, True])
def test_a_mail_answers_no_question_that_says_something_else_by_then(app, asked, postbox, other):
    app.config |= {"REPLY_TO": MAILBOX, "REPLY_SECRET": SECRET}
    with app.test_request_context():
        services.confirm_own_ask(asked.mo, asked.ask_id, Consent(verdict=Verdict.YES, seen=1))
        soon = replace(ROOM, reply_by=asked.today + timedelta(days=3))
        room = services.add_item(asked.dara, asked.plan_id, Ask, soon).id
    asked.morning(at=24 * 3600)
    [asked.letter] = [mail for address, mail in postbox.letters if address == asked.mo.email]
    with app.app_context():
        if other:
            asked.clock(25 * 3600)
            services.change_item(asked.dara, Ask, room, replace(soon, title="Do you accept 120?"))
        services.take_mail(reply(asked, "1 Yes, gladly", sender=asked.mo.email))
        assert bool(db.session.get(Ask, room).answer) is not other
