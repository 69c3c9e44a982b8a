"""Whoever moves late actions that are not critical does not bring a plan back on track, and everybody reads of it."""

import csv
import re
from dataclasses import replace

import pytest

from app.alliance.portfolio.queries import holding_of
from app.clock import now as clock_now
from app.db import db, transaction
from app.plans import days, services
from app.plans.endings.sharing import Shown
from app.plans.models import Action, ActionStatus, Plan
from app.plans.services import ActionWords
from app.plans.services.actions import words_of
from app.plans.status.rules import Status, Why
from tests.plans.test_kept_in_sight import pages_of, shared, told_by
from tests.plans.test_parked_in_sight import go_on, verdict_of
from tests.plans.test_promises import said_in

MOVED = "3 actions were late when they were moved"
WHY = "Why off track. 3 of 4 due actions are late, blocked, or were late when they were moved."


@pytest.fixture
def behind(app, ending, clock):
    """The published plan on day 16, where three of four actions have been late since day 12, none of them critical."""
    ending.at(2)
    with app.app_context():
        for title in ("Call", "Visit", "Print"):
            words = ActionWords(title=title, owner="Olu", due_on=ending.day(12), first_win=title == "Call")
            setattr(ending, title, services.add_action(ending.dara, ending.plan_id, words).id)
        services.move_action(ending.dara, ending.action_id, ActionStatus.DONE)
    wait(app, ending, clock)
    return ending


def wait(app, plan, clock):
    """Let it be day 16, from which the days of the plan are counted as before."""
    begins = plan.day(1)
    go_on(app, plan, clock)
    plan.day = lambda number: days.date_of(number, begins)


def change(app, plan, action_id, *, reason="Busy", **said):
    with app.app_context():
        words = words_of(db.session.get(Action, action_id))
        services.change_action(plan.dara, action_id, replace(words, **said), reason=reason)


def move_all(app, plan):
    """Move the three late actions to days 91 to 93; of the first win the tick comes off."""
    for nth, action_id in enumerate((plan.Call, plan.Visit, plan.Print)):
        change(app, plan, action_id, due_on=plan.day(91 + nth), first_win=False)


def test_moving_what_is_late_leaves_a_plan_off_track(app, behind):
    before = verdict_of(app, behind)
    move_all(app, behind)
    after = verdict_of(app, behind)

    assert [(each.why, each.count, each.total, each.moved) for each in before.reasons] == [(Why.MANY_LATE, 3, 4, 0)]
    assert [(each.why, each.count, each.total, each.moved) for each in after.reasons] == [(Why.MANY_LATE, 3, 4, 3)]
    assert (before.status, after.status) == (Status.RED, Status.RED)


def test_each_page_says_what_was_late_when_it_was_moved(app, behind):
    move_all(app, behind)
    outside = app.test_client().get(f"/p/{shared(app, behind, Shown.STATUS, Shown.ACTIONS)}/").text
    lists = [
        behind.browser(name).get(at).text
        for name, at in (
            ("Dara", "/plans/"), ("Sec", "/portfolio/"), ("Sec", "/portfolio/timeline/"),
        )
    ]  # fmt: skip

    assert [MOVED in said_in(page) for page in lists] == [True] * 3
    for page in (*pages_of(behind), said_in(outside)):
        assert (MOVED in page, page.count("late when it was moved")) == (True, 3)
    assert [WHY in page for page in pages_of(behind)] == [True, True]
    assert MOVED in told_by(app, behind)["Beside the status"]


def test_lists_count_a_critical_action_that_was_moved_late_in_one_sentence(app, behind):
    with app.app_context(), transaction():
        db.session.get(Action, behind.Call).critical = True
    change(app, behind, behind.Call, due_on=behind.day(91), first_win=False)
    lists = (("Dara", "/plans/"), ("Sec", "/portfolio/"))

    def counted():
        pages = [said_in(behind.browser(name).get(at).text) for name, at in lists]
        return [re.findall(r"\d+ [a-z ]*(?:moved|first promised)", page) for page in (*pages, told_by_file())]

    def told_by_file():
        return told_by(app, behind)["Beside the status"]

    alone = counted()
    change(app, behind, behind.Visit, due_on=behind.day(92))

    moved = "1 critical action was late when it was moved"
    assert alone == [[moved]] * 3
    assert counted() == [[moved, "1 other action was late when it was moved"]] * 3


def test_the_file_of_a_plan_says_which_action_was_late_when_it_was_moved(app, behind):
    change(app, behind, behind.Visit, due_on=behind.day(91))
    written = behind.browser("Dara").get(f"/reports/plans/{behind.plan_id}.csv").text

    rows = {row["Name"]: row["Words"] for row in csv.DictReader(written.lstrip("\ufeff").splitlines())}
    assert (rows["Visit"], rows["Print"]) == ("late when it was moved", "")


def test_what_was_late_when_it_was_moved_counts_until_it_is_done(app, behind):
    move_all(app, behind)
    for action_id in (behind.Call, behind.Visit):
        change(app, behind, action_id, status=ActionStatus.DONE)
    one = verdict_of(app, behind)
    said = said_in(behind.browser("Sec").get("/portfolio/").text)
    change(app, behind, behind.Print, status=ActionStatus.DONE)

    assert [(each.count, each.total, each.moved) for each in one.reasons] == [(1, 2, 1)]
    assert "1 action was late when it was moved" in said
    assert verdict_of(app, behind).status is Status.GREEN
    assert "when it was moved" not in said_in(behind.browser("Sec").get("/portfolio/").text)


def test_what_is_late_again_counts_once(app, behind, clock):
    for action_id in (behind.Call, behind.Visit, behind.Print):
        change(app, behind, action_id, due_on=behind.day(17), first_win=False)
    clock(17 * 24 * 3600)
    behind.today = behind.day(19)

    assert [(each.count, each.total, each.moved) for each in verdict_of(app, behind).reasons] == [(3, 4, 0)]
    with app.app_context():
        assert [(row.late, row.moved_late) for row in holding_of(behind.people["Sec"]).rows] == [(3, 3)]


def test_what_moves_in_time_counts_only_once_it_is_late(app, ending, clock):
    ending.at(2)
    action_id = ending.action_id
    change(app, ending, action_id, due_on=ending.day(12))
    change(app, ending, action_id, due_on=ending.day(30))
    wait(app, ending, clock)
    change(app, ending, action_id, due_on=ending.day(60))

    with app.app_context():
        assert db.session.get(Action, action_id).missed_on is None
    assert verdict_of(app, ending).status is Status.GREEN


def test_a_draft_keeps_nothing_of_its_days(app, behind):
    with app.app_context(), transaction():
        db.session.get(Plan, behind.plan_id).published_at = None
    move_all(app, behind)
    with app.app_context(), transaction():
        db.session.get(Plan, behind.plan_id).published_at = clock_now()

    assert verdict_of(app, behind).status is Status.GREEN
