"""Who answers a page whose question was put in other words meanwhile reads the new ones first, and keeps their own."""

import re
from datetime import timedelta

import pytest

from app.db import db
from app.plans import services
from app.plans.items.words import AskWords, MilestoneWords
from app.plans.models import Action, Ask, CheckIn, Milestone
from app.plans.services import ActionWords, ContactWords
from tests.plans.letters import links

MINE = "/plans/mine/"
CHANGED = "What is asked here changed after you opened this page."


def shown_in(page, after=""):
    return re.search(r'name="shown" value="([^"]+)"', page.partition(after)[2] if after else page)[1]


@pytest.fixture
def own(app, ending):
    """The published plan on day 40 asks its sponsor, who is Mo, for money, and Fay for a room."""
    ending.at(40)
    with app.app_context():
        mo = ContactWords(person_id=ending.people["Mo"].id)
        services.say_contact(ending.dara, ending.plan_id, "The director", mo, reason="They took it over")
        asks = {"Mo": AskWords(title="Money", to="The director"), "Fay": AskWords(title="A room", to="Fay")}
        ending.asks = {
            name: services.add_item(ending.dara, ending.plan_id, Ask, said).id for name, said in asks.items()
        }
    return ending


def reword(app, here, ask_id, **said):
    with app.app_context():
        services.change_item(here.dara, Ask, ask_id, AskWords(**said))


@pytest.mark.parametrize("said", [{"title": "Money and a law"}, {"title": "Money", "barrier": "A law of 1974"}])
def test_an_answer_in_my_actions_to_other_words_is_refused_shown_and_kept(app, own, said):
    mo, fay = own.browser("Mo"), own.browser("Fay")
    marks = {"Mo": shown_in(mo.get(MINE).text), "Fay": shown_in(fay.get(MINE).text)}
    reword(app, own, own.asks["Mo"], to="The director", **said)

    at = f"/plans/asks/{own.asks['Mo']}/answer/"
    stale = mo.submit(at, words="Yes, half of it", shown=marks["Mo"])
    others = fay.submit(f"/plans/asks/{own.asks['Fay']}/answer/", words="Room 4", shown=marks["Fay"])

    assert (stale.status_code, stale.text.count(CHANGED)) == (409, 1)
    assert [each in stale.text for each in said.values()] == [True] * len(said)
    assert ">Yes, half of it</textarea>" in stale.text
    assert 'aria-invalid="true"' not in stale.text
    assert others.status_code == 303
    with app.app_context():
        assert db.session.get(Ask, own.asks["Mo"]).answer == ""
    assert mo.submit(at, words="Yes, half of it", shown=shown_in(stale.text)).status_code == 303
    with app.app_context():
        assert db.session.get(Ask, own.asks["Mo"]).answer == "Yes, half of it"


def test_another_day_to_answer_by_asks_nothing_else(app, own):
    mo = own.browser("Mo")
    mark = shown_in(mo.get(MINE).text)
    reword(app, own, own.asks["Mo"], title="Money", to="The director", reply_by=own.today + timedelta(days=3))

    assert mo.submit(f"/plans/asks/{own.asks['Mo']}/answer/", words="Yes", shown=mark).status_code == 303


def test_who_sends_their_answer_twice_is_told_of_no_change(app, own):
    mo = own.browser("Mo")
    said = {"words": "Yes", "shown": shown_in(mo.get(MINE).text)}

    codes = [mo.submit(f"/plans/asks/{own.asks['Mo']}/answer/", **said).status_code for _time in range(2)]

    assert codes == [303, 303]


@pytest.fixture
def told(app, rhythm, postbox):
    """Olu has a letter about an action, the leader one about a milestone, the sponsor one about an ask."""
    rhythm.begin(20)
    rhythm.action_id = rhythm.act("Sign the contract", due=0)
    with app.app_context():
        rhythm.today = services.today_of(rhythm.plan())
        first = MilestoneWords(title="First test", due_on=rhythm.today)
        rhythm.milestone_id = services.add_item(rhythm.dara, rhythm.plan_id, Milestone, first).id
        law = AskWords(title="Change the law", to="Spo", reply_by=rhythm.today)
        rhythm.ask_id = services.add_item(rhythm.dara, rhythm.plan_id, Ask, law).id
    rhythm.reach("Olu", "Lea", "Spo")
    rhythm.morning()
    doors = {"action": "Olu", "milestone": "Lea", "ask": "Spo"}
    rhythm.doors = {what: f"/a/{links(postbox.to(name)[0])[0]}/" for what, name in doors.items()}
    return rhythm


def test_an_ask_of_a_letter_that_was_put_in_other_words_is_read_first(app, told, client):
    mark = shown_in(client.get(told.doors["ask"]).text)
    reword(app, told, told.ask_id, title="Change two laws", to="Spo", reply_by=told.today)

    stale = client.submit(told.doors["ask"], words="In June", shown=mark)

    assert (stale.status_code, CHANGED in stale.text, "Change two laws" in stale.text) == (409, True, True)
    assert "In June</textarea>" in stale.text
    assert client.submit(told.doors["ask"], words="In June", shown=shown_in(stale.text)).status_code == 303


def test_an_action_and_a_milestone_of_a_letter_are_read_first_too(app, told, client):
    marks = {what: shown_in(client.get(told.doors[what]).text) for what in ("action", "milestone")}
    with app.app_context():
        renamed = ActionWords(title="Cancel the contract", owner="Olu", due_on=told.today)
        services.change_action(told.dara, told.action_id, renamed)
        last = MilestoneWords(title="Last test", due_on=told.today)
        services.change_item(told.dara, Milestone, told.milestone_id, last)

    said = {"answer": "blocked", "words": "It rains", "after": "0"}
    stale = {what: client.submit(told.doors[what], **said, shown=mark) for what, mark in marks.items()}

    assert [(each.status_code, CHANGED in each.text) for each in stale.values()] == [(409, True)] * 2
    assert ("Cancel the contract" in stale["action"].text, "Last test" in stale["milestone"].text) == (True, True)
    assert ["It rains</textarea>" in each.text for each in stale.values()] == [True, True]
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(CheckIn)) == 0
        assert (db.session.get(Action, told.action_id).status, db.session.get(Milestone, told.milestone_id).state) == (
            "todo",
            "planned",
        )
    again = {what: client.submit(told.doors[what], **said, shown=shown_in(each.text)) for what, each in stale.items()}
    assert [each.status_code for each in again.values()] == [303, 303]
