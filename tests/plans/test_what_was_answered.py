"""An answer stands beside the change that it answers, not beside the promise before it."""

import pytest

from app.plans import services
from tests.plans.test_expected_then import later, promise
from tests.plans.test_promises import said_in
from tests.plans.test_refused_status import begin


@pytest.fixture
def plan(app, rhythm):
    """On day 21 the plan promises 20 tests in place of 30, and Spo, who is Mo, refuses; then 25, and they agree."""
    rhythm.mo = rhythm.room.person("Mo")
    begin(rhythm)
    with app.app_context():
        [tests] = rhythm.plan().measures
        rhythm.measure_id = tests.id
    promise(rhythm, target=20)
    answer_last(rhythm, "no")
    promise(rhythm, target=25)
    answer_last(rhythm, "yes")
    return rhythm


def answer_last(plan, verdict):
    with plan.app.app_context():
        ask = plan.plan().asks[-1]
        at, seen = f"/plans/asks/{ask.id}/consent/", len(ask.agreements)
    assert plan.room.browser("Mo").submit(at, verdict=verdict, seen=seen).status_code == 303


def rows_in(plan, address, heading):
    """Return what each row of a list says that follows a heading."""
    page = plan.room.browser("Dara").get(address).text
    return [said_in(row).strip() for row in page.split(heading)[1].split("</ul>")[0].split("<li>")[1:]]


def test_a_no_and_a_yes_stand_beside_the_target_they_answer(app, plan):
    later(plan, 1)
    promise(plan, target=22)
    with app.app_context():
        today = plan.plan().agreements[0].made_at

    rows = rows_in(plan, f"/plans/measures/{plan.measure_id}/", "Promised before")

    first, answered = f"{today:%-d %B %Y}", f"{today:%-d %B}, answered by Mo"
    assert rows[1:] == [
        f"from 0 to 20 until {first} On day 100: 30 → 25 Spo agrees, {answered} The ministry agreed",
        f"from 0 to 30 until {first} On day 100: 30 → 20 Spo does not agree, {answered} The ministry agreed",
    ]
    assert "On day 100: 25 → 22 Dara wrote down that Spo agreed; Spo has not confirmed it yet" in rows[0]


def test_a_no_stands_beside_the_goal_it_answers(app, plan):
    with app.app_context():
        found = plan.plan()
        said = {"title": found.title, "day_one": found.day_one, "reason": "It rains"}
        services.change_plan(plan.dara, found.id, goal="20 tests", **said)
    answer_last(plan, "no")

    [row] = rows_in(plan, plan.page, "The goal before")

    assert "Goal: 30 tests → 20 tests Spo does not agree" in row


def test_a_change_that_needed_no_sponsor_says_what_was_promised_then(app, rhythm):
    rhythm.mo = rhythm.room.person("Mo")
    rhythm.begin(10)
    with app.app_context():
        [tests] = rhythm.plan().measures
        rhythm.measure_id = tests.id
    promise(rhythm, target=20)

    [row] = rows_in(rhythm, f"/plans/measures/{rhythm.measure_id}/", "Promised before")

    assert "On day 100: 30 → 20 Dara" in row
