"""What missed its day, or was done later than first promised, goes on saying so once it was moved and then done."""

import csv
import io
import re
from dataclasses import replace

import pytest

from app.db import db, transaction
from app.moments import day_month, short_day
from app.plans import days, services
from app.plans.actions.shown import done_late
from app.plans.actions.standing_words import late_words as words_of_late
from app.plans.endings.promises import promises_in
from app.plans.endings.seal import said_of
from app.plans.endings.sharing import Shown
from app.plans.items.words import MilestoneWords
from app.plans.models import Action, ActionStatus, Milestone, MilestoneState, Plan
from app.plans.queries import plan_found
from app.plans.services import ActionWords, EvidenceWords
from app.plans.services.actions import words_of
from app.plans.status.gist_queries import gists
from tests.plans.endings import complete, sign
from tests.plans.test_calendar import events, feed, fetched
from tests.plans.test_kept_in_sight import pages_of, shared, told_by
from tests.plans.test_promises import said_in

DAY = 24 * 3600
DOUBTED = "Done, but late, in part, not shown or in other words"
COUNTED = re.compile(
    r"\d+ (?:other )?critical things? (?:is due or was|are due or were) done later than first promised"
    r"|\d+ [a-z ]*done late"
)
"""Each sentence that counts what was done late or later."""


@pytest.fixture
def moved(app, ending, clock):
    """The published plan on day 2, with what is critical: “Train”, due on day 5, and “Sign” and “Labs”, due on day 6.

    `moved.on(day)` lets it be another day.
    """
    ending.at(2)
    begins = ending.day(1)
    ending.day = lambda number: days.date_of(number, begins)
    with app.app_context():
        first = ActionWords(title="Train", owner="Olu", due_on=ending.day(5), critical=True)
        ending.train = services.add_action(ending.dara, ending.plan_id, first).id
        late = replace(first, title="Sign", due_on=ending.day(6))
        ending.sign = services.add_action(ending.dara, ending.plan_id, late).id
        labs = MilestoneWords(title="Labs", due_on=ending.day(6), critical=True)
        ending.labs = services.add_item(ending.dara, ending.plan_id, Milestone, labs).id
        for of_id in (ending.train, ending.sign, ending.labs):
            page = EvidenceWords(title="The page", on=ending.today, url="https://example.org/page", of_id=of_id)
            services.add_evidence(ending.dara, ending.plan_id, page)

    def on(day):
        clock((day - 2) * DAY)
        ending.today = ending.day(day)

    ending.on = on
    return ending


def change(app, plan, action_id, **said):
    with app.app_context():
        words = words_of(db.session.get(Action, action_id))
        services.change_action(plan.dara, action_id, replace(words, **said), reason="Busy")


def change_labs(app, plan, **said):
    with app.app_context():
        due_on = db.session.get(Milestone, plan.labs).due_on
        words = MilestoneWords(**{"title": "Labs", "due_on": due_on, "critical": True, **said})
        services.change_item(plan.dara, Milestone, plan.labs, words, reason="Busy")


def done_on(app, plan, day):
    """Let all three be done on a day."""
    plan.on(day)
    change(app, plan, plan.train, status=ActionStatus.DONE)
    change(app, plan, plan.sign, status=ActionStatus.DONE)
    change_labs(app, plan, state=MilestoneState.DONE)


def cheat(app, plan):
    """Move “Train” on day 4 and what is three days late on day 9, all to day 42; on day 11 they are done."""
    plan.on(4)
    change(app, plan, plan.train, due_on=plan.day(42))
    plan.on(9)
    change(app, plan, plan.sign, due_on=plan.day(42))
    change_labs(app, plan, due_on=plan.day(42))
    done_on(app, plan, 11)


def lists_of(plan):
    return [said_in(plan.browser(name).get(at).text) for name, at in (("Dara", "/plans/"), ("Sec", "/portfolio/"))]


def late_words(app, plan, *, done, due, moved=False):
    """How late it is said that what was due on a day was done on another."""
    with app.test_request_context():
        if moved:
            since = f"{done - due} days late, counted from {short_day(plan.day(due))}"
            return f"{since}: done {short_day(plan.day(done))}"
        return f"{done - due} days late: done {short_day(plan.day(done))}, due {short_day(plan.day(due))}"


def doubted(app, plan):
    """What the sign-off says of what is done, by what it is called."""
    with app.app_context():
        promises = promises_in(said_of(plan_found(plan.plan_id), plan.today), plan.today)
    return {each.title: (each.late and each.late.days, each.done_after, each.done_on) for each in promises.doubted}


def test_lists_go_on_counting_what_was_moved_and_then_done(app, moved):
    cheat(app, moved)
    row = told_by(app, moved)

    counted = [
        "2 critical things done late", "1 other critical thing is due or was done later than first promised",
    ]  # fmt: skip
    assert [COUNTED.findall(page) for page in (*lists_of(moved), row["Beside the status"])] == [counted] * 3
    assert row["Actions done late"] == 1


def add_light(app, plan, title):
    """Add an action that is not critical and due on day 6."""
    with app.app_context():
        words = ActionWords(title=title, owner="Olu", due_on=plan.day(6))
        return services.add_action(plan.dara, plan.plan_id, words).id


def test_lists_count_other_actions_that_were_done_late_apart(app, moved):
    light = add_light(app, moved, "Print")
    moved.on(9)
    change(app, moved, light, status=ActionStatus.DONE)
    alone = [COUNTED.findall(page) for page in lists_of(moved)]
    change(app, moved, moved.sign, status=ActionStatus.DONE)

    assert alone == [["1 action done late"]] * 2
    counted = ["1 critical thing done late", "1 other action done late"]
    assert [COUNTED.findall(page) for page in lists_of(moved)] == [counted] * 2
    row = told_by(app, moved)
    assert (COUNTED.findall(row["Beside the status"]), row["Actions done late"]) == (counted[:1], 2)


def test_an_action_and_a_milestone_of_one_number_are_told_apart(app, moved):
    with app.app_context(), transaction():
        db.session.get(Milestone, moved.labs).number = db.session.get(Action, moved.train).number
    moved.on(4)
    change(app, moved, moved.train, due_on=moved.day(42))
    moved.on(9)
    change(app, moved, moved.train, status=ActionStatus.DONE)
    change_labs(app, moved, state=MilestoneState.DONE)

    counted = ["1 critical thing done late", "1 other critical thing is due or was done later than first promised"]
    assert [COUNTED.findall(page) for page in lists_of(moved)] == [counted] * 2


def test_page_and_print_say_how_late_it_was_or_when_it_was_done(app, moved):
    cheat(app, moved)
    with app.test_request_context():
        later = f"done on {day_month(moved.day(11))}, later than first promised"

    plan, printed = pages_of(moved)
    late = late_words(app, moved, done=11, due=6, moved=True)
    assert (plan.count(late), plan.count(later)) == (2, 1)
    assert (printed.count(late), printed.count(later)) == (2, 1)
    assert ["2 of 3 done, 1 done late" in page for page in (plan, printed)] == [True, True]


def test_print_keeps_what_was_done_late_however_much_is_to_do(app, moved):
    cheat(app, moved)
    with app.app_context():
        for number in range(30):
            words = ActionWords(title=f"Visit {number}", owner="Olu", due_on=moved.day(90))
            services.add_action(moved.dara, moved.plan_id, words)
    _plan, printed = pages_of(moved)

    late = late_words(app, moved, done=11, due=6, moved=True)
    assert (printed.count(late), "Sign" in printed, "1 done late" in printed) == (2, True, True)


def test_calendar_and_file_say_what_was_done_later_than_first_promised(app, moved):
    cheat(app, moved)
    with app.test_request_context():
        later = f"done on {day_month(moved.day(11))}, later than first promised"

    found = events(fetched(moved, feed(moved, "Mo", "{}/feeds/", moved.plan_id)))
    told = {name.partition(": ")[2]: each.description.value.split("\n") for name, each in found.items()}
    sheet = moved.browser("Mo").get(f"/reports/plans/{moved.plan_id}.csv").data.decode("utf-8-sig")
    words = {row["Name"]: row["Words"] for row in csv.DictReader(io.StringIO(sheet))}

    named = ("Train", "Sign", "Labs")
    late = late_words(app, moved, done=11, due=6, moved=True)
    assert {name: told[name][-1] for name in named} == {"Train": later, "Sign": late, "Labs": late}
    assert {name: words[name] for name in named} == {
        "Train": f"critical\n{later}", "Sign": f"critical\n{late}", "Labs": f"critical\n{late}",
    }  # fmt: skip


@pytest.mark.parametrize("signed", [False, True])
def test_the_sign_off_lists_both(app, moved, signed):
    cheat(app, moved)
    moved.on(99)
    with app.app_context():
        complete(moved)
    if signed:
        sign(app, moved)
    page = said_in(moved.browser("Mo").get(f"/plans/{moved.plan_id}/sign-off/").text)
    with app.test_request_context():
        first, done = (day_month(moved.day(day)) for day in (5, 11))
    late = late_words(app, moved, done=11, due=6, moved=True)

    assert ("As it was signed" in page) is signed
    told = page[page.index(DOUBTED) :]
    assert f"Train Action · critical Done · first promised {first}, done {done}" in told
    assert f"Sign Action · critical Done · {late} Labs Milestone · critical Done · {late} " in told


def test_people_outside_who_read_no_names_read_that_what_was_done_later_is_critical(app, moved):
    cheat(app, moved)
    signing_page(app, moved, signed=True)
    page = said_in(app.test_client().get(f"/p/{shared(app, moved, Shown.RESULT)}/").text)

    told = page[page.index(DOUBTED) :]
    assert "1 action done late, 1 of them critical1 critical action done later than first promised" in told


def signing_page(app, plan, *, signed):
    """What the page of a sign-off says on day 99, before or after it."""
    plan.on(99)
    with app.app_context():
        complete(plan)
    if signed:
        sign(app, plan)
    return said_in(plan.browser("Mo").get(f"/plans/{plan.plan_id}/sign-off/").text)


@pytest.mark.parametrize("signed", [False, True])
def test_a_day_that_a_pause_moved_stands_beside_the_one_that_was_promised_first(app, moved, signed):
    moved.on(4)
    change(app, moved, moved.train, due_on=moved.day(8))
    change(app, moved, moved.sign, due_on=moved.day(14))
    agree_to_pause(app, moved, 4, 6)
    moved.on(13)
    change(app, moved, moved.train, status=ActionStatus.DONE)
    change(app, moved, moved.sign, status=ActionStatus.DONE)
    page, late = signing_page(app, moved, signed=signed), late_words(app, moved, done=13, due=11)
    with app.test_request_context():
        day = {number: day_month(moved.day(number)) for number in (5, 6, 8, 9, 13)}

    assert f"Train Action · critical Done · {late} · first promised {day[5]}, moved by pauses to {day[8]} " in page
    first = f"first promised {day[6]}, moved by pauses to {day[9]}, done {day[13]}"
    assert f"Sign Action · critical Done · {first} " in page


@pytest.mark.parametrize("signed", [False, True])
def test_a_day_that_was_promised_before_a_pause_is_the_one_that_was_promised_first(app, moved, signed):
    moved.on(4)
    agree_to_pause(app, moved, 4, 6)
    change(app, moved, moved.train, due_on=moved.day(20))
    moved.on(13)
    change(app, moved, moved.train, status=ActionStatus.DONE)
    page = signing_page(app, moved, signed=signed)
    with app.test_request_context():
        first, paused, done = (day_month(moved.day(number)) for number in (5, 8, 13))

    told = f"first promised {first}, moved by pauses to {paused}, done {done}"
    assert f"Train Action · critical Done · {told} " in page


@pytest.mark.parametrize("signed", [False, True])
def test_a_pause_that_began_after_the_day_promised_first_does_not_move_that_one(app, moved, signed):
    moved.on(4)
    change(app, moved, moved.train, due_on=moved.day(8))
    moved.on(6)
    agree_to_pause(app, moved, 6, 7)
    change(app, moved, moved.train, status=ActionStatus.DONE)
    page = signing_page(app, moved, signed=signed)
    with app.test_request_context():
        first, done = (day_month(moved.day(number)) for number in (5, 6))

    assert f"Train Action · critical Done · first promised {first}, done {done} " in page
    assert "moved by pauses" not in page.split("Train Action")[1].split("Sign Action")[0]


@pytest.mark.parametrize("signed", [False, True])
def test_what_was_moved_in_time_is_counted_from_its_new_day(app, moved, signed):
    moved.on(4)
    change(app, moved, moved.train, due_on=moved.day(8))
    moved.on(11)
    change(app, moved, moved.train, status=ActionStatus.DONE)
    pages, page = pages_of(moved), signing_page(app, moved, signed=signed)

    late = late_words(app, moved, done=11, due=8)
    assert [late in each for each in pages] == [True, True]
    with app.test_request_context():
        first = day_month(moved.day(5))
    assert f"Train Action · critical Done · {late} · first promised {first} " in page


@pytest.mark.parametrize("signed", [False, True])
def test_what_is_not_critical_and_late_says_its_first_day_too(app, moved, signed):
    chosen, paused = add_light(app, moved, "Print"), add_light(app, moved, "Paint")
    moved.on(4)
    change(app, moved, chosen, due_on=moved.day(8))
    agree_to_pause(app, moved, 4, 6)
    moved.on(16)
    change(app, moved, chosen, status=ActionStatus.DONE)
    change(app, moved, paused, status=ActionStatus.DONE)
    page = signing_page(app, moved, signed=signed)
    with app.test_request_context():
        day = {number: day_month(moved.day(number)) for number in (6, 9)}

    first = f"first promised {day[6]}, moved by pauses to {day[9]}"
    assert f"Print Action Done · {late_words(app, moved, done=16, due=11)} · {first} " in page
    assert f"Paint Action Done · {late_words(app, moved, done=16, due=9)} · {first} " in page


def test_a_seal_that_does_not_say_the_day_that_is_counted_from_tells_none(app, moved):
    cheat(app, moved)
    with app.app_context():
        said = said_of(plan_found(moved.plan_id), moved.today)
    for each in (*said["actions"], *said["milestones"]):
        del each["missed_on"], each["late_since"]
    late = {each.title: each.late for each in promises_in(said, moved.today).doubted if each.late}

    with app.test_request_context():
        told = {title: words_of_late(each) for title, each in late.items()}
        done = f"5 days late: done {short_day(moved.day(11))}"
        assert told == {"Sign": done, "Labs": done}
        assert words_of_late(late["Sign"]._replace(done_on=None)) == "5 days late"


def test_what_was_parked_before_its_day_and_weighs_no_longer_is_listed_too(app, moved):
    moved.on(4)
    with app.app_context():
        services.park_action(moved.dara, moved.train, reason="Later")
    change(app, moved, moved.train, critical=False)
    moved.on(9)
    with app.app_context():
        services.take_up_action(moved.dara, moved.train, due_on=moved.day(42))
    moved.on(11)
    change(app, moved, moved.train, status=ActionStatus.DONE)

    assert doubted(app, moved) == {"Train": (None, moved.day(5), moved.day(11))}
    for page in lists_of(moved):
        assert COUNTED.findall(page) == ["1 critical thing is due or was done later than first promised"]


def test_a_gist_counts_it_as_its_plan_does(app, moved):
    cheat(app, moved)
    with app.app_context():
        plan = plan_found(moved.plan_id)
        [gist] = gists(Plan.id == plan.id)
        late = [sorted(done_late(each, of) for each in (*of.actions, *of.milestones)) for of in (plan, gist)]

    assert [[each for each in of if each] for of in late] == [[5, 5], [5, 5]]


def test_what_moves_and_is_done_by_its_first_day_is_clean(app, moved):
    moved.on(3)
    for action_id in (moved.train, moved.sign):
        change(app, moved, action_id, due_on=moved.day(42))
    change_labs(app, moved, due_on=moved.day(4))
    done_on(app, moved, 4)

    assert doubted(app, moved) == {}
    for page in (*lists_of(moved), *pages_of(moved)):
        assert ("than first promised" in page, "done late" in page, "days late" in page) == (False, False, False)


def test_what_was_done_on_a_day_nobody_knows_is_not_said_to_be_later(app, moved):
    moved.on(3)
    change(app, moved, moved.train, due_on=moved.day(42), status=ActionStatus.DONE)
    with app.app_context(), transaction():
        db.session.get(Action, moved.train).done_on = None

    assert doubted(app, moved) == {}
    assert [COUNTED.findall(page) for page in lists_of(moved)] == [[], []]


def agree_to_pause(app, plan, first, last):
    """Let the plan pause from a day to a day, as if the sponsor said so."""
    with app.app_context():
        span = {"first": plan.day(first), "last": plan.day(last)}
        services.pause_plan(plan.dara, plan.plan_id, **span, reason="Flood", agreed="Yes")
        with transaction():
            [agreement] = plan_found(plan.plan_id).agreements
            agreement.own = True


def test_days_that_an_agreed_pause_moved_are_no_misses(app, moved):
    moved.on(8)
    agree_to_pause(app, moved, 3, 7)
    done_on(app, moved, 9)

    assert doubted(app, moved) == {}
    for page in (*lists_of(moved), *pages_of(moved)):
        assert ("than first promised" in page, "done late" in page, "days late" in page) == (False, False, False)


def test_a_day_that_was_missed_moves_with_a_pause_that_was_agreed_to_later(app, moved):
    moved.on(9)
    change(app, moved, moved.sign, due_on=moved.day(42))
    moved.on(10)
    agree_to_pause(app, moved, 3, 7)
    done_on(app, moved, 11)

    assert doubted(app, moved) == {"Train": (1, moved.day(5), moved.day(11))}


@pytest.mark.parametrize("signed", [False, True])
def test_days_of_a_pause_that_are_not_counted_are_said_not_to_be(app, moved, signed):
    moved.on(7)
    agree_to_pause(app, moved, 7, 10)
    moved.on(12)
    change(app, moved, moved.sign, status=ActionStatus.DONE)
    pages, page = pages_of(moved), signing_page(app, moved, signed=signed)

    with app.test_request_context():
        days_said = f"done {short_day(moved.day(12))}, due {short_day(moved.day(6))}"
    late = f"2 days late: {days_said}, pauses not counted"
    assert [late in each for each in pages] == [True, True]
    assert f"Sign Action · critical Done · {late} " in page
