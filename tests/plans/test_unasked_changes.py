"""A sponsor who is asked about a promise reads what changed of it before, with a reason but without asking them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.plans import services
from app.plans.measures.curve import Curve
from app.plans.services import MeasureWords
from tests.plans.letters import links, words
from tests.plans.test_agreeing import MINE, YES, answer, seen_by
from tests.plans.test_chosen_addresses import DAY
from tests.plans.test_promises import said_in

FARMS = MeasureWords(name="Farms that sold online", unit="farms", baseline=0, target=200.0, main=True)
REWORDED = replace(FARMS, name="Farms that sold or registered online", curve=Curve.LATE)
WITHOUT = (
    "without asking you: What is counted: Farms that sold online → Farms that sold or registered online, "
    "Curve: Evenly, day by day → Late: slowly first, fast at the end"
)


@pytest.fixture
def reworded(app, rhythm):
    """On day 10 name and curve of the measure change, and the goal; on day 20 its target and the goal again."""
    rhythm.begin(1)
    rhythm.mo = rhythm.room.person("Mo")
    rhythm.knew("Spo", rhythm.mo.email)
    rhythm.page = f"/plans/{rhythm.plan_id}/"
    with app.app_context():
        rhythm.measure_id = rhythm.plan().measures[0].id
        services.change_measure(rhythm.dara, rhythm.measure_id, FARMS, why="As published")
    rhythm.clock(9 * DAY)
    say(rhythm, REWORDED, "500 farms", "Registering counts too")
    rhythm.clock(19 * DAY)
    say(rhythm, replace(REWORDED, target=100.0), "100 farms", "It rains")
    with app.app_context():
        rhythm.ask_id = rhythm.plan().asks[0].id
    return rhythm


def say(rhythm, measure, goal, why):
    with rhythm.app.app_context():
        plan = rhythm.plan()
        services.change_measure(rhythm.dara, rhythm.measure_id, measure, why=why)
        services.change_plan(
            rhythm.dara, plan.id, title=plan.title, goal=goal, day_one=plan.day_one, reason=f"{why}, so"
        )


def test_question_mail_and_its_page_list_what_changed_without_asking(app, reworded, postbox):
    mine = seen_by(reworded, MINE, "Mo")
    reworded.morning(at=20 * DAY)
    [letter] = [mail for address, mail in postbox.letters if address == reworded.mo.email]
    linked = said_in(app.test_client().get(f"/a/{links(letter)[-1]}/").text)

    for told in (mine, " ".join(words(letter).split()), linked):
        assert (WITHOUT in told, "without asking you: Goal: 30 tests → 500 farms" in told) == (True, True)
        assert ("Registering counts too”" in told, "Registering counts too, so”" in told) == (True, True)
        assert told.index("without asking you") < told.index("It rains")


def test_what_the_sponsor_agreed_to_since_is_not_listed_again(app, reworded):
    assert answer(reworded, verdict="yes", seen="2").status_code == 303
    say(reworded, replace(REWORDED, target=90.0), "90 farms", "More rain")

    mine = seen_by(reworded, MINE, "Mo").split("What you agreed to")[0]
    assert ("More rain" in mine, "without asking you" in mine) == (True, False)


def test_a_promise_that_only_changed_by_asking_lists_nothing_else(app, asked):
    assert "without asking you" not in seen_by(asked, MINE, "Mo")
    assert answer(asked, **YES).status_code == 303


def test_a_sponsor_who_is_asked_about_day_one_alone_reads_which_target_changed(app, rhythm):
    rhythm.begin(1)
    rhythm.mo = rhythm.room.person("Mo")
    rhythm.knew("Spo", rhythm.mo.email)
    with app.app_context():
        rhythm.measure_id = rhythm.plan().measures[0].id
        services.change_measure(rhythm.dara, rhythm.measure_id, FARMS, why="As published")
    rhythm.clock(9 * DAY)
    with app.app_context():
        services.change_measure(rhythm.dara, rhythm.measure_id, replace(FARMS, target=80.0), why="It is dry")
    rhythm.clock(19 * DAY)
    with app.app_context():
        plan = rhythm.plan()
        day_one = plan.day_one + timedelta(days=3)
        said = {"title": plan.title, "goal": plan.goal, "day_one": day_one, "reason": "Holidays"}
        services.change_plan(rhythm.dara, plan.id, **said)

    mine = seen_by(rhythm, MINE, "Mo")

    assert "without asking you: Farms that sold online, On day 100: 200 farms → 80 farms" in mine
    assert "“It is dry”" in mine
