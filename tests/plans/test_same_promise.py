"""Another mark in a goal or a measure needs neither a reason nor the sponsor, unless it makes another promise."""

import pytest

from app.plans import services
from app.plans.errors import MeasureLocked
from app.plans.promised_before import promises_before
from app.plans.queries import plan_found
from app.plans.services import MeasureWords
from tests.plans.test_promised_otherwise import ASKED, outside_of
from tests.plans.test_promises import said_in

GOAL = "30 tests by day 100"


@pytest.fixture
def late(app, ending):
    """A published plan past day 15, whose changes wait for its sponsor."""
    ending.at(40)
    return ending


def say_goal(app, late, goal, reason=""):
    with app.app_context():
        plan = plan_found(late.plan_id)
        said = {"title": plan.title, "day_one": plan.day_one, "reason": reason}
        services.change_plan(late.dara, late.plan_id, goal=goal, **said)


def say_measure(app, late, why="", **said):
    with app.app_context():
        services.change_measure(late.dara, late.measure_id, MeasureWords(**{**ASKED, **said}), why=why)


def asked(app, late):
    with app.app_context():
        plan = plan_found(late.plan_id)
        return len(plan.agreements), len(plan.goals), len(plan.measures[0].moves)


def test_a_goal_with_another_mark_at_its_end_is_the_same_goal(app, late):
    say_goal(app, late, GOAL, "They said so")
    before = asked(app, late)
    with app.app_context():
        plan = plan_found(late.plan_id)
        people = {name: getattr(plan, name) for name in ("leader", "sponsor", "coach")}
        body = {"title": plan.title, "day_one": plan.day_one.isoformat(), "goal": f"{GOAL}!", "version": plan.version}

    answered = late.browser("Dara").submit(f"/plans/{late.plan_id}/goal/", **body, **people)

    assert (answered.status_code, asked(app, late)) == (303, before)
    assert f"{GOAL}!" in said_in(late.browser("Mo").get(f"/plans/{late.plan_id}/").text)
    assert f"{GOAL} → {GOAL}!" in said_in(late.browser("Mo").get(f"/plans/{late.plan_id}/changes/").text)


def test_a_mark_in_a_goal_takes_back_no_question(app, late):
    say_goal(app, late, GOAL, "They said so")
    at = f"/plans/{late.plan_id}/"
    waits = "has not confirmed a changed promise yet."
    assert waits in said_in(late.browser("Mo").get(at).text)

    say_goal(app, late, f"{GOAL}.")

    assert waits in said_in(late.browser("Mo").get(at).text)
    with pytest.raises(MeasureLocked):
        say_goal(app, late, "10 tests by day 100")


@pytest.mark.parametrize("goal", ["30.5 tests by day 100", "-30 tests by day 100", "30 % tests by day 100"])
def test_a_mark_that_makes_another_number_of_a_goal_asks_the_sponsor(app, late, goal):
    say_goal(app, late, GOAL, "They said so")
    with pytest.raises(MeasureLocked):
        say_goal(app, late, goal)

    assert f"{GOAL}" in said_in(late.browser("Mo").get(f"/plans/{late.plan_id}/").text)


def test_a_mark_in_a_measure_asks_nothing_and_is_told_as_an_edit(app, late):
    say_measure(app, late, "They said so", source="The register")
    before = asked(app, late)
    dara, at = late.browser("Dara"), f"/plans/measures/{late.measure_id}/edit/"
    body = {"name": "tests.", "unit": "tests", "baseline": "0", "target": "30", "direction": "up", "curve": "straight"}

    assert dara.submit(at, **body, main="y", source="The register!").status_code == 303

    log = said_in(late.browser("Mo").get(f"/plans/{late.plan_id}/changes/").text)
    assert asked(app, late) == before
    assert ("Tests → tests." in log, "The register → The register!" in log) == (True, True)
    assert "First promised: tests." not in outside_of(app, late)


@pytest.mark.parametrize(
    "said",
    [
        {"unit": "Tests"}, {"unit": "tests."}, {"unit": ""}, {"source": "The register"}, {"definition": "tests"},
        {"name": "Tests -5"}, {"name": "1.5 Tests"},
    ],
)  # fmt: skip
def test_what_a_measure_says_first_and_each_mark_of_its_unit_ask_the_sponsor(app, late, said):
    with pytest.raises(MeasureLocked):
        say_measure(app, late, **said)

    say_measure(app, late, "They said so", **said)

    assert asked(app, late) == (1, 0, 1)


def test_an_indicator_is_the_key_of_one_and_no_text(app, late):
    say_measure(app, late, "They said so", definition="co-op")
    with pytest.raises(MeasureLocked):
        say_measure(app, late, definition="coop")


def test_a_mark_in_the_name_began_no_other_count(app, ending):
    ending.at(20)
    say_measure(app, ending, "They said so", name="Tests.", target=25)
    ending.at(30)
    say_measure(app, ending, "They said so", name="Leaflets", target=25)

    with app.app_context():
        plan = plan_found(ending.plan_id)
        [before] = promises_before(plan).values()
        assert (before.said, before.until) == ({"name": "Tests", "target": 30}, plan.agreements[1].made_at)
