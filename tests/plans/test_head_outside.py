"""Whatever parts of a plan a link shows, its page says first how the plan stands or ended, with its number."""

import pytest

from app.db import db, transaction
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.items.words import MilestoneWords
from app.plans.models import Action, ActionStatus, Milestone
from app.plans.services import ActionWords, CheckInWords
from tests.plans.endings import complete, sign
from tests.plans.test_kept_in_sight import shared
from tests.plans.test_promises import said_in

PARTS = [(Shown.GOAL, Shown.RESULT), (Shown.RESULT,), (Shown.GOAL, Shown.EVIDENCE), (Shown.PEOPLE,), (Shown.ACTIONS,)]


@pytest.fixture
def short(app, ending):
    """The plan on day 95 with 3 of 30 tests, and a critical milestone of day 98 that is not reached."""
    ending.at(95)
    with app.app_context():
        complete(ending)
        services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=3, note="Counted twice")
        services.check_in(ending.dara, ending.plan_id, CheckInWords(client_id="form-00001", done="Well"))
        words = MilestoneWords(title="Open the lab", due_on=ending.day(98), critical=True)
        services.add_item(ending.dara, ending.plan_id, Milestone, words)
    return ending


def head_of(app, plan, parts):
    """Return what a page for people outside says above its first section."""
    page = app.test_client().get(f"/p/{shared(app, plan, *parts)}/").text
    return said_in(page.partition("<section")[0])


@pytest.mark.parametrize("parts", PARTS)
def test_a_plan_that_goes_on_says_its_status_and_its_number(app, short, parts):
    said = head_of(app, short, parts)

    assert [each for each in ("Off track by the rules, today", "Tests: 3 of 30 tests") if each not in said] == []


@pytest.mark.parametrize("parts", [*PARTS, (Shown.NUMBERS,)])
def test_a_plan_that_ended_says_that_its_target_was_not_reached_and_what_was_not_done(app, short, parts):
    sign(app, short)
    said = head_of(app, short, parts)

    expected = [
        "Finished",
        "Off track when it was signed off on day 95",
        "Signed off at 3 of 30 tests, target not reached",
        "1 critical thing promised and not done",
    ]
    assert [each for each in expected if each not in said] == []
    page = said_in(app.test_client().get(f"/p/{shared(app, short, *parts)}/").text)
    assert ("Promised and not done" in page, "Open the lab" in page) == (True, False)


@pytest.mark.parametrize("parts", PARTS)
def test_a_plan_whose_number_was_told_after_the_end_says_at_what_it_ended(app, short, clock, parts):
    clock(30 * 24 * 3600)
    with app.app_context():
        services.file_reading(short.dara, short.measure_id, on=short.day(100), value=30)
    said = head_of(app, short, parts)

    assert "Ended at 3 of 30 tests; 30 told 25 days after the end" in said


def test_the_page_where_links_are_made_offers_no_page_without_it(app, short):
    dara = short.browser("Dara")
    at = f"/plans/{short.plan_id}/shares/"
    shared(app, short, Shown.GOAL)
    page = dara.get(at).text

    assert ('value="status"' in page, 'value="goal"' in page) == (False, True)
    assert "Every link says first how the plan stands or ended" in said_in(page)
    assert "The goal and the day it is; How it stands by the rules" in said_in(page)


DAYS = {"Hire the trainer": 25, "Rent the room": 30, "Tell the press": 60}


@pytest.fixture
def under_way(app, ending):
    """The plan on day 30, when one of its actions is five days late, one is due, and one is due on day 60."""
    ending.at(1)
    with app.app_context():
        for title, day in DAYS.items():
            action = ActionWords(title=title, owner="Olu", due_on=ending.day(day))
            services.add_action(ending.dara, ending.plan_id, action)
    ending.at(30)
    with app.app_context(), transaction():
        for action in db.session.query(Action):
            action.due_on = ending.day(DAYS.get(action.title, 60))
    return ending


@pytest.mark.parametrize("parts", [(Shown.GOAL,), (Shown.GOAL, Shown.RESULT), (Shown.PEOPLE,), (Shown.ACTIONS,)])
def test_a_plan_that_goes_on_says_how_many_due_actions_are_late(app, under_way, parts):
    head = head_of(app, under_way, parts)

    assert ("1 of 2 due actions is late." in head, "Hire the trainer" in head) == (True, False)
    assert "1 late" in said_in(under_way.browser("Dara").get(f"/plans/{under_way.plan_id}/").text)


def test_a_plan_with_nothing_late_counts_no_late_actions_outside(app, under_way):
    with app.app_context(), transaction():
        for action in db.session.query(Action):
            action.due_on = under_way.day(30)

    assert "due action" not in head_of(app, under_way, (Shown.GOAL,))


def test_small_actions_that_are_added_and_done_are_no_due_ones_outside(app, under_way):
    with app.app_context():
        for number in range(3):
            small = ActionWords(title=f"Line {number}", owner="Olu", due_on=under_way.today, status=ActionStatus.DONE)
            services.add_action(under_way.dara, under_way.plan_id, small)

    assert "1 of 2 due actions is late." in head_of(app, under_way, (Shown.GOAL,))
