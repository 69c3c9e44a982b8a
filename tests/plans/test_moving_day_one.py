"""What day 1 and the goal may become: nothing in the plan is left outside its days,."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.db import db
from app.plans import services
from app.plans.errors import LeftOutside
from app.plans.items import words as item_words
from app.plans.models import Action, Ask, Milestone, Parked, Plan
from app.plans.moving import left_outside
from app.plans.queries import plan_found
from app.plans.services import MeasureWords, PartWords, today_of
from app.plans.services.actions import words_of
from tests.morning import TODAY

OUTSIDE = "would lie outside the hundred days"
NAMED = "“\N{FIRST STRONG ISOLATE}%s\N{POP DIRECTIONAL ISOLATE}”"


@pytest.fixture
def running(app, planned):
    """The plan on its day 20, its action due on day 32, with a number of day 20 and a milestone on day 90."""
    planned.dara = planned.people["Dara"]
    with app.app_context():
        planned.today = today_of(plan_found(planned.plan_id))
        planned.begins = planned.today - timedelta(days=19)
        promise = {"title": "Fast", "goal": "30 tests", "day_one": planned.begins}
        services.change_plan(planned.dara, planned.plan_id, **promise)
        tests = MeasureWords(name="Tests", baseline=0, target=30, main=True)
        measure = services.add_measure(planned.dara, planned.plan_id, tests)
        services.file_reading(planned.dara, measure.id, on=planned.today, value=4)
        signed = item_words.MilestoneWords(title="Signed", due_on=planned.begins + timedelta(days=89))
        services.add_item(planned.dara, planned.plan_id, Milestone, signed)
    planned.address = f"/plans/{planned.plan_id}/goal/"
    return planned


def move(running, days, **words):
    """Let the form move day 1 by so many days."""
    moved = running.begins + timedelta(days=days)
    return running.browser("Dara").submit(running.address, title="Fast", goal="Mine", day_one=moved, **words)


def promise_of(app, running):
    with app.app_context():
        plan = db.session.get(Plan, running.plan_id)
        return plan.goal, plan.day_one


@pytest.mark.parametrize("days", [19, 0, -10])
def test_day_1_moves_as_far_as_everything_stays_within_its_days(app, running, days):
    assert move(running, days).status_code == 303
    assert promise_of(app, running) == ("Mine", running.begins + timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (20, f"With this day 1, {NAMED % 'Tests'} (read on "),
        (-11, f"With this day 1, {NAMED % 'Signed'} (due on "),
        (32, f"With this day 1, 2 things {OUTSIDE}, first of all {NAMED % 'Tests'} (read on "),
        (-69, f"With this day 1, 2 things {OUTSIDE}, first of all {NAMED % 'Publish a calendar'} (due on "),
    ],
)
def test_a_day_1_that_leaves_something_outside_is_refused_and_says_what(app, running, days, said):
    answer = move(running, days)

    assert answer.status_code == 422
    assert said in answer.text
    assert ">Mine</textarea>" in answer.text.replace("\r\n", "")
    assert f'value="{running.begins + timedelta(days=days)}"' in answer.text
    assert promise_of(app, running) == ("30 tests", running.begins)


def test_parts_first_days_asks_and_parked_things_stay_within_the_days(app, running):
    def day(number):
        return running.begins + timedelta(days=number - 1)

    with app.app_context():
        words = replace(
            words_of(db.session.get(Action, running.action_id)), due_on=day(60), start_on=day(30), title="Publish"
        )
        services.change_action(running.dara, running.action_id, words)
        services.add_part(running.dara, running.action_id, PartWords(title="Ask", due_on=day(25)))
        ask = item_words.AskWords(title="Money", to="Spo", reply_by=day(22))
        services.add_item(running.dara, running.plan_id, Ask, ask)
        parked = item_words.ParkedWords(title="A logo", again_on=day(21))
        services.add_item(running.dara, running.plan_id, Parked, parked)
        plan = plan_found(running.plan_id)

        outside = [(each.name, str(each.happens)) for each in left_outside(plan, day(32))]
        services.park_action(running.dara, running.action_id, reason="Later")
        without = [each.name for each in left_outside(plan_found(running.plan_id), day(32))]

    assert outside == [
        ("Tests", "read"), ("A logo", "due"), ("Money", "due"), ("Ask", "due"), ("Publish", "begins"),
    ]  # fmt: skip
    assert without == ["Tests", "A logo", "Money"]


def test_past_the_form_too_nothing_is_left_outside(app, running):
    far = TODAY + timedelta(days=200)
    with app.app_context(), pytest.raises(LeftOutside):
        services.change_plan(running.dara, running.plan_id, title="Fast", goal="30 tests", day_one=far)
    assert promise_of(app, running) == ("30 tests", running.begins)
