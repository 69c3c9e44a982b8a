"""Answers that the team wrote down for somebody else are counted beside the status, wherever that stands."""

import pytest

from app.accounts.models import Person
from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.rows import row_of
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.db import db
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.items.answers import written_for_others
from app.plans.items.words import AskWords
from app.plans.models import Ask, Plan
from app.plans.services import ContactWords
from app.plans.services.edits import Writer, keep_said
from app.plans.status.gist_queries import gists
from app.plans.views.sheet import compose
from tests.plans.test_agreeing import MINE, YES, answer, seen_by
from tests.renaming import call

ONE = "1 answer was written down by the team for somebody else"
TWO = "2 answers were written down by the team for somebody else"


def ask_of(app, asked, to, *, title="A room"):
    with app.app_context():
        return services.add_item(asked.dara, asked.plan_id, Ask, AskWords(title=title, to=to)).id


def write_answer(app, asked, ask_id, words, *, by="Dara"):
    """Write an answer into an ask as whoever changes the plan does; no words take it back."""
    with app.app_context():
        ask = db.session.get_one(Ask, ask_id)
        said = AskWords(title=ask.title, to=ask.to, answer=words)
        services.change_item(asked.room.people[by], Ask, ask_id, said)


def counted(app, asked):
    """How many a plan itself, its row and the answer about it in gist count, which are the same."""
    with app.app_context():
        plan = asked.plan()
        today = services.today_of(plan)
        [gist] = gists(Plan.id == asked.plan_id)
        sheet = compose(plan, today, mirrored=False)
        counts = {written_for_others(plan), sheet.written_for_others, row_of(gist, today).written_for_others}
    [count] = counts
    return count


@pytest.fixture
def pages(app, asked):
    """What each page that tells how the plan stands says to somebody who reads it."""
    sec = asked.room.person("Sec", alliance_role="secretariat")
    with app.app_context():
        shared = services.share_plan(asked.dara, asked.plan_id, label="Partner", parts=[Shown.STATUS])

    def told(sentence):
        with app.test_request_context():
            table = table_of(View.PLANS, take_look(sec, vocabulary(), Wanted()))
        found = {at: sentence in seen_by(asked, at, "Sec") for at in ("/portfolio/", "/plans/")}
        found |= {at: sentence in seen_by(asked, f"{asked.page}{at}", "Sec") for at in ("", "print/", "week/")}
        outside = sentence in seen_by(asked, f"/p/{shared.token}/")
        return {**found, "outside": outside, "file": sentence in table.rows[0][-1].split("\n")}

    return told


def test_an_answer_that_the_leader_writes_for_the_sponsor_is_counted_wherever_the_plan_stands(app, asked, pages):
    ask_id = ask_of(app, asked, "Spo")
    before, mine = pages(ONE), seen_by(asked, MINE, "Mo")

    write_answer(app, asked, ask_id, "Spo agrees to all.")

    assert set(before.values()) == {False}
    told = pages(ONE)
    assert told == dict.fromkeys(told, True)
    assert ("A room" in mine, counted(app, asked)) == (True, 1)
    write_answer(app, asked, ask_of(app, asked, "Olu", title="A car"), "Take mine.")
    told = pages(TWO)
    assert (told, counted(app, asked)) == (dict.fromkeys(told, True), 2)


def test_whoever_is_asked_and_answers_is_not_counted(app, asked, pages):
    asked.room.employ("Ömer", "facilitator")
    write_answer(app, asked, ask_of(app, asked, " DARA "), "Room 4")
    write_answer(app, asked, ask_of(app, asked, "ömer"), "Room 5", by="Ömer")
    with app.app_context():
        services.answer_own_ask(asked.mo, ask_of(app, asked, "Spo"), "Room 6")
    answer(asked, **YES)

    assert (counted(app, asked), set(pages(ONE).values())) == (0, {False})


def test_a_leader_who_chose_their_own_account_for_the_sponsor_is_counted(app, asked):
    with app.app_context():
        own = ContactWords(person_id=asked.dara.id)
        services.say_contact(asked.dara, asked.plan_id, "Spo", own, reason="They said so")
    ask_id = ask_of(app, asked, "Spo")
    with app.app_context():
        services.answer_own_ask(asked.dara, ask_id, "Spo agrees to all.")

    assert counted(app, asked) == 1
    assert "Answered: A room" in (log := seen_by(asked, f"{asked.page}changes/"))
    assert log.count("Spo agrees to all.") == 1


def test_only_the_answer_that_stands_is_counted(app, asked):
    ask_id = ask_of(app, asked, "Spo")
    write_answer(app, asked, ask_id, "Spo agrees to all.")
    written = counted(app, asked)
    write_answer(app, asked, ask_id, "")
    taken_back = counted(app, asked)
    with app.app_context():
        services.answer_own_ask(asked.mo, ask_id, "Room 6")

    assert (written, taken_back, counted(app, asked)) == (1, 0, 0)
    write_answer(app, asked, ask_id, "Spo agrees to all, after all.")
    assert counted(app, asked) == 1


def test_who_takes_the_name_that_is_asked_writes_for_somebody_else(app, asked):
    fay = asked.room.employ("Fay", "facilitator")
    with app.app_context():
        call(db.session.get_one(Person, fay.id), "Spo")
        asked.room.people["Fay"] = db.session.get_one(Person, fay.id)
    write_answer(app, asked, ask_of(app, asked, "Spo"), "Spo agrees to all.", by="Fay")

    assert counted(app, asked) == 1


def test_an_answer_to_whom_another_took_the_place_of_is_counted_by_who_was_asked_then(app, asked):
    """Earlier servers let another be asked what was answered; without a name it is the sponsor who is asked."""
    ask_id = ask_of(app, asked, "Dara")
    write_answer(app, asked, ask_id, "Room 4")
    nobody = ask_of(app, asked, "Spo")
    write_answer(app, asked, nobody, "Room 5")
    assert counted(app, asked) == 1
    with app.app_context():
        plan, ask = asked.plan(), db.session.get_one(Ask, ask_id)
        ask.to, db.session.get_one(Ask, nobody).to = "Olu", " "
        keep_said(plan, ask, {"to": ["Dara", "Olu"]}, Writer.of(asked.dara))
        db.session.commit()

    assert counted(app, asked) == 1
