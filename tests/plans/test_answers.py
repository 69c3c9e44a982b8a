"""A letter is answered by its links: opening one changes nothing, one button files, and it is filed once."""

from datetime import timedelta

import pytest

from app import clock as house_clock
from app.audit import AuditRow
from app.db import db
from app.plans import services
from app.plans.items.words import AskWords, MilestoneWords
from app.plans.models import Action, Ask, CheckIn, CheckInLink, Milestone, Reminder
from app.plans.services import ActionWords
from tests.plans.letters import links, words
from tests.plans.test_promises import said_in

DAY = 24 * 3600


@pytest.fixture
def told(app, rhythm, postbox):
    """Olu has a letter about an action, the leader one about a milestone and the check-in, the sponsor about an ask."""
    rhythm.begin(20)
    rhythm.action_id = rhythm.act("Sign the contract", due=0)
    with app.app_context():
        today = services.today_of(rhythm.plan())
        first = MilestoneWords(title="First test", due_on=today)
        rhythm.milestone_id = services.add_item(rhythm.dara, rhythm.plan_id, Milestone, first).id
        law = AskWords(title="Change the law", to="Spo", reply_by=today)
        rhythm.ask_id = services.add_item(rhythm.dara, rhythm.plan_id, Ask, law).id
    rhythm.reach("Olu", "Lea", "Spo")
    rhythm.morning()
    rhythm.link = {
        "action": links(postbox.to("Olu")[0])[0],
        "milestone": links(postbox.to("Lea")[0])[0],
        "check-in": links(postbox.to("Lea")[0])[1],
        "ask": links(postbox.to("Spo")[0])[0],
    }
    return rhythm


def filed(app):
    with app.app_context():
        rows = db.session.scalars(db.select(CheckIn).order_by(CheckIn.filed_at))
        return [(row.by_name, row.done, row.next, row.blocked, [each.after for each in row.moves]) for row in rows]


def address(told, what):
    return f"/a/{told.link[what]}/"


def test_opening_a_link_changes_nothing_and_says_as_whom_one_answers(app, told, client):
    pages = {what: client.get(address(told, what)) for what in told.link}

    assert {what: page.status_code for what, page in pages.items()} == dict.fromkeys(told.link, 200)
    for what, name in (("action", "Olu"), ("milestone", "Lea"), ("ask", "Spo")):
        assert f"You answer as <bdi>{name}</bdi>." in pages[what].text
    assert "You check in as <bdi>Lea</bdi>." in pages["check-in"].text
    assert filed(app) == []
    with app.app_context():
        assert set(db.session.scalars(db.select(Reminder.answers))) == {0}


@pytest.mark.parametrize(("what", "title"), [("action", "Sign the contract"), ("milestone", "First test")])
def test_the_page_of_a_mail_says_how_a_thing_stands_as_its_plan_does(app, told, client, clock, what, title):
    clock(9 * DAY)

    of_mail = said_in(client.get(address(told, what)).text.partition("<main")[2])
    of_plan = said_in(told.room.browser("Dara").get(f"/plans/{told.plan_id}/").text.partition("<main")[2])

    assert "· 9 days late" in of_mail
    assert "9 days late" in of_plan
    assert title in of_mail


def test_one_button_files_a_check_in_with_the_move_once(app, told, client):
    said = {"answer": "blocked", "words": "The ministry is closed", "after": "0"}

    answers = [client.submit(address(told, "action"), **said) for _time in range(3)]
    page = client.get(answers[0].location).text

    assert {(answer.status_code, answer.location) for answer in answers} == {(303, address(told, "action"))}
    assert filed(app) == [("Olu", "", "", "The ministry is closed", ["blocked"])]
    assert "You answered as <bdi>Olu</bdi>." in page
    assert "The ministry is closed" in page
    assert "<form" not in page.partition("<main")[2]
    with app.app_context():
        action = db.session.get(Action, told.action_id)
        assert (action.status, action.blocked_reason) == ("blocked", "The ministry is closed")
        link = db.session.scalars(db.select(CheckInLink).filter_by(owner="Olu")).one()
        assert (link.used, link.created_by) == (1, None)
        deeds = db.session.scalars(db.select(AuditRow).filter_by(action="check-in.file").order_by(AuditRow.id)).all()
        assert [(deed.actor_id, deed.details["link"]) for deed in deeds] == [(None, link.id)]


def test_somebody_can_say_something_else_and_come_back_to_the_first(app, told, client):
    for after, answer in enumerate(("done", "moving", "done", "done")):
        page = client.get(f"{address(told, 'action')}?more=1").text
        assert f'name="after" type="hidden" value="{after}"' in page
        client.submit(address(told, "action"), answer=answer, words="", after=str(after))

    assert [moves for *_words, moves in filed(app)] == [["done"], ["doing"], ["done"], ["done"]]
    with app.app_context():
        assert db.session.get(Action, told.action_id).status == "done"


def test_a_milestone_and_a_check_in_are_answered_in_the_name_of_the_leader(app, told, client):
    client.submit(address(told, "milestone"), answer="blocked", words="No samples", after="0")
    with app.app_context():
        at_risk = db.session.get(Milestone, told.milestone_id).state
    client.submit(f"{address(told, 'milestone')}", answer="done", words="", after="1")
    answer = client.submit(address(told, "check-in"), client_id="form-of-lea-1", done="Met the team")
    again = client.submit(address(told, "check-in"), client_id="form-of-lea-1", done="Met the team")

    assert (at_risk, answer.status_code, again.status_code) == ("at_risk", 303, 303)
    assert filed(app) == [
        ("Lea", "", "", "First test: No samples", []),
        ("Lea", "First test", "", "", []),
        ("Lea", "Met the team", "", "", []),
    ]
    assert "Met the team" in client.get(address(told, "check-in")).text
    with app.app_context():
        milestone = db.session.get(Milestone, told.milestone_id)
        assert (milestone.state, milestone.done_on) == ("done", services.today_of(told.plan()))


def test_what_a_milestone_was_before_an_answer_stays_among_the_changes(app, told, client):
    for after, answer in enumerate(("done", "moving")):
        client.submit(address(told, "milestone"), answer=answer, words="", after=str(after))

    log = said_in(told.room.browser("Dara").get(f"/plans/{told.plan_id}/changes/").text)

    assert ("How it stands: Planned → Done" in log, "How it stands: Done → Planned" in log) == (True, True)


def test_an_ask_is_answered_in_a_box_and_nobodys_answer_is_written_over(app, told, client):
    nothing = client.submit(address(told, "ask"), words=" ")
    answers = [client.submit(address(told, "ask"), words=said) for said in ("In June", "In June", "In July")]
    with app.app_context():
        mine = db.session.get(Ask, told.ask_id)
        deeds = [
            (row.details["link"], row.details["fields"][0])
            for row in db.session.scalars(db.select(AuditRow).filter_by(action="ask.answer").order_by(AuditRow.id))
        ]
        said = (mine.answer, mine.answered_on == services.today_of(told.plan()), len(deeds), len(set(deeds)))
        services.change_item(told.dara, Ask, told.ask_id, AskWords(title="Change the law", to="Spo"))
        db.session.execute(db.update(Reminder).values(answered_at=None))
        db.session.commit()
        services.change_item(told.dara, Ask, told.ask_id, AskWords(title="Change the law", to="Spo", answer="Never"))
    late = client.submit(address(told, "ask"), words="In August")

    assert (nothing.status_code, "Write your answer." in nothing.text) == (422, True)
    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert said == ("In July", True, 2, 1)
    assert (late.status_code, "In August" in late.text, "Never" in late.text) == (409, True, True)
    assert "Somebody answered this meanwhile." in late.text


def test_a_bad_answer_is_said_at_the_buttons_and_loses_no_word(app, told, client):
    for said in ({"answer": "maybe"}, {}, {"answer": "done", "after": "x"}):
        answer = client.submit(address(told, "action"), **{"words": "Half a sentence", "after": "0", **said})
        assert (answer.status_code, "Half a sentence" in answer.text) == (422, True)
        assert 'id="answer-bad"' in answer.text

    long = client.submit(address(told, "action"), answer="blocked", words="x" * 401, after="0")
    foreign = client.submit(address(told, "check-in"), client_id="form-of-lea-1", **{"action-another": "done"})
    assert (long.status_code, foreign.status_code, filed(app)) == (422, 422, [])


def test_who_presses_blocked_says_what_blocks_it(app, told, client):
    refused = client.submit(address(told, "action"), answer="blocked", words=" ", after="0")

    assert (refused.status_code, filed(app)) == (422, [])
    assert 'id="words-bad"' in refused.text
    assert "Say what blocks it, in one sentence." in refused.text


def test_links_that_are_forged_revoked_or_over_say_so_and_give_words_back(app, told, client, clock):
    forged = client.get("/a/forged/"), client.submit("/a/forged/", answer="done")
    with app.app_context():
        link = db.session.scalars(db.select(CheckInLink).filter_by(owner="Olu")).one()
        services.revoke_link(told.dara, link.id)
    revoked = client.get(address(told, "action")), client.submit(address(told, "action"), words="Signed it", after="0")
    clock(109 * DAY)
    still = client.get(address(told, "ask")).status_code
    clock(112 * DAY)
    over = client.get(address(told, "ask")), client.submit(address(told, "ask"), words="In June")
    check_in = client.submit(address(told, "check-in"), client_id="form-of-lea-1", done="Met the team")

    assert [answer.status_code for answer in (*forged, *revoked, *over)] == [404, 404, 410, 410, 410, 410]
    for answer in (*forged, *revoked, *over, check_in):
        assert "This link does not work, or no longer." in answer.text
        assert "Open the testbed" not in answer.text
    assert ("Signed it" in revoked[1].text, "In June" in over[1].text, "Met the team" in check_in.text) == (True,) * 3
    assert (still, filed(app)) == (200, [])


def test_who_answers_moves_nothing_but_what_the_letter_spoke_of(app, told, client):
    with app.app_context():
        other = ActionWords(title="Paint the door", owner="Olu", due_on=services.today_of(told.plan()) + timedelta(9))
        untouched = services.add_action(told.dara, told.plan_id, other).id

    client.submit(address(told, "action"), answer="done", words="", after="0", **{f"action-{untouched}": "done"})

    with app.app_context():
        assert db.session.get(Action, told.action_id).status == "done"
        assert db.session.get(Action, untouched).status == "todo"


def test_of_an_action_that_was_parked_meanwhile_the_words_are_kept_and_nothing_moves(app, told, client):
    with app.app_context():
        services.park_action(told.dara, told.action_id, reason="Later")

    answer = client.submit(address(told, "action"), answer="done", words="Signed today", after="0")

    assert (answer.status_code, client.get(answer.location).status_code) == (303, 200)
    assert filed(app) == [("Olu", "Sign the contract: Signed today", "", "", [])]
    with app.app_context():
        assert db.session.get(Action, told.action_id).status == "todo"


def test_a_link_for_letters_is_one_per_name_and_stands_with_the_others(app, told, postbox, clock):
    told.act("Open the door", due=2)
    told.morning(at=DAY)

    page = told.room.browser("Dara").get(f"/plans/{told.plan_id}/links/").text

    assert len(postbox.to("Olu")) == 2
    with app.app_context():
        assert sorted(db.session.scalars(db.select(CheckInLink.owner))) == ["Lea", "Olu", "Spo"]
        ends = db.session.scalars(db.select(CheckInLink.expires_at)).all()
        assert all(timedelta(days=109) < each - house_clock.now() < timedelta(days=111) for each in ends)
    assert page.count("answers mails") == 3
    assert "To get no more such mails" in words(postbox.to("Olu")[1])


def test_after_their_link_was_revoked_somebody_answers_their_next_letter_by_another(app, told, postbox, clock, client):
    with app.app_context():
        [link_id] = db.session.scalars(db.select(CheckInLink.id).where(CheckInLink.owner == "Olu"))
        services.revoke_link(told.dara, link_id)
    told.act("Open the door", due=2)
    told.morning(at=DAY)
    door = next(each for each in links(postbox.to("Olu")[1]) if "Open the door" in client.get(f"/a/{each}/").text)

    old = client.submit(address(told, "action"), answer="done", words="", after="0")
    new = client.submit(f"/a/{door}/", answer="done", words="", after="0")

    assert (old.status_code, new.status_code) == (410, 303)
    with app.app_context():
        states = dict(db.session.execute(db.select(Action.title, Action.status)).all())
    assert (states["Sign the contract"], states["Open the door"]) == ("todo", "done")
