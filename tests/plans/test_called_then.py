"""What changed is told under the names of that time: whoever renames something does not rewrite its history."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.db import db
from app.moments import day_month, day_month_year
from app.plans import services
from app.plans.items.words import MilestoneWords
from app.plans.models import Action, ActionStatus, Measure, Milestone
from app.plans.services import CheckInWords, MeasureWords, today_of
from app.plans.services.actions import words_of
from tests.plans.test_promises import said_in

TESTS = MeasureWords(name="Tests", baseline=0, target=30, main=True)


@pytest.fixture
def here(app, rhythm):
    """A published plan on day 10 with an action, a milestone and a measure; all are done to under their first names."""
    rhythm.begin(10)
    rhythm.fay = rhythm.room.employ("Fay", "facilitator")
    rhythm.action_id = rhythm.act("Sign", due=5)
    with app.app_context():
        [tests] = rhythm.plan().measures
        rhythm.measure_id, rhythm.today = tests.id, today_of(rhythm.plan())
        half = MilestoneWords(title="Half of it", due_on=rhythm.today + timedelta(days=5))
        rhythm.milestone_id = services.add_item(rhythm.dara, rhythm.plan_id, Milestone, half).id
    rhythm.log = lambda: said_in(rhythm.room.browser("Dara").get(f"/plans/{rhythm.plan_id}/changes/").text)
    return rhythm


def act(here, days):
    """Move the days, say how far the action is, park it, read and promise another number."""
    with here.app.app_context():
        due_on = here.today + timedelta(days=days)
        services.reschedule(here.dara, here.action_id, start_on=None, due_on=due_on, reason="The ministry")
        services.move_milestone(here.dara, here.milestone_id, due_on=due_on, reason="The ministry")
        services.move_action(here.dara, here.action_id, ActionStatus.DOING)
        services.park_action(here.dara, here.action_id, reason="Later")
        services.file_reading(here.dara, here.measure_id, on=here.today, value=days)
        said = CheckInWords(client_id=f"check-in-{days}", done="Much", readings={here.measure_id: days + 0.5})
        services.check_in(here.dara, here.plan_id, said)
        measure = db.session.get(Measure, here.measure_id)
        words = replace(TESTS, name=measure.name, target=30.0 + days)
        services.change_measure(here.dara, here.measure_id, words, why="More labs")


def rename(here, action, milestone, measure):
    """Let Fay call all three something else."""
    with here.app.app_context():
        said = words_of(db.session.get(Action, here.action_id))
        services.change_action(here.fay, here.action_id, replace(said, title=action), reason="Clearer")
        kept = db.session.get(Milestone, here.milestone_id)
        other = MilestoneWords(title=milestone, due_on=kept.due_on)
        services.change_item(here.fay, Milestone, here.milestone_id, other)
        counts = db.session.get(Measure, here.measure_id)
        words = replace(TESTS, name=measure, target=counts.target)
        services.change_measure(here.fay, here.measure_id, words, why="Clearer")


def test_what_happened_before_a_rename_is_told_under_the_name_of_then(app, here):
    act(here, 6)
    rename(here, "Sign the paper", "Halfway", "Trials")

    log = here.log()

    with app.test_request_context():
        first, last = (day_month(here.today + timedelta(days=days)) for days in (5, 6))
        read = day_month_year(here.today)
    for told in (
        f"Sign: {first} → {last}",
        f"Half of it: {first} → {last}",
        "Sign: Not started → Under way",
        "Sign: parked Later",
        f"Tests: 6 counted on {read}",
        "Much Tests: 6.5",
        "Tests is promised anew On day 100: 30 → 36",
        "New: Action, Sign",
        "New: Milestone, Half of it",
        "Tests is promised anew Name: Tests → Trials",
        "Fay Said anew: Action, Sign the paper Title: Sign → Sign the paper",
        "Fay Said anew: Milestone, Halfway Title: Half of it → Halfway",
    ):
        assert told in log, told


def test_what_happens_after_a_rename_is_told_under_the_new_name(app, here):
    rename(here, "Sign the paper", "Halfway", "Trials")
    act(here, 6)
    rename(here, "Stamp it", "The middle", "Attempts")

    log = here.log()

    with app.test_request_context():
        first, last = (day_month(here.today + timedelta(days=days)) for days in (5, 6))
    for told in (
        f"Sign the paper: {first} → {last}",
        f"Halfway: {first} → {last}",
        "Sign the paper: Not started → Under way",
        "Sign the paper: parked Later",
        "Trials: 6 counted on",
        "Much Trials: 6.5",
        "Trials is promised anew On day 100: 30 → 36",
        "Trials is promised anew Name: Trials → Attempts",
        "New: Action, Sign",
    ):
        assert told in log, told
