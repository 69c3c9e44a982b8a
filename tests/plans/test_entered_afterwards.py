"""A pause entered once its first day was over stays in sight as such, with how the plan stood before it was entered."""

import json
from datetime import timedelta
from functools import partial

import pytest

from app.alliance.portfolio.queries import holding_of
from app.plans import days, services
from app.plans.endings.seal import said_of
from app.plans.endings.sharing import Shown
from app.plans.models import Plan
from app.plans.services import ActionWords, MeasureWords
from app.plans.status.afterwards import entered_afterwards
from app.plans.status.gist_queries import gists
from app.plans.status.judging import judged
from app.plans.views.doubts import known_doubts
from app.plans.views.sheet import compose
from tests.plans.endings import complete
from tests.plans.endings import words as ending_words
from tests.plans.test_pauses_not_agreed_to import DAY, PAUSE, confirm_pause, confirm_promise, short
from tests.plans.test_promises import said_in

LATE = 12
STOOD = "Before that: Off track, 700 where 1,440 were expected, a critical thing 12 days late."


@pytest.fixture
def late(app, asked):
    """The plan on day 72, with 700 of the 1,440 tests expected and something critical that was due on day 60."""
    confirm_promise(app, asked)
    with app.app_context():
        said = ActionWords(title="Sign", owner="Olu", due_on=asked.today, critical=True)
        asked.sign = services.add_action(asked.dara, asked.plan_id, said).id
    asked.clock(LATE * DAY)
    with app.app_context():
        asked.today = services.today_of(asked.plan())
        services.file_reading(asked.dara, asked.measure_id, on=asked.today, value=700)
    asked.check_in()
    asked.clock(LATE * DAY + 60)
    return asked


def pause(plan, first, last, *, at):
    """Let Dara enter a pause of days from today, and Mo agree to it a minute later."""
    with plan.app.app_context():
        span = {"first": plan.today + timedelta(days=first), "last": plan.today + timedelta(days=last)}
        made = services.pause_plan(plan.dara, plan.plan_id, **span, reason="Flood", agreed="Yes").id
    plan.clock(at + 60)
    confirm_pause(plan.app, plan)
    plan.clock(at + 120)
    return made


MOVED = "1 critical thing that missed its day and was moved or parked"
AGREED, NOT_AGREED = "The sponsor agreed to it.", "The sponsor has not agreed to it."


def entered(plan, first=-PAUSE, last=-1, on=0, agreed=AGREED):
    """Return how the pause is told."""
    first, last, on = (plan.today + timedelta(days=each) for each in (first, last, on))
    return f"Pause from {first.day} {first:%B} to {short(last)}, entered afterwards on {short(on)}. {agreed}"


def known(plan):
    """Return what is known beside the status, of the plan and in gist, by the rows of the portfolio."""
    today = services.today_of(plan.plan())
    sheet = compose(plan.plan(), today, mirrored=False)
    [row] = holding_of(plan.room.people["Sec"]).rows
    told, in_row = ([each.said for each in known_doubts(of)] for of in (sheet, row))
    assert told == in_row
    return told


def test_every_page_says_that_a_pause_was_entered_afterwards_and_how_the_plan_stood(app, late):
    late.room.person("Sec", alliance_role="secretariat")
    pause(late, -PAUSE, -1, at=LATE * DAY + 60)
    with app.app_context():
        token = services.share_plan(late.dara, late.plan_id, label="P", parts=[Shown.STATUS]).token
        assert judged(late.plan(), late.today).status != "red"
    at = late.page
    dara = [at, *(f"{at}{name}/" for name in ("print", "week", "sign-off")), f"/reports/plans/{late.plan_id}.csv"]
    pages = [*(("Dara", where) for where in (*dara, "/plans/")), ("Sec", "/portfolio/"), ("Mo", f"/p/{token}/")]

    said = {where: said_in(late.room.browser(who).get(where).text) for who, where in pages}

    expected = f"{entered(late)} {STOOD}"
    assert {where: page.count(expected) for where, page in said.items()} == dict.fromkeys(said, 1)


def test_a_plan_that_was_signed_off_says_it_still(app, late):
    late.room.person("Sec", alliance_role="secretariat")
    pause(late, -PAUSE, -1, at=LATE * DAY + 60)
    expected = f"{entered(late)} {STOOD}"
    late.clock((LATE + 38) * DAY)
    with app.app_context():
        token = services.share_plan(late.dara, late.plan_id, label="P", parts=[Shown.STATUS]).token
        late.today = services.today_of(late.plan())
        late.day = partial(days.date_of, begins=late.plan().calendar)
        complete(late)
        services.sign_off(late.dara, late.plan_id, ending_words(late))
    dara = (late.page, *(f"{late.page}{name}/" for name in ("print", "week", "sign-off")))
    pages = [*(("Dara", where) for where in dara), ("Sec", "/portfolio/"), ("Mo", f"/p/{token}/")]
    said = {where: said_in(late.room.browser(who).get(where).text) for who, where in pages}
    assert {where: page.count(expected) for where, page in said.items()} == dict.fromkeys(said, 1)


def test_every_public_page_says_how_the_plan_stood_before_the_pause(app, late):
    pause(late, -PAUSE, -1, at=LATE * DAY + 60)
    with app.app_context():
        token = services.share_plan(late.dara, late.plan_id, label="P", parts=[Shown.GOAL]).token
    page = said_in(late.room.browser("Mo").get(f"/p/{token}/").text)
    assert (page.count(entered(late)), page.count("Before that")) == (1, 1)


def test_what_was_said_and_done_later_makes_the_plan_no_better_than_it_was(app, late):
    late.room.person("Sec", alliance_role="secretariat")
    pause(late, -PAUSE, -1, at=LATE * DAY + 60)
    late.clock((LATE + 1) * DAY)
    with app.test_request_context():
        services.file_reading(late.dara, late.measure_id, on=late.today, value=1500, note="Counted anew")
        services.move_action(late.dara, late.sign, "done")
        fewer = MeasureWords(name="Tests", unit="tests", baseline=0, target=800.0, main=True)
        services.change_measure(late.dara, late.measure_id, fewer, why="The ministry agreed")
        assert f"{entered(late)} {STOOD}" in known(late)


def test_a_day_moved_on_the_day_of_the_pause_hides_nothing_that_was_late(app, late):
    late.room.person("Sec", alliance_role="secretariat")
    pause(late, -PAUSE, -1, at=LATE * DAY + 60)
    with app.test_request_context():
        later = late.today + timedelta(days=9)
        services.reschedule(late.dara, late.sign, start_on=None, due_on=later, reason="The lab asked for it")
        said = ActionWords(title="Sign", owner="Olu", due_on=later, critical=False)
        services.change_action(late.dara, late.sign, said, reason="The lab can wait")
        assert known(late) == [f"{entered(late)} {STOOD}"]


def test_what_is_done_on_the_day_of_the_pause_was_late_before_it(app, late):
    late.room.person("Sec", alliance_role="secretariat")
    pause(late, -PAUSE, -1, at=LATE * DAY + 60)
    with app.test_request_context():
        services.move_action(late.dara, late.sign, "done")
        assert known(late) == [f"{entered(late)} {STOOD}"]


def test_a_pause_that_is_made_longer_afterwards_is_told_with_the_days_added(app, late):
    late.room.person("Sec", alliance_role="secretariat")
    made = pause(late, 0, 1, at=LATE * DAY + 60)
    late.clock((LATE + 6) * DAY)
    with app.test_request_context():
        last = late.today + timedelta(days=4)
        services.change_pause(late.dara, made, last=last, agreed="Longer")
        stood = "Before that: Off track, 700 where 1,520 were expected, a critical thing 16 days late."
        assert known(late) == [f"{entered(late, 2, 4, 6, NOT_AGREED)} {stood}"]


def test_each_of_two_pauses_is_judged_without_what_was_entered_after_it(app, late):
    late.room.person("Sec", alliance_role="secretariat")
    pause(late, -4, -1, at=LATE * DAY + 60)
    late.clock((LATE + 1) * DAY)
    with app.test_request_context():
        span = {"first": late.today - timedelta(days=10), "last": late.today - timedelta(days=5)}
        services.pause_plan(late.dara, late.plan_id, **span, reason="Fire", agreed="Yes")
        after = "Before that: Off track, 700 where 1,380 were expected, a critical thing 9 days late."
        assert known(late) == [f"{entered(late, -10, -5, 1, NOT_AGREED)} {after}", f"{entered(late, -4, -1)} {STOOD}"]


def test_a_pause_that_begins_on_the_day_it_is_entered_was_not_entered_afterwards(app, late):
    late.room.person("Sec", alliance_role="secretariat")
    pause(late, 0, 9, at=LATE * DAY + 60)
    with app.test_request_context():
        assert known(late) == []


def test_lists_know_as_much_of_the_day_before_as_the_plan_does(app, late):
    pause(late, -PAUSE, -1, at=LATE * DAY + 60)
    with app.app_context():
        plan = late.plan()
        [gist] = gists(Plan.id == plan.id)
        assert entered_afterwards(gist) == entered_afterwards(plan)
        assert [each.stood.status for each in entered_afterwards(plan)] == ["red"]


def test_the_file_of_a_plan_and_its_seal_keep_how_it_stood_before_the_pause(app, late):
    pause(late, -PAUSE, -1, at=LATE * DAY + 60)
    filed = json.loads(late.room.browser("Dara").get(f"/reports/plans/{late.plan_id}.json").data)
    [told] = filed["entered_afterwards"]
    with app.app_context():
        first, last = (late.today - timedelta(days=each) for each in (PAUSE, 1))
        dates = {"first": first.isoformat(), "last": last.isoformat(), "on": late.today.isoformat()}
        assert said_of(late.plan(), late.today)["entered_afterwards"] == [told]
    assert {**told, "reasons": [each["why"] for each in told["reasons"]]} == {
        **dates, "agreed": True, "asked_by_sponsor": False, "status": "red",
        "reasons": ["critical-late", "behind", "many-late"],
    }  # fmt: skip


def move_sign(late, on):
    """Let Dara give what is critical and late another day."""
    with late.app.test_request_context():
        services.reschedule(late.dara, late.sign, start_on=None, due_on=on, reason="The lab asked for it")


def test_a_late_day_moved_in_the_hour_before_the_pause_hides_nothing_that_was_late(app, late):
    late.room.person("Sec", alliance_role="secretariat")
    move_sign(late, late.today + timedelta(days=9))
    late.clock(LATE * DAY + 120)
    pause(late, -PAUSE, -1, at=LATE * DAY + 120)
    with app.test_request_context():
        assert known(late) == [f"{entered(late)} {STOOD}"]


def test_a_late_day_moved_on_the_day_before_the_pause_is_told_as_moved(app, late):
    late.room.person("Sec", alliance_role="secretariat")
    move_sign(late, late.today + timedelta(days=9))
    late.clock((LATE + 1) * DAY + 60)
    with app.app_context():
        late.today = services.today_of(late.plan())
    pause(late, -PAUSE, -1, at=(LATE + 1) * DAY + 60)
    with app.test_request_context():
        stood = f"Before that: Off track, 700 where 1,460 were expected, {MOVED}."
        assert known(late) == [f"{entered(late)} {stood}"]


def test_what_was_moved_twice_since_and_done_after_the_end_was_late_before_the_pause(app, late):
    late.room.person("Sec", alliance_role="secretariat")
    pause(late, -PAUSE, -1, at=LATE * DAY + 60)
    move_sign(late, late.today + timedelta(days=9))
    late.clock((LATE + 10) * DAY)
    move_sign(late, late.today + timedelta(days=20))
    late.clock((LATE + 50) * DAY)
    with app.test_request_context():
        services.move_action(late.dara, late.sign, "done")
        [told] = entered_afterwards(late.plan())
    assert ([each.days for each in told.stood.reasons if each.why == "critical-late"], told.stood.status) == (
        [12], "red",
    )  # fmt: skip
