"""While a plan pauses no day of it passes, and what is still to come moves in everybody's sight."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.db import db
from app.errors import NotAllowed, NotFound
from app.moments import day_month
from app.plans import days, services
from app.plans.endings.sharing import Shown
from app.plans.errors import DueOutsidePlan, PauseMisplaced, ReasonMissing
from app.plans.items import words as item_words
from app.plans.models import Action, ActionStatus, Ask, Milestone, MilestoneState, Parked, Part, Plan, StatusOverride
from app.plans.queries import plan_found
from app.plans.services import ActionWords, MeasureWords, PartWords, today_of
from app.plans.status.facts import facts_of
from app.plans.status.judging import _holds
from app.plans.status.rules import Status
from app.plans.views.sheet import compose
from tests.plans.test_promises import said_in

FLOOD = "A flood closed the labs"

spans = st.lists(st.tuples(st.integers(-20, 120), st.integers(0, 20)), max_size=4)


@given(spans=spans, day=st.integers(-50, 150))
def test_a_day_has_one_date_and_no_date_of_a_pause(spans, day):
    begins = date(2026, 1, 5)
    pauses, free_from = [], begins - timedelta(days=400)
    for offset, length in sorted(spans):
        first = begins + timedelta(days=offset)
        if first >= free_from:
            pauses.append((first, first + timedelta(days=length)))
            free_from = pauses[-1][1] + timedelta(days=1)
    calendar = days.Calendar.with_pauses(begins, pauses)

    when = days.date_of(day, calendar)

    assert days.day_of(when, calendar) == day
    assert not calendar.pauses_on(when)
    assert days.date_of(day + 1, calendar) > when


@pytest.fixture
def running(app, planned):
    """The published plan on its day 10; action 1 begins on day 15 and is due on day 40, a milestone on day 30."""
    planned.dara = planned.people["Dara"]
    with app.app_context():
        planned.today = today_of(db.session.get(Plan, planned.plan_id))
        planned.begins = days.day_one_when(10, planned.today)
        planned.day = lambda number: days.date_of(number, planned.begins)
        roles = services.Roles(leader="Lea", sponsor="Spo")
        services.change_plan(
            planned.dara, planned.plan_id, title="Fast", goal="30 tests", day_one=planned.begins, roles=roles
        )
        main = MeasureWords(name="Tests", unit="tests", baseline=0, target=30, main=True)
        services.add_measure(planned.dara, planned.plan_id, main)
        planned.words = ActionWords(title="Publish", owner="Lab", start_on=planned.day(15), due_on=planned.day(40))
        services.change_action(planned.dara, planned.action_id, planned.words)
        done = services.add_action(planned.dara, planned.plan_id, replace(planned.words, title="Sign"))
        services.move_action(planned.dara, done.id, ActionStatus.DONE)
        planned.done_id = done.id
        services.add_part(planned.dara, planned.action_id, PartWords(title="Ask", due_on=planned.day(20)))
        milestone = item_words.MilestoneWords(title="First win", due_on=planned.day(30))
        planned.milestone_id = services.add_item(planned.dara, planned.plan_id, Milestone, milestone).id
        services.publish_plan(planned.dara, planned.plan_id)
    return planned


def pause(running, first, last, reason=FLOOD, by=None):
    return services.pause_plan(
        by or running.dara,
        running.plan_id,
        first=running.day(first),
        last=running.day(last),
        reason=reason,
        agreed="The sponsor agrees",
    )


def dates(running):
    """When what is not done begins and is due, and what is done was."""
    action, done = db.session.get(Action, running.action_id), db.session.get(Action, running.done_id)
    milestone = db.session.get(Milestone, running.milestone_id)
    return action.start_on, action.due_on, action.parts[0].due_on, milestone.due_on, done.due_on


def test_what_is_not_done_keeps_its_day_and_moves_to_a_later_date_with_the_reason_beside_it(app, running):
    day = running.day
    with app.app_context():
        made = pause(running, 8, 17)

        plan = db.session.get(Plan, running.plan_id)
        assert dates(running) == (day(25), day(50), day(30), day(40), day(40))
        assert [(move.before, move.after, move.reason) for move in plan.due_moves] == [
            (day(40), day(50), FLOOD),
            (day(30), day(40), FLOOD),
        ]
        assert facts_of(plan, running.today).day == 7
        assert facts_of(plan, day(18)).day == 8
        assert days.date_of(100, plan.calendar) == day(110)

        services.change_pause(running.dara, made.id, last=day(12), agreed="Sooner")
        assert dates(running) == (day(20), day(45), day(25), day(35), day(40))

        db.session.expire_all()
        sheet = compose(plan_found(running.plan_id), running.today, mirrored=False)
        [moved, again] = sheet.moves_of(db.session.get(Action, running.action_id))
        assert (moved.before, moved.after, again.after) == (day(40), day(50), day(45))

        services.drop_pause(running.dara, made.id, agreed="It was none")
        assert dates(running) == (day(15), day(40), day(20), day(30), day(40))
        db.session.expire_all()
        sheet = compose(plan_found(running.plan_id), running.today, mirrored=False)
        assert sheet.moves_of(db.session.get(Action, running.action_id)) == []
        assert facts_of(plan, running.today).day == 10


def test_the_plan_names_both_dates_of_a_milestone_that_a_pause_moved(app, running):
    def row():
        page = running.browser("Dara").get(f"/plans/{running.plan_id}/").text
        return said_in(re.search(r'<li id="milestone-1">.*?</li>', page, re.DOTALL)[0])

    with app.test_request_context():
        before, after = day_month(running.day(30)), day_month(running.day(40))
    first = row()
    with app.app_context():
        pause(running, 8, 17)
    moved = row()

    assert (f"Day 30{before}" in first, after in first) == (True, False)
    assert (f"Day 30{after}" in moved, f"{before} {FLOOD}" in moved) == (True, True)


def test_what_is_set_aside_keeps_its_day_too_and_is_not_late_when_it_is_taken_up(app, running):
    with app.app_context():
        services.park_action(running.dara, running.action_id, reason="Later")
        pause(running, 20, 29)
        services.take_up_action(running.dara, running.action_id)

        assert db.session.get(Action, running.action_id).due_on == running.day(50)


def test_what_is_done_or_answered_stays_where_it_was_and_what_is_open_moves(app, running):
    dara, plan_id = running.dara, running.plan_id

    def parts_of(title):
        words = PartWords(title=title, due_on=running.day(32))
        return services.add_part(dara, running.action_id, words).id

    def item(kind, words):
        return services.add_item(dara, plan_id, kind, words).id

    with app.app_context():
        parts = [parts_of("Done"), parts_of("Open")]
        services.tick_part(dara, parts[0], done=True)
        asks = [
            item(Ask, item_words.AskWords(title=title, to="Ministry", reply_by=running.day(33), answer=answer))
            for title, answer in (("Answered", "Yes"), ("Open", ""))
        ]
        milestones = [
            item(Milestone, item_words.MilestoneWords(title=state, due_on=running.day(34), state=state))
            for state in (MilestoneState.DONE, MilestoneState.PLANNED)
        ]
        parked = item(Parked, item_words.ParkedWords(title="Later", again_on=running.day(35)))

        pause(running, 20, 29)

        dates = {
            "parts": [db.session.get(Part, each).due_on for each in parts],
            "asks": [db.session.get(Ask, each).reply_by for each in asks],
            "milestones": [db.session.get(Milestone, each).due_on for each in milestones],
            "parked": db.session.get(Parked, parked).again_on,
        }
    assert dates == {
        "parts": [running.day(32), running.day(42)],
        "asks": [running.day(33), running.day(43)],
        "milestones": [running.day(34), running.day(44)],
        "parked": running.day(45),
    }


def test_a_pause_somebody_else_changed_or_took_back_meanwhile_moves_nothing_twice(app, running):
    with app.app_context():
        made = pause(running, 20, 29)
        services.change_pause(running.dara, made.id, last=running.day(34), agreed="Longer")
        services.change_pause(running.dara, made.id, last=running.day(34))
        assert db.session.get(Action, running.action_id).due_on == running.day(55)

        services.drop_pause(running.dara, made.id)
        with pytest.raises(NotFound):
            services.drop_pause(running.dara, made.id)
        assert db.session.get(Action, running.action_id).due_on == running.day(40)


def test_what_a_leader_says_of_the_status_ends_on_its_date_though_the_plan_pauses(app, running):
    with app.app_context():
        pause(running, 12, 40)
        plan = db.session.get(Plan, running.plan_id)
        said = StatusOverride(
            value="amber", set_on=running.day(11), until=running.day(25), withdrawn_at=None, reason="Rain"
        )
        stands = [_holds(said, plan, running.day(day), Status.GREEN) for day in (10, 11, 25, 26)]

    assert stands == [False, True, True, False]


def test_silence_is_not_counted_while_the_plan_pauses(app, running):
    with app.app_context():
        plan = db.session.get(Plan, running.plan_id)
        pause(running, 9, 60)

        assert [facts_of(plan, running.day(on)).day for on in (8, 9, 60, 61)] == [8, 8, 8, 9]


def test_a_silence_over_a_pause_is_told_by_the_day_of_the_last_check_in(app, running, clock):
    spo = running.employ("Spo", "facilitator")
    with app.app_context():
        words = services.CheckInWords(client_id="form-00001", done="All well")
        services.check_in(running.dara, running.plan_id, words)
        pause(running, 20, 30, by=spo)

    clock(48 * 24 * 3600)
    page = running.browser("Dara").get(f"/plans/{running.plan_id}/").text

    assert re.search(rf"Last check-in on {running.today.day} \w+, before the pause\.", page)
    assert not re.search(r"No check-in for|\b48 days", page), "eleven of the 48 days lie in the pause"


@pytest.mark.parametrize(("first", "last"), [(0, 5), (20, 19), (105, 106), (20, 120), (33, 40), (25, 30), (31, 31)])
def test_a_pause_lies_within_the_plan_and_touches_no_other(app, running, first, last):
    with app.app_context():
        pause(running, 30, 33)
        before = dates(running)

        with pytest.raises(PauseMisplaced):
            services.pause_plan(
                running.dara, running.plan_id, first=running.day(first), last=running.day(last), reason="Holidays"
            )
        assert dates(running) == before


def test_nothing_new_is_due_on_a_date_of_a_pause(app, running):
    with app.app_context():
        pause(running, 20, 25)
        for on, lies_in_it in ((19, False), (20, True), (25, True), (26, False)):
            words = ActionWords(title="Ask", owner="Bo", due_on=running.day(on))
            if lies_in_it:
                with pytest.raises(DueOutsidePlan):
                    services.add_action(running.dara, running.plan_id, words)
            else:
                services.add_action(running.dara, running.plan_id, words)


def test_a_pause_needs_a_reason_and_somebody_who_may_change_the_plan(app, running):
    with app.app_context():
        with pytest.raises(ReasonMissing):
            pause(running, 20, 25, reason="")
        with pytest.raises(NotAllowed):
            services.pause_plan(
                running.people["Mo"], running.plan_id, first=running.day(20), last=running.day(25), reason=FLOOD
            )


def test_the_page_of_a_plan_says_that_it_pauses_and_two_people_read_the_moved_date(running):
    dara, mo = running.browser("Dara"), running.browser("Mo")
    address = f"/plans/{running.plan_id}/pauses/"

    wrong = dara.submit(address, first=running.day(9).isoformat(), last=running.day(8).isoformat(), reason="")
    answer = dara.submit(
        address, first=running.day(9).isoformat(), last=running.day(12).isoformat(), reason=FLOOD, agreed="Yes"
    )

    assert (wrong.status_code, answer.status_code) == (422, 303)
    assert "touches no other" in wrong.text
    for browser in (dara, mo):
        page = browser.get(f"/plans/{running.plan_id}/").text
        assert "No day of the plan passes meanwhile." in page
        assert f"<q><bdi>{FLOOD}</bdi></q>" in page
    assert mo.get(address).status_code == 403
    listed = dara.get(address).text
    assert FLOOD in listed
    pause_id = listed.split("/plans/pauses/")[1].split("/")[0]
    assert dara.submit(f"/plans/pauses/{pause_id}/", last=running.day(8).isoformat()).status_code == 422
    assert dara.submit(f"/plans/pauses/{pause_id}/", last=running.day(10).isoformat()).status_code == 303
    assert dara.submit(f"/plans/pauses/{pause_id}/drop/", agreed="It was none").status_code == 303
    assert "No day of the plan passes meanwhile." not in mo.get(f"/plans/{running.plan_id}/").text


@pytest.mark.parametrize("page", ["plan", "print", "week", "list", "outside"])
def test_a_pause_on_days_that_are_over_is_told_beside_the_day(app, running, page):
    with app.app_context():
        parts = [Shown.GOAL]
        token = services.share_plan(running.dara, running.plan_id, label="Partner", parts=parts).token
    at = f"/plans/{running.plan_id}/"
    address = {"plan": at, "print": f"{at}print/", "week": f"{at}week/", "list": "/plans/", "outside": f"/p/{token}/"}

    def told():
        return said_in(running.browser("Dara").get(address[page]).text)

    before = told()
    with app.app_context():
        pause(running, 3, 6)
        pause(running, 20, 25)

    assert ("Pauses: " in before, "Pauses: 4 days" in told()) == (False, True)
    with app.app_context():
        sheet = compose(plan_found(running.plan_id), running.today, mirrored=False)
        assert (sheet.day, sheet.paused_days) == (6, 4)
        assert compose(plan_found(running.plan_id), running.day(2), mirrored=False).paused_days == 0
        assert compose(plan_found(running.plan_id), running.day(-2), mirrored=False).paused_days == 0
