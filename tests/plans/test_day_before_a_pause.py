"""What is done keeps its date when a plan pauses, and the day it was promised for stays in sight, struck."""

import csv
import io
from dataclasses import replace

import pytest

from app.db import db
from app.plans import days, services
from app.plans.items.words import MilestoneWords
from app.plans.models import Action, ActionStatus, Milestone, MilestoneState
from app.plans.queries import plan_found
from app.plans.services import ActionWords
from app.plans.services.actions import words_of
from app.plans.views.sheet import compose
from app.plans.views.timeline import lay_out
from tests.plans.test_calendar import events, feed, fetched
from tests.plans.test_kept_in_sight import pages_of
from tests.plans.test_promises import said_in

BEFORE = "promised for day 30, before the plan paused"


@pytest.fixture
def swallowed(app, ending):
    """The published plan on day 2, whose action “Sign” and milestone “Labs” of day 30 are done.

    `swallowed.pause()` lets it pause from day 25 to day 34.
    """
    ending.at(2)
    begins = ending.day(1)
    ending.day = lambda number: days.date_of(number, begins)
    with app.app_context():
        sign = ActionWords(title="Sign", owner="Olu", due_on=ending.day(30), critical=True)
        ending.sign = services.add_action(ending.dara, ending.plan_id, sign).id
        labs = MilestoneWords(title="Labs", due_on=ending.day(30), critical=True)
        ending.labs = services.add_item(ending.dara, ending.plan_id, Milestone, labs).id

    def do():
        with app.app_context():
            done = replace(words_of(db.session.get(Action, ending.sign)), status=ActionStatus.DONE)
            services.change_action(ending.dara, ending.sign, done)
            item = db.session.get(Milestone, ending.labs)
            words = MilestoneWords(title="Labs", due_on=item.due_on, critical=True, state=MilestoneState.DONE)
            services.change_item(ending.dara, Milestone, ending.labs, words)

    def pause():
        with app.app_context():
            span = {"first": ending.day(25), "last": ending.day(34)}
            services.pause_plan(ending.dara, ending.plan_id, **span, reason="Flood", agreed="Yes")

    ending.do, ending.pause = do, pause
    return ending


def told(plan):
    """How often each page strikes the day, how often files say it."""
    plan_page, printed = pages_of(plan)
    listed, cards = (
        said_in(plan.browser("Dara").get(f"/plans/{plan.plan_id}/{view}/").text) for view in ("list", "kanban")
    )
    sheet = plan.browser("Mo").get(f"/reports/plans/{plan.plan_id}.csv").data.decode("utf-8-sig")
    rows = {row["Name"]: row["Words"].split("\n") for row in csv.DictReader(io.StringIO(sheet))}
    found = events(fetched(plan, feed(plan, "Mo", "{}/feeds/", plan.plan_id)))
    entered = {name.partition(": ")[2]: each.description.value.split("\n") for name, each in found.items()}
    struck = [page.count("Day 30 Day 24") for page in (plan_page, printed, listed, cards)]
    return struck, [BEFORE in said[name] for said in (rows, entered) for name in ("Sign", "Labs")]


def test_what_was_done_before_a_pause_swallowed_its_day_keeps_that_in_sight(app, swallowed):
    swallowed.do()
    swallowed.pause()

    assert told(swallowed) == ([2, 2, 1, 1], [True] * 4)


def test_what_a_pause_moved_has_the_day_it_was_promised_for(app, swallowed):
    swallowed.pause()
    swallowed.do()

    assert told(swallowed) == ([0, 0, 0, 0], [False] * 4)


@pytest.mark.parametrize(("agreed", "due"), [(True, 24), (False, 30)])
def test_the_timeline_draws_the_day_it_was_promised_for(app, swallowed, agreed, due):
    swallowed.do()
    swallowed.pause()
    with app.app_context():
        [change] = plan_found(swallowed.plan_id).agreements
        change.own = agreed
        db.session.commit()
        drawn = lay_out(compose(plan_found(swallowed.plan_id), swallowed.today, mirrored=False), mirrored=False)
        promised = {each.of.title: (each.due, each.promised) for each in drawn.lines}

    del promised["Publish a calendar"]
    assert promised == {"Sign": (due, 30), "Labs": (due, 30)}
