"""Milestones that are late, due soon or done stand in the weekly meeting and the portfolio as actions do."""

import re
from dataclasses import replace

import pytest

from app.alliance.portfolio.queries import holding_of
from app.db import transaction
from app.plans import services
from app.plans.items.words import MilestoneWords
from app.plans.models import ActionStatus, Milestone, MilestoneState
from app.plans.queries import plan_found
from app.plans.services import ActionWords
from app.plans.services.actions import words_of
from tests.plans.test_promises import said_in

NOTHING = "Nothing is late or blocked."


def headed(page, heading):
    """Return what stands under a heading of the week, up to the next one."""
    return said_in(re.split(r"<h\d|</section", page.split(f"<h3>{heading}</h3>")[1])[0])


def week_of(plan):
    return plan.browser("Dara").get(f"/plans/{plan.plan_id}/week/").text


@pytest.fixture
def reaching(app, ending):
    """The published plan on day 40 with one action that is not late, and milestones of several days by their names."""
    ending.at(40)

    def reach(day, title="Ten pilots signed", *, state=MilestoneState.PLANNED, critical=False):
        with app.app_context():
            words = MilestoneWords(title=title, due_on=ending.day(90), critical=critical)
            item = services.add_item(ending.dara, ending.plan_id, Milestone, words)
            with transaction():
                found = next(each for each in plan_found(ending.plan_id).milestones if each.id == item.id)
                found.due_on = ending.day(day)
                found.state, found.done_on = state, ending.today if state == MilestoneState.DONE else None

    with app.app_context():
        for action in plan_found(ending.plan_id).actions:
            services.park_action(ending.dara, action.id, reason="Later")
        words = ActionWords(title="Sign the lease", owner="Olu", due_on=ending.day(80))
        ending.lease = services.add_action(ending.dara, ending.plan_id, words).id
    ending.reach = reach
    return ending


def test_the_week_lists_what_is_late_and_not_only_actions(reaching):
    before = headed(week_of(reaching), "Late or blocked")
    reaching.reach(33)
    after = headed(week_of(reaching), "Late or blocked")

    assert before.strip() == NOTHING
    assert (NOTHING in after, "Ten pilots signed milestone" in after) == (False, True)
    assert ("7 days late" in after, "Day 33" in after) == (True, True)


def test_the_week_lists_late_things_in_the_order_of_their_days(app, reaching):
    with app.app_context():
        words = ActionWords(title="Order reagents", owner="Olu", due_on=reaching.day(90))
        services.add_action(reaching.dara, reaching.plan_id, words)
        with transaction():
            plan_found(reaching.plan_id).actions[-1].due_on = reaching.day(36)
    reaching.reach(38, "Second")
    reaching.reach(20, "First")
    said = headed(week_of(reaching), "Late or blocked")

    assert [said.index(each) for each in ("First", "Order reagents", "Second")] == sorted(
        said.index(each) for each in ("First", "Order reagents", "Second")
    )


@pytest.mark.parametrize(
    ("state", "listed"),
    [(MilestoneState.MISSED, True), (MilestoneState.AT_RISK, False), (MilestoneState.DONE, False)],
)
def test_a_milestone_that_was_missed_is_late_before_its_day(reaching, state, listed):
    reaching.reach(60, state=state)
    said = headed(week_of(reaching), "Late or blocked")
    assert ("Ten pilots signed" in said, NOTHING in said) == (listed, not listed)


def test_the_week_lists_milestones_that_are_due_soon_or_were_done(reaching):
    reaching.reach(43, "Soon")
    reaching.reach(39, "Done now", state=MilestoneState.DONE)
    page = week_of(reaching)

    soon, done = headed(page, "Within seven days"), headed(page, "Done")
    assert ("Soon" in soon, "Done now" in soon) == (True, False)
    assert ("Soon" in done, "Done now" in done) == (False, True)
    assert "1 done, 0 moved since" in said_in(page)


def test_a_blocked_action_is_listed_as_before(app, reaching):
    with app.app_context():
        [lease] = plan_found(reaching.plan_id).actions
        blocked = replace(words_of(lease), status=ActionStatus.BLOCKED, blocked_reason="No money")
        services.change_action(reaching.dara, lease.id, blocked)
    said = headed(week_of(reaching), "Late or blocked")
    assert ("Sign the lease" in said, "No money" in said, NOTHING in said) == (True, True, False)


@pytest.mark.parametrize("critical", [False, True])
def test_the_portfolio_counts_late_milestones_beside_actions(app, reaching, critical):
    def told():
        page = reaching.browser("Sec").get("/portfolio/").text
        with app.app_context():
            [row] = holding_of(reaching.people["Sec"]).rows
        return "nothing late, nothing blocked" in page, "1 milestone late" in page, (row.late, row.late_milestones)

    reaching.reach(50, "Ahead", critical=critical)
    with app.app_context(), transaction():
        # What is parked stands in the same column.
        for action in plan_found(reaching.plan_id).parked_actions:
            action.parked_on, action.due_on = None, reaching.day(90)
    before = told()
    reaching.reach(33, critical=critical)

    assert before == (True, False, (0, 0))
    assert told() == (False, True, (0, 1))


def next_in(plan):
    """Return what the page of the plan and the list of plans say comes next, and where the page leads for it."""
    browser = plan.browser("Dara")
    page, listed = browser.get(f"/plans/{plan.plan_id}/").text, browser.get("/plans/").text
    [said] = re.findall(r'<p class="next small">(.*?)</p>', page, re.DOTALL)
    [short] = re.findall(r'<p class="small"><b>Next, day (.*?)</p>', listed, re.DOTALL)
    [at] = re.findall(r'href="(#(?:action|milestone)-\d+)"', said)
    return said_in(said).split(" · ")[0].strip(), f"day {said_in(short).strip()}", at


def test_what_comes_next_is_whichever_is_due_first_an_action_or_a_milestone(reaching):
    lease = ("Next, in 40 days: Sign the lease", "day 80: Sign the lease")
    assert next_in(reaching)[:2] == lease
    reaching.reach(90)
    reaching.reach(45, "Missed already", state=MilestoneState.MISSED)
    reaching.reach(46, "Reached early", state=MilestoneState.DONE)
    reaching.reach(38, "Late")
    assert next_in(reaching)[:2] == lease
    reaching.reach(55, critical=True)

    said, short, at = next_in(reaching)
    assert said == "Next, in 15 days: Ten pilots signed milestone"
    assert (short, at) == ("day 55: Ten pilots signed milestone", "#milestone-5")


def test_days_until_what_comes_next_are_counted_without_a_pause_nobody_agreed_to(app, reaching):
    reaching.reach(55)
    with app.app_context():
        first, last = reaching.day(45), reaching.day(49)
        services.pause_plan(reaching.dara, reaching.plan_id, first=first, last=last, reason="Holy week", agreed="Yes")
        moved = next(each.due_on for each in plan_found(reaching.plan_id).milestones)
        left = (moved - reaching.today).days

    assert (left, next_in(reaching)[0]) == (20, "Next, in 15 days: Ten pilots signed milestone")
