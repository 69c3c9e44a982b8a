"""What was late when it was moved, and is late once more, is late from the day it missed first, as it is once done."""

from dataclasses import replace

import pytest

from app.alliance.portfolio.queries import holding_of
from app.db import db
from app.moments import day_month, short_day
from app.plans import days, services
from app.plans.actions.shown import done_late, standing_on
from app.plans.endings.seal import said_of
from app.plans.endings.sharing import Shown
from app.plans.items.words import MilestoneWords
from app.plans.letters import reminders
from app.plans.letters.digest_letter import sentence
from app.plans.models import Action, ActionStatus, Milestone, MilestoneState
from app.plans.queries import plan_found
from app.plans.services.actions import words_of
from app.plans.status.rules import Status, Why
from tests.plans.test_done_after_a_move import agree_to_pause
from tests.plans.test_kept_in_sight import pages_of, shared, told_by
from tests.plans.test_parked_in_sight import go_on, promise_to_sign, promise_two_labs, verdict_of
from tests.plans.test_promises import said_in

MISSED = "Sign, critical now or before, missed its earlier day and was moved."
BESIDE = "1 critical action was late when it was moved"


@pytest.fixture
def missed(app, ending, clock):
    """The published plan on day 16, where the critical action “Sign” and milestone “Two labs” are due since day 12.

    `missed.on(day)` lets it be another day.
    """
    first = promise_to_sign(app, ending)
    promise_two_labs(app, ending)
    begins = ending.day(1)
    ending.day = lambda number: days.date_of(number, begins)
    assert ending.day(12) == first
    go_on(app, ending, clock)

    def on(day):
        clock((day - 2) * 24 * 3600)
        ending.today = ending.day(day)

    ending.on = on
    return ending


def change_sign(app, plan, **said):
    with app.app_context():
        words = words_of(db.session.get(Action, plan.sign_id))
        services.change_action(plan.dara, plan.sign_id, replace(words, **said), reason="Busy")


def change_labs(app, plan, **said):
    with app.app_context():
        item = db.session.get(Milestone, plan.milestone_id)
        words = MilestoneWords(title=item.title, due_on=item.due_on, critical=item.critical, state=item.state)
        services.change_item(plan.dara, Milestone, plan.milestone_id, replace(words, **said), reason="Busy")


def move_both(app, plan, day):
    change_sign(app, plan, due_on=plan.day(day))
    change_labs(app, plan, due_on=plan.day(day))


def told_of(app, plan):
    """The reasons of the status about the two, and how many days late each is."""
    named = (each for each in verdict_of(app, plan).reasons if each.name in ("Sign", "Two labs"))
    return sorted((each.name, each.why, each.status, each.days) for each in named)


def test_what_is_late_again_is_late_from_the_day_it_missed(app, missed):
    move_both(app, missed, 18)
    moved = told_of(app, missed)
    missed.on(18)
    due_today = told_of(app, missed)
    missed.on(19)
    next_day = told_of(app, missed)
    missed.on(20)

    remarks = [(name, Why.MISSED, Status.AMBER, 0) for name in ("Sign", "Two labs")]
    assert (moved, due_today) == (remarks, remarks)
    assert next_day == sorted([*remarks, *((each, Why.CRITICAL_LATE, Status.AMBER, 7) for each, *_ in remarks)])
    assert told_of(app, missed) == sorted(
        [*remarks, *((each, Why.CRITICAL_LATE, Status.RED, 8) for each, *_ in remarks)]
    )


def test_it_is_as_late_the_day_it_is_done_as_the_moment_before(app, missed):
    move_both(app, missed, 18)
    missed.on(20)

    def late():
        with app.app_context():
            plan = plan_found(missed.plan_id)
            things = [db.session.get(Action, missed.sign_id), db.session.get(Milestone, missed.milestone_id)]
            return [(standing_on(each, plan, missed.today).days, done_late(each, plan)) for each in things]

    undone = late()
    change_sign(app, missed, status=ActionStatus.DONE)
    change_labs(app, missed, state=MilestoneState.DONE)

    assert (undone, late()) == ([(8, 0), (8, 0)], [(None, 8), (None, 8)])
    assert told_of(app, missed) == []


def test_each_page_says_from_which_day_it_is_late_and_that_it_was_moved(app, missed):
    move_both(app, missed, 18)
    missed.on(20)
    outside = said_in(app.test_client().get(f"/p/{shared(app, missed, Shown.STATUS, Shown.ACTIONS)}/").text)
    with app.test_request_context():
        late = f"8 days late, counted from {day_month(missed.day(12))}"

    plan, printed = pages_of(missed)
    for page in (plan, printed):
        assert (page.count(late), page.count("late when it was moved")) == (2, 4)
        assert ("Sign, a critical action, is 8 days late" in page, MISSED in page) == (True, True)
        assert "Two labs missed its earlier day and was moved." in page
    assert (late in outside, "1 critical action was late when it was moved" in outside) == (True, True)


def test_lists_and_files_go_on_counting_what_was_late_when_it_was_moved(app, missed):
    move_both(app, missed, 18)
    missed.on(20)
    lists = [
        said_in(missed.browser(name).get(at).text)
        for name, at in (("Dara", "/plans/"), ("Sec", "/portfolio/"), ("Sec", "/portfolio/timeline/"))
    ]
    with app.app_context():
        [row] = holding_of(missed.people["Sec"]).rows

    assert [BESIDE in page for page in lists] == [True] * 3
    assert BESIDE in told_by(app, missed)["Beside the status"]
    assert (row.late, row.late_milestones, row.moved_late, row.critical_moved_late) == (2, 1, 1, 1)


def test_a_seal_says_how_late_it_is_from_the_day_it_missed(app, missed):
    move_both(app, missed, 18)
    missed.on(20)
    with app.app_context():
        sealed = said_of(plan_found(missed.plan_id), missed.today)
    things = [next(each for each in sealed[kind] if each["title"] == title)
              for kind, title in (("actions", "Sign"), ("milestones", "Two labs"))]  # fmt: skip

    told = [(each["days_late"], each["missed_on"], each["first_due_on"], each["due_on"]) for each in things]
    first, now = missed.day(12).isoformat(), missed.day(18).isoformat()
    assert told == [(8, first, first, now)] * 2


def test_a_pause_the_sponsor_agreed_to_moves_the_day_it_missed(app, missed):
    move_both(app, missed, 18)
    agree_to_pause(app, missed, 10, 11)
    missed.on(22)

    assert [each[-1] for each in told_of(app, missed) if each[1] is Why.CRITICAL_LATE] == [8, 8]


def test_what_nobody_moved_is_not_said_to_be_moved_once_it_is_not_critical(app, missed):
    change_sign(app, missed, critical=False)
    change_labs(app, missed, critical=False)

    assert told_of(app, missed) == [(name, Why.ONCE_CRITICAL_LATE, Status.AMBER, 4) for name in ("Sign", "Two labs")]
    for page in pages_of(missed):
        assert "when it was moved" not in page


def test_letters_of_its_new_day_say_how_late_it_is_since_the_day_it_missed(app, missed):
    move_both(app, missed, 18)
    missed.on(21)
    with app.test_request_context():
        plan = plan_found(missed.plan_id)
        said = [each for each in reminders.sayings(plan, missed.today) if each.title in ("Sign", "Two labs")]
        words = {sentence(each) for each in said}
        since = day_month(missed.day(12))

    # What was said of the earlier day is not in the way of what is said of the new one.
    assert {(each.due_on, each.late) for each in said} == {(missed.day(18), 9)}
    assert {each.step for each in said} == {reminders.Step.LATE}
    assert words == {f"Late by 9 days, due on {since}."}


def test_what_moved_in_time_is_late_from_its_new_day(app, missed):
    change_sign(app, missed, status=ActionStatus.DONE)
    change_labs(app, missed, state=MilestoneState.DONE)
    with app.app_context():
        words = services.ActionWords(title="Print", owner="Olu", due_on=missed.day(17), critical=True)
        missed.sign_id = services.add_action(missed.dara, missed.plan_id, words).id
    change_sign(app, missed, due_on=missed.day(19))
    missed.on(20)

    assert [(each.name, each.days) for each in verdict_of(app, missed).reasons if each.why is Why.CRITICAL_LATE] == [
        ("Print", 1)
    ]
    assert "when it was moved" not in pages_of(missed)[0]


def test_a_done_thing_says_the_same_day_in_words(app, missed):
    move_both(app, missed, 18)
    missed.on(20)
    change_sign(app, missed, status=ActionStatus.DONE)

    with app.test_request_context():
        said = f"8 days late, counted from {short_day(missed.day(12))}: done {short_day(missed.day(20))}"
    assert [said in page for page in pages_of(missed)] == [True, True]


@pytest.mark.parametrize("status", [ActionStatus.TODO, ActionStatus.DONE])
def test_list_cards_and_public_page_show_the_day_promised_first_beside_the_one_it_has(app, missed, status):
    change_sign(app, missed, due_on=missed.day(18))
    missed.on(20)
    change_sign(app, missed, status=status)
    shown = shared(app, missed, Shown.STATUS, Shown.ACTIONS, Shown.MILESTONES)
    with app.test_request_context():
        first, now, day_now = day_month(missed.day(12)), short_day(missed.day(18)), day_month(missed.day(18))

    listed, cards = (
        said_in(missed.browser("Dara").get(f"/plans/{missed.plan_id}/{view}/").text) for view in ("list", "kanban")
    )
    outside = said_in(app.test_client().get(f"/p/{shown}/").text)

    assert f"Day 18{first} {now}" in listed
    assert f"critical · Day 18 · {first} {day_now} · 8 days late, counted from " in cards
    assert f"Sign added on day 2 critical {first} {day_now}" in outside
    assert "Two labs added on day 2 critical" in outside
