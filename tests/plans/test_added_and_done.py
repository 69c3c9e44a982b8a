"""Actions that are added and done within a few days make nothing that is late a smaller part of the whole."""

import pytest

from app.plans import days, services
from app.plans.models import ActionStatus
from app.plans.services import ActionWords
from app.plans.status.rules import Status, Why
from tests.plans.test_parked_in_sight import go_on, verdict_of


@pytest.fixture
def behind(app, ending, clock):
    """The published plan on day 16, where three of four actions have been late since day 12, none of them critical."""
    ending.at(2)
    with app.app_context():
        for title in ("Call", "Visit", "Print"):
            add(ending, title, due=12)
        services.move_action(ending.dara, ending.action_id, ActionStatus.DONE)
    begins = ending.day(1)
    go_on(app, ending, clock)
    ending.day = lambda number: days.date_of(number, begins)
    return ending


def until(plan, clock, number):
    """Let it be a later day of the plan."""
    clock((number - 2) * 24 * 3600)
    plan.today = plan.day(number)


def add(plan, title, *, due):
    words = ActionWords(title=title, owner="Olu", due_on=plan.day(due))
    return services.add_action(plan.dara, plan.plan_id, words).id


def add_done(app, plan, *dues):
    with app.app_context():
        for number, due in enumerate(dues):
            services.move_action(plan.dara, add(plan, f"Write a line {number}", due=due), ActionStatus.DONE)


def counted(app, plan):
    verdict = verdict_of(app, plan)
    return verdict.status, [(each.count, each.total) for each in verdict.reasons if each.why is Why.MANY_LATE]


def test_what_is_added_and_done_on_one_day_leaves_a_plan_off_track(app, behind):
    before = counted(app, behind)

    add_done(app, behind, *[16] * 30)

    assert counted(app, behind) == before == (Status.RED, [(3, 4)])


def test_what_was_added_a_week_before_it_was_due_counts_once_it_is_done(app, behind, clock):
    add_done(app, behind, 22, 23)
    until(behind, clock, 23)

    assert counted(app, behind) == (Status.RED, [(3, 5)])


def test_what_is_added_shortly_before_it_is_due_and_late_counts(app, behind, clock):
    with app.app_context():
        add(behind, "Sign", due=16)
    until(behind, clock, 17)

    assert counted(app, behind) == (Status.RED, [(4, 5)])


def test_what_was_added_before_day_1_counts_however_soon_it_is_due(app, ending, clock):
    ending.at(-2)
    with app.app_context():
        add(ending, "Call", due=2)
    add_done(app, ending, 2, 2, 2)
    begins = ending.day(1)
    clock(10 * 24 * 3600)
    ending.day = lambda number: days.date_of(number, begins)
    ending.today = ending.day(8)

    assert counted(app, ending)[1] == [(1, 4)]
