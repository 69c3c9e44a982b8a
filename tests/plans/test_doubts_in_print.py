"""What is done with doubts is on the printed page before what is plainly done, or is counted there with its doubts."""

import re

import pytest

from app.db import db, transaction
from app.plans.items.words import MilestoneWords
from app.plans.models import Action, Milestone, MilestoneState, Plan
from app.plans.queries import plan_found
from app.plans.services import change_item, today_of
from app.plans.views.one_page import MILESTONES, Written, fit
from app.plans.views.sheet import compose
from tests.plans.test_promises import said_in

REACHED = {"state": MilestoneState.DONE, "critical": False, "was_critical": True}


@pytest.fixture
def done(app, ending):
    """A plan on day 99; `done.add(...)` adds what is due on day 94, as it was published, and may be done on day 99."""
    ending.at(99)
    numbers = iter(range(20, 200))

    def add(kind, title, **said):
        with app.app_context(), transaction():
            plan = plan_found(ending.plan_id)
            row = {"id": title, "plan_id": plan.id, "number": next(numbers), "title": title, "due_on": ending.day(94)}
            row |= {"created_at": plan.created_at, **({"owner": "Olu"} if kind is Action else {})}
            db.session.add(kind(**{**row, **said}))

    ending.add = add
    ending.late = {"done_on": ending.day(99)}
    ending.in_time = {"done_on": ending.day(94)}
    return ending


def fitted(app, done, *said):
    """Return what has room below sentences."""
    with app.test_request_context():
        plan = db.session.get(Plan, done.plan_id)
        return fit(compose(plan, today_of(plan), mirrored=False), Written(said))


def titles(page):
    return {row.action.title for stretch in page.stretches for row in stretch.rows}


FULL = 40 * ["Short"]


def test_what_was_critical_or_done_late_or_not_shown_comes_before_what_is_plainly_done(app, done):
    for number in range(9):
        done.add(Action, f"Plain {number}", status="done", **done.in_time)
    done.add(Action, "Late", status="done", critical=True, **done.late)
    done.add(Action, "Unshown", status="done", critical=True, evidence_expected="A letter", **done.in_time)
    done.add(Action, "Light", status="done", was_critical=True, **done.late)

    printed = [titles(fitted(app, done, *many * ["Short"])) for many in range(40)]

    doubted = {"Late", "Unshown", "Light"}
    assert {doubted <= each or not any("Plain" in title for title in each) for each in printed} == {True}
    assert [bool(each - doubted) for each in (printed[0], printed[-1])] == [True, False]


def test_what_is_not_printed_is_counted_with_its_doubts(app, done):
    for number in range(3):
        done.add(Action, f"Late {number}", status="done", critical=True, evidence_expected="A letter", **done.late)
    done.add(Action, "Unshown", status="done", evidence_expected="A letter", **done.in_time)
    done.add(Action, "Late", status="done", **done.late)

    stretch = fitted(app, done, *FULL).stretches[-1]

    assert [row.action.title for row in stretch.rows] == ["Late 0"]
    assert (stretch.more, stretch.done, stretch.done_late, stretch.unshown, stretch.critical) == (5, 4, 3, 3, 2)


def test_the_heading_of_a_period_says_the_doubts_of_what_is_not_printed(app, done):
    for number in range(40):
        shown = {"evidence_expected": "A letter"} if number % 2 else {}
        done.add(Action, f"Done {number}", status="done", critical=number < 30, **shown, **done.late)

    page = done.browser("Mo").get(f"/plans/{done.plan_id}/print/").text
    more, said = re.search(r'class="one-per">.*?<span class="soft">· (\d+) more, (.*?)</span>', page).groups()

    left = int(more) - 1
    assert said == (f"{left} of them done, {left} done late, {left - 5} not shown, {left - 10} critical now or before")


def test_a_period_of_which_all_is_plain_says_nothing_more(app, done):
    for number in range(40):
        done.add(Action, f"Done {number}", status="done", **done.in_time)

    page = done.browser("Mo").get(f"/plans/{done.plan_id}/print/").text
    more, said = re.search(r'class="one-per">.*?<span class="soft">· (\d+) more, (.*?)</span>', page).groups()

    assert said == f"{int(more)} of them done"


def add_four(done):
    """Three critical milestones that were reached late, and one that was critical and first had other words."""
    for number in range(3):
        done.add(Milestone, f"Late {number}", **{**REACHED, **done.late})
    done.add(Milestone, "Told", **{**REACHED, **done.in_time})


def reword(app, done):
    """Let the last of them have said something else when the plan was published."""
    with app.app_context():
        words = MilestoneWords(title="The regulator was told", due_on=done.day(94), state=MilestoneState.DONE)
        change_item(done.dara, Milestone, "Told", words, reason="Slower")


def test_a_milestone_that_was_critical_and_reworded_is_printed_where_there_is_room(app, done):
    done.add(Milestone, "Told", **{**REACHED, **done.in_time})
    reword(app, done)

    page = said_in(done.browser("Mo").get(f"/plans/{done.plan_id}/print/").text)

    table = page[page.index("Critical milestones, late or changed") :]
    assert "Done, nothing shown yetThe regulator was toldFirst promised: Toldwas criticalDay 94" in table
    assert ("Not on this page" in page, "and 1 more:" in page) == (False, False)


def test_where_there_is_none_they_are_named(app, done):
    add_four(done)
    reword(app, done)
    done.add(Milestone, "Beside", due_on=done.day(100))

    page, fit = said_in(done.browser("Mo").get(f"/plans/{done.plan_id}/print/").text), fitted(app, done, *FULL)

    assert "and 1 more: The regulator was told" in page
    assert [each.title for each in fit.milestones] == ["Late 0", "Late 1", "Late 2"]
    assert [each.title for each in fit.more_milestones] == ["The regulator was told"]
    assert (fit.left.milestones, fit.left.reached, len(fit.milestones)) == (1, 0, MILESTONES)


def test_a_plan_with_room_prints_more_milestones(app, done):
    for number in range(6):
        done.add(Milestone, f"Told {number}", due_on=done.day(98), critical=True)

    with app.app_context():
        found = fitted(app, done)

    assert (len(found.milestones), found.more_milestones) == (6, [])


def test_the_page_says_how_many_actions_and_milestones_are_done_with_nothing_shown(app, done):
    add_four(done)
    for number in range(2):
        done.add(Action, f"Unshown {number}", status="done", evidence_expected="A letter", **done.in_time)

    page = said_in(done.browser("Mo").get(f"/plans/{done.plan_id}/print/").text)

    assert "Critical milestones, late or changed 4 milestones reached, nothing shown yet" in page
    assert "2 of 3 done · 2 actions done, nothing shown yet" in page
