"""What a plan said before somebody changed it or took it out stays in what changed, with who did it."""

import html
import re

import pytest

from app.db import db
from app.plans import services
from app.plans.errors import ReasonMissing
from app.plans.items.words import MilestoneWords
from app.plans.models import Action, ActionStatus, Ask, Evidence, Milestone
from app.plans.queries import plan_found
from app.plans.services import EvidenceWords, today_of
from app.plans.services.actions import words_of


def words(page):
    """Return what a page says, without its marks."""
    apart = page.partition("<main")[2].replace("</p>", " ").replace("</summary>", " ")
    bare = re.sub(r"<[^>]+>|[\u2066-\u2069]", "", apart)
    return re.sub(r"\s+", " ", html.unescape(bare))


def log(here):
    return words(here.room.browser("Dara").get(f"/plans/{here.plan_id}/changes/").text)


@pytest.fixture
def here(app, rhythm):
    """A published plan on day 10."""
    rhythm.begin(10)
    rhythm.room.employ("Fay", "facilitator")
    return rhythm


def answer(browser, plan_id, ask_id, words):
    said = {"title": "A permit", "to": "Rosa Quint", "answer": words, "kind": ""}
    where = f"/plans/asks/{ask_id}/" if ask_id else f"/plans/{plan_id}/asks/"
    assert browser.submit(where, **said).status_code == 303


def test_an_answer_says_who_wrote_it_down_and_no_earlier_one_is_lost(app, here):
    dara, fay = here.room.browser("Dara"), here.room.browser("Fay")
    answer(dara, here.plan_id, "", "")
    with app.app_context():
        ask_id = db.session.scalar(db.select(Ask.id))

    answer(dara, here.plan_id, ask_id, "Granted")
    assert "written down by Dara for Rosa Quint" in words(dara.get(f"/plans/{here.plan_id}/").text)
    answer(fay, here.plan_id, ask_id, "Refused")

    page = words(dara.get(f"/plans/{here.plan_id}/").text)
    assert page.count("Refused") == 1
    assert "Refused written down by Fay for Rosa Quint" in page
    assert "Earlier answers Granted written down by Dara for Rosa Quint" in page
    told = log(here)
    assert "Fay Answered: A permit Granted Refused written down by Fay for Rosa Quint" in told
    assert "Dara Answered: A permit Granted written down by Dara for Rosa Quint" in told
    assert "Dara New: Ask, A permit" in told


def test_an_ask_written_down_with_its_answer_says_who_did(app, here):
    answer(here.room.browser("Dara"), here.plan_id, "", "Granted")

    assert "Dara Answered: A permit Granted" in log(here)


def test_an_answer_of_who_was_asked_is_not_written_down_for_anybody(app, here):
    said = {"title": "A permit", "to": "Dara", "answer": "Granted", "kind": ""}
    assert here.room.browser("Dara").submit(f"/plans/{here.plan_id}/asks/", **said).status_code == 303

    assert ("Dara Answered: A permit Granted" in log(here), "written down" in log(here)) == (True, False)


def test_what_is_critical_no_longer_says_why_and_what_changed(app, here):
    with app.app_context():
        action = db.session.scalar(db.select(Action).where(Action.plan_id == here.plan_id))
        body = {"title": action.title, "owner": "Olu", "due_on": action.due_on.isoformat(), "status": action.status}
        action_id = action.id
        action.critical = True
        db.session.commit()
    dara, there = here.room.browser("Dara"), f"/plans/actions/{action_id}/"

    refused = dara.submit(there, **body)

    assert (refused.status_code, "Say why, in one sentence." in refused.text) == (422, True)
    assert "Why the day moves, the words or what shows it change, or it is no longer critical" in refused.text
    assert dara.submit(there, **body, reason="The goal holds without it").status_code == 303
    told = log(here)
    assert "Critical: yes → no" in told
    assert "The goal holds without it" in told
    with app.app_context():
        action = db.session.get(Action, action_id)
        action.critical = True
        db.session.commit()
        without = services.ActionWords(**{
            name: getattr(words_of(action), name) for name in ("title", "owner", "due_on")
        }, critical=False)  # fmt: skip
        with pytest.raises(ReasonMissing):
            services.change_action(here.dara, action_id, without)


def test_a_milestone_is_critical_no_longer_only_with_a_reason(app, here):
    with app.app_context():
        due = today_of(plan_found(here.plan_id))
        first = MilestoneWords(title="First", due_on=due, critical=True)
        milestone_id = services.add_item(here.dara, here.plan_id, Milestone, first).id
    dara, there = here.room.browser("Dara"), f"/plans/milestones/{milestone_id}/"
    body = {"title": "First", "due_on": due.isoformat(), "state": "planned"}

    assert dara.submit(there, **body).status_code == 422
    assert dara.submit(there, **body, reason="It was none").status_code == 303
    assert "Critical: yes → no" in log(here)


def test_each_field_that_changed_is_told_with_both_values(app, here):
    dara = here.room.browser("Dara")
    for title, state in (("Rain", "open"), ("Much rain", "closed")):
        with app.app_context():
            risks = plan_found(here.plan_id).risks
        where = f"/plans/risks/{risks[0].id}/" if risks else f"/plans/{here.plan_id}/risks/"
        assert dara.submit(where, title=title, likelihood="", impact="", state=state).status_code == 303
    dara.submit(f"/plans/{here.plan_id}/frame/", **frame(app, here), agreement="We answer in a day")

    told = log(here)

    assert "Said anew: Risk, Much rain Title: Rain → Much rain How it stands: Open → Closed" in told
    assert "Dara New: Risk, Rain" in told or "Dara New: Risk, Much rain" in told
    assert "Team agreement: – → We answer in a day" in told


def frame(app, here):
    with app.app_context():
        return {"version": plan_found(here.plan_id).version, "capability": "", "initiative": ""}


def test_evidence_taken_out_stays_in_what_changed(app, here):
    with app.app_context():
        on = today_of(plan_found(here.plan_id))
        page = EvidenceWords(title="The page", on=on, url="https://example.org/page")
        kept = services.add_evidence(here.room.people["Fay"], here.plan_id, page)
        evidence_id = kept.id

    assert here.room.browser("Dara").submit(f"/plans/evidence/{evidence_id}/drop/").status_code == 303

    told = log(here)
    assert "Dara Taken out: Evidence, The page" in told
    assert "Fay New: Evidence, The page" in told
    with app.app_context():
        assert db.session.scalars(db.select(Evidence)).all() == []


def test_what_is_new_names_who_wrote_it_and_a_number_its_day(app, here):
    with app.app_context():
        plan = plan_found(here.plan_id)
        day = plan.day_one
        services.file_reading(here.dara, plan.measures[0].id, on=day, value=3)
        services.add_action(
            here.room.people["Fay"],
            here.plan_id,
            services.ActionWords(title="Ask the labs", owner="Bo", due_on=today_of(plan), status=ActionStatus.TODO),
        )

    told = log(here)

    assert "Fay New: Action, Ask the labs" in told
    assert f"Tests: 3 counted on {day.day} {day:%B %Y}" in told


def test_groups_a_measure_is_counted_apart_for_are_told_before_and_after(app, here):
    with app.app_context():
        [tests] = plan_found(here.plan_id).measures
        at = f"/plans/measures/{tests.id}/edit/"
    dara, fay = here.room.browser("Dara"), here.room.browser("Fay")
    said = {"name": "Tests", "baseline": "0", "target": "30", "direction": "up", "curve": "straight", "main": "y"}

    assert dara.submit(at, **said, apart="women, men").status_code == 303
    form = dara.get(at).text
    assert fay.submit(at, **said, apart="women").status_code == 303
    assert dara.submit(at, **said).status_code == 303

    assert re.search(r'<label for="apart">Counted apart for', form)
    assert re.search(r'<input[^>]* id="apart"[^>]* value="women, men"', form)
    told = log(here)
    assert "Dara Said anew: Measure, Tests Counted apart for: – → women, men" in told
    assert "Fay Said anew: Measure, Tests Counted apart for: women, men → women" in told
    assert "Dara Said anew: Measure, Tests Counted apart for: women → –" in told
