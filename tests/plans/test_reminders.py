"""What is said of a plan on a day, and to whom: every step by its day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.plans.letters import reminders
from app.plans.models import Action, Ask, CheckIn, Milestone, Pause, Plan, SignOff

BEGINS = date(2023, 3, 1)
PUBLISHED = datetime(2023, 3, 1, tzinfo=UTC)
WHO = {"leader": "Lea", "coach": "Cai", "sponsor": "Spo"}


def on(day):
    return BEGINS + timedelta(days=day - 1)


def plan(*, published=PUBLISHED, people=WHO, **rows):
    lists = {"actions": [], "milestones": [], "asks": [], "check_ins": [], **rows}
    return Plan(id="p", title="Fast", timezone="UTC", day_one=BEGINS, published_at=published, **people, **lists)


def action(due, *, status="todo", owner="Olu"):
    return Action(id="a", number=4, title="Sign", owner=owner, due_on=on(due), status=status)


def ask(asked, *, reply_by=None, to="Min", answered=None, barrier=""):
    return Ask(id="q", number=1, title="A law", to=to, asked_on=on(asked), reply_by=reply_by and on(reply_by),
               answered_on=answered and on(answered), barrier=barrier)  # fmt: skip


def check_in(day, review=None):
    return CheckIn(on=on(day), review=review, filed_at=PUBLISHED)


def said(of, day, thing):
    return [(each.step, each.to, each.late) for each in reminders.sayings(of, on(day)) if each.thing == thing]


def test_an_action_is_told_step_by_step_to_whom_it_concerns():
    of = plan(actions=[action(20)], check_ins=[check_in(16)])

    told = {day: said(of, day, "action") for day in range(14, 30)}

    late = [("late", "Olu"), ("late", "Lea")]
    stuck = [*late, ("stuck", "Cai")]
    steps = {
        range(14, 17): [],
        range(17, 20): [("soon", "Olu")],
        range(20, 23): [("today", "Olu")],
        range(23, 27): late,
        range(27, 30): stuck,
    }
    assert told == {day: [(*step, day - 20) for step in due] for span, due in steps.items() for day in span}


def test_what_is_done_is_told_to_nobody_and_who_leads_and_owns_is_told_once():
    assert said(plan(actions=[action(20, status="done")]), 27, "action") == []
    assert said(plan(actions=[action(20, owner="Lea", status="blocked")]), 24, "action") == [("late", "Lea", 4)]
    assert said(plan(actions=[action(20, owner=" ")], people=dict.fromkeys(WHO, "")), 28, "action") == []


def test_a_milestone_is_the_leaders():
    of = plan(milestones=[Milestone(id="m", number=1, title="First", due_on=on(20), state="at_risk")])

    told = {day: said(of, day, "milestone") for day in (16, 17, 20, 23, 27)}

    assert told == {
        16: [],
        17: [("soon", "Lea", -3)],
        20: [("today", "Lea", 0)],
        23: [("late", "Lea", 3)],
        27: [("late", "Lea", 7), ("stuck", "Cai", 7)],
    }
    of.milestones[0].state = "done"
    assert said(of, 27, "milestone") == []


def test_an_ask_is_told_before_its_day_on_it_and_when_a_week_old():
    cases = {
        "no day": (ask(10), {16: [], 17: [("unanswered", "Min", 0)], 30: [("unanswered", "Min", 13)]}),
        "its day first": (ask(10, reply_by=12),
            {11: [("asked", "Min", -1)], 12: [("reply", "Min", 0)], 17: [("unanswered", "Min", 0)]}),
        "its day later": (ask(10, reply_by=20),
            {16: [], 17: [("unanswered", "Min", 0)], 18: [("unanswered", "Min", 1)], 21: [("reply", "Min", 1)]}),
        "three days before": (ask(10, reply_by=15), {11: [], 12: [("asked", "Min", -3)], 14: [("asked", "Min", -1)]}),
        "on its own day": (ask(10, reply_by=10), {9: [], 10: [("reply", "Min", 0)]}),
        "a barrier": (ask(10, reply_by=15, barrier="No permit"),
            {10: [], 11: [("asked", "Min", -4)], 15: [("reply", "Min", 0)]}),
        "a barrier, a day": (ask(10, reply_by=11, barrier="No permit"),
            {10: [("asked", "Min", -1)], 11: [("reply", "Min", 0)]}),
        "a barrier, no day": (ask(10, to="", barrier="No permit"),
            {10: [], 11: [("asked", "Spo", 1)], 17: [("unanswered", "Spo", 0)]}),
        "of nobody by name": (ask(10, to=""), {17: [("unanswered", "Spo", 0)]}),
        "answered": (ask(10, reply_by=12, answered=11), {12: [], 17: []}),
    }  # fmt: skip
    told = {
        name: {day: said(plan(asks=[asked]), day, "ask") for day in expected}
        for name, (asked, expected) in cases.items()
    }

    assert told == {name: expected for name, (_asked, expected) in cases.items()}


def test_the_weekly_check_in_comes_seven_days_after_the_last_or_after_day_1():
    def due(day, *filed):
        of = plan(check_ins=[check_in(each) for each in filed])
        return [
            (each.step, each.to, (each.due_on - BEGINS).days + 1)
            for each in reminders.sayings(of, on(day))
            if each.thing == "check-in"
        ]

    assert {day: due(day) for day in (1, 7, 8, 14, 15)} == {
        1: [], 7: [], 8: [("check-in", "Lea", 8)], 14: [("check-in", "Lea", 8)], 15: [("check-in", "Lea", 15)],
    }  # fmt: skip
    assert {day: due(day, 5, 10) for day in (16, 17, 24)} == {
        16: [], 17: [("check-in", "Lea", 17)], 24: [("check-in", "Lea", 24)],
    }  # fmt: skip


def test_silence_reaches_the_coach_after_ten_days_and_the_secretariat_after_twenty_one():
    of = plan(check_ins=[check_in(5)])

    told = {day: said(of, day, "plan") for day in (14, 15, 25, 26)}

    assert told == {
        14: [],
        15: [("silent", "Cai", 10)],
        25: [("silent", "Cai", 20)],
        26: [("silent", "Cai", 21), ("grey", "", 21)],
    }
    assert {day: said(plan(), day, "plan") for day in (9, 10)} == {9: [], 10: [("silent", "Cai", 10)]}


def test_a_review_is_told_three_days_before_unless_it_was_held():
    told = {day: said(plan(), day, "review") for day in (46, 47, 50, 51, 96, 97, 100)}

    both = [("review", "Lea"), ("review", "Cai")]
    expected = {46: None, 47: -3, 50: 0, 51: None, 96: None, 97: -3, 100: 0}
    assert told == {day: [] if late is None else [(*each, late) for each in both] for day, late in expected.items()}
    assert said(plan(check_ins=[check_in(45, "midpoint")]), 47, "review") == []


def test_while_a_plan_pauses_nothing_is_said_and_no_day_passes():
    pause = Pause(first=on(21), last=on(40))
    of = plan(actions=[action(19)], check_ins=[check_in(18)], pauses=[pause])

    told = {day: said(of, day, "action") for day in (20, 21, 40, 41, 42)}

    late = [("late", "Olu", 3), ("late", "Lea", 3)]
    assert told == {20: [("today", "Olu", 1)], 21: [], 40: [], 41: [("today", "Olu", 2)], 42: late}
    assert said(of, 44, "check-in") == []
    assert said(of, 45, "check-in") == [("check-in", "Lea", 7)]


@pytest.mark.parametrize(
    ("of", "day"),
    [
        (plan(published=None, actions=[action(20)]), 20),
        (plan(actions=[action(20)]), 0),
        (plan(actions=[action(20)]), 101),
        (plan(actions=[action(20)], check_ins=[check_in(90, "closing")]), 95),
    ],
    ids=["not published", "before day 1", "after day 100", "closed"],
)
def test_of_a_plan_that_does_not_run_nothing_is_said(of, day):
    assert reminders.sayings(of, on(day)) == ()


def test_of_a_signed_plan_one_thing_is_said_that_its_follow_up_is_due():
    signed = SignOff(follow_on=on(175))
    of = plan(actions=[action(20)], check_ins=[check_in(98, "closing")], sign_offs=[signed])

    told = {day: said(of, day, "plan") for day in (99, 174, 175, 180)}

    assert told == {
        99: [],
        174: [],
        175: [("follow-up", "Lea", 0), ("follow-up", "Cai", 0)],
        180: [("follow-up", "Lea", 5), ("follow-up", "Cai", 5)],
    }
    assert said(of, 180, "action") == []
    signed.followed_on = on(180)
    assert said(of, 181, "plan") == []


def test_of_each_thing_one_reader_is_told_the_gravest_step():
    of = plan(actions=[action(20)], people={**WHO, "coach": "Lea"}, check_ins=[check_in(27)])

    told = reminders.gravest(reminders.sayings(of, on(27)))

    assert [(each.step, each.to) for each in told] == [("stuck", "Lea")]
