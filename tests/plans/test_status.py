"""The rules of a plan's status, each at its edge, and what holds whatever the facts are."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.status.override import holds, may_say, values_for
from app.plans.status.rules import Counted, Danger, Due, Facts, Reason, Status, Verdict, Waiting, Why, judge


def measure(share=1.0, *, main=True, read_on=50, expected=0.5):
    return Counted("Tests", "measure-1", main, expected, share * expected, 10, share * 10, "", read_on)


def action(day, *, done=False, critical=False, blocked=False):
    return Due("Sign", "action-1", "action", day, done, critical, blocked)


def well(day=50, **facts):
    """A plan that goes well on a day, but for what is said of it."""
    return Facts(**{"day": day, "last_check_in": day, "measures": (measure(read_on=day),), **facts})


def actions(late, blocked, due):
    here = [action(40)] * late + [action(50, blocked=True)] * blocked
    return (*here, *[action(30, done=True)] * (due - len(here)))


@pytest.mark.row("P6", partly=True)
@pytest.mark.parametrize(
    ("facts", "status"),
    [
        (Facts(day=None), Status.NOT_STARTED),
        (Facts(day=None, closed=True), Status.NOT_STARTED),
        (Facts(day=0), Status.NOT_STARTED),
        (Facts(day=1), Status.GREEN),
        (Facts(day=9), Status.GREEN),
        (Facts(day=10), Status.AMBER),
        (Facts(day=20), Status.AMBER),
        (Facts(day=21), Status.NO_DATA),
        (Facts(day=25, last_check_in=-90), Status.NO_DATA),
        (well(), Status.GREEN),
        (well(closed=True), Status.DONE),
        (well(closed=True, last_check_in=None), Status.DONE),
        (well(last_check_in=41), Status.GREEN),
        (well(last_check_in=40), Status.AMBER),
        (well(last_check_in=30), Status.AMBER),
        (well(last_check_in=29), Status.NO_DATA),
        (well(measures=(measure(read_on=21),)), Status.GREEN),
        (well(measures=(measure(read_on=20),)), Status.NO_DATA),
        (well(measures=(measure(read_on=None),)), Status.NO_DATA),
        (well(measures=()), Status.NO_DATA),
        (well(measures=(measure(), measure(main=False, read_on=None))), Status.GREEN),
        (well(actions=(action(43, critical=True), *actions(0, 0, 10))), Status.AMBER),
        (well(actions=(action(42, critical=True), *actions(0, 0, 10))), Status.RED),
        (well(actions=(action(42), *actions(0, 0, 10))), Status.GREEN),
        (well(actions=(action(None, critical=True),)), Status.GREEN),
        (well(milestones=(action(50, critical=True),)), Status.GREEN),
        (well(milestones=(action(49, critical=True),)), Status.AMBER),
        (well(milestones=(action(42, critical=True),)), Status.RED),
        (well(milestones=(action(9),)), Status.GREEN),
        (well(measures=(measure(0.85),)), Status.GREEN),
        (well(measures=(measure(0.84),)), Status.AMBER),
        (well(measures=(measure(0.5),)), Status.AMBER),
        (well(measures=(measure(0.49),)), Status.RED),
        (well(measures=(measure(), measure(0.49, main=False))), Status.AMBER),
        (well(measures=(measure(), measure(0.49))), Status.RED),
        (well(day=20, measures=(measure(0, read_on=20),)), Status.GREEN),
        (well(day=21, measures=(measure(0, read_on=20),)), Status.RED),
        (well(actions=actions(0, 0, 11)), Status.GREEN),
        (well(actions=actions(1, 0, 11)), Status.GREEN),
        (well(actions=actions(1, 0, 10)), Status.AMBER),
        (well(actions=actions(2, 1, 10)), Status.AMBER),
        (well(actions=actions(2, 2, 10)), Status.RED),
        (well(actions=(action(60, blocked=True),)), Status.GREEN),
        (well(risks=(Danger("Law", "risk-1", grave=True, alone=True),)), Status.RED),
        (well(risks=(Danger("Law", "risk-1", grave=True, alone=False),)), Status.GREEN),
        (well(risks=(Danger("Law", "risk-1", grave=False, alone=True),)), Status.GREEN),
        (well(asks=(Waiting("Money", "ask-1", 44, 6),)), Status.GREEN),
        (well(asks=(Waiting("Money", "ask-1", 43, 7),)), Status.AMBER),
        (well(refused=("Spo",)), Status.AMBER),
        (well(refused=("Spo",), risks=(Danger("Law", "risk-1", grave=True, alone=True),)), Status.RED),
        (well(refused=("Spo",), last_check_in=29), Status.NO_DATA),
        (well(refused=("Spo",), closed=True), Status.DONE),
    ],
)
def test_each_rule_at_its_edge(facts, status):
    assert judge(facts).status == status


def test_the_reasons_say_what_is_wrong_the_gravest_first():
    facts = well(
        actions=(action(37, critical=True, blocked=True), action(42), *[action(20, done=True)] * 5),
        measures=(measure(0.8),),
    )

    assert judge(facts) == Verdict(
        Status.RED,
        (
            Reason(Why.CRITICAL_LATE, Status.RED, "Sign", "action-1", "action", days=13, blocked=True),
            Reason(Why.BEHIND, Status.AMBER, "Tests", "measure-1", value=8, asked=10),
            Reason(Why.MANY_LATE, Status.AMBER, count=2, total=7),
        ),
    )


def test_what_was_known_stays_among_the_reasons_when_a_plan_falls_silent():
    facts = well(
        last_check_in=20,
        measures=(measure(0.2, read_on=20),),
        milestones=(action(40, critical=True),),
        risks=(Danger("Law", "risk-1", grave=True, alone=True),),
        asks=(Waiting("Money", "ask-1", 40, 10),),
        refused=("Spo",),
    )

    verdict = judge(facts)

    assert verdict.status == Status.NO_DATA
    assert [(reason.why, reason.status) for reason in verdict.reasons] == [
        (Why.SILENT, Status.NO_DATA),
        (Why.UNREAD, Status.NO_DATA),
        (Why.CRITICAL_LATE, Status.RED),
        (Why.BEHIND, Status.RED),
        (Why.RISK_ALONE, Status.RED),
        (Why.UNANSWERED, Status.AMBER),
        (Why.REFUSED, Status.AMBER),
    ]


def test_what_was_said_before_day_one_makes_nothing_less_silent():
    [silent] = judge(Facts(day=25, last_check_in=-90)).reasons

    assert (silent.why, silent.days) == (Why.SILENT, 25)


def test_where_none_is_the_main_measure_each_of_them_counts_as_read():
    several = (measure(main=False, read_on=49), measure(main=False, read_on=45))

    assert judge(well(measures=several)).status == Status.GREEN
    assert judge(well(measures=(several[0], measure(main=False, read_on=20)))).status == Status.NO_DATA


DAY = st.integers(-20, 130)
MAYBE_DAY = st.none() | DAY
DUE = st.builds(Due, st.just("x"), st.just("x"), st.just("action"), MAYBE_DAY, st.booleans(), st.booleans())
MEASURE = st.builds(measure, st.floats(0, 2), main=st.booleans(), read_on=MAYBE_DAY, expected=st.floats(0, 1))
FACTS = st.builds(
    Facts,
    day=MAYBE_DAY,
    closed=st.booleans(),
    last_check_in=MAYBE_DAY,
    measures=st.tuples(MEASURE) | st.tuples(MEASURE, MEASURE) | st.just(()),
    actions=st.lists(DUE, max_size=6).map(tuple),
    milestones=st.lists(DUE, max_size=3).map(tuple),
    risks=st.lists(st.builds(Danger, st.just("r"), st.just("r"), st.booleans(), st.booleans()), max_size=2).map(tuple),
    asks=st.lists(st.builds(Waiting, st.just("a"), st.just("a"), DAY), max_size=2).map(tuple),
    refused=st.sampled_from([(), ("Spo",)]),
)
SCALE = [Status.GREEN, Status.AMBER, Status.RED]


@given(FACTS)
def test_a_silent_plan_is_never_green_and_every_other_colour_has_a_reason(facts):
    verdict = judge(facts)

    if facts.day and facts.day >= 21 and (facts.last_check_in or 0) <= facts.day - 21 and not facts.closed:
        assert verdict.status == Status.NO_DATA
    assert bool(verdict.reasons) == (verdict.status in {Status.NO_DATA, Status.RED, Status.AMBER})
    if verdict.reasons:
        assert verdict.reasons[0].status == verdict.status


@given(FACTS)
def test_doing_what_is_due_never_makes_it_worse(facts):
    before = judge(facts).status

    after = judge(replace(facts, actions=tuple(each._replace(done=True, blocked=False) for each in facts.actions)))

    if before in SCALE:
        assert SCALE.index(after.status) <= SCALE.index(before)


@given(FACTS)
def test_a_check_in_today_never_makes_it_worse(facts):
    before = judge(facts).status

    after = judge(replace(facts, last_check_in=max(facts.day or 0, facts.last_check_in or 0))).status

    if before in SCALE:
        assert SCALE.index(after) <= SCALE.index(before)


@given(st.sampled_from(Status), st.sampled_from(Status))
def test_an_override_is_one_step_between_green_amber_and_red_and_nothing_else(value, computed):
    one_step = value in SCALE and computed in SCALE and abs(SCALE.index(value) - SCALE.index(computed)) == 1

    assert may_say(value, computed) == one_step
    assert (value in values_for(computed)) == one_step


@pytest.mark.parametrize(
    ("day", "computed", "stands"),
    [
        (56, Status.RED, False),
        (57, Status.RED, True),
        (70, Status.RED, True),
        (71, Status.RED, False),
        (58, Status.AMBER, False),
        (58, Status.NO_DATA, False),
        (58, Status.DONE, False),
        (58, Status.GREEN, True),
    ],
)
def test_an_override_ends_after_its_days_or_when_the_rules_overtake_it(day, computed, stands):
    on = {number: date(2026, 3, 1) + timedelta(days=number) for number in (57, 70, day)}
    assert holds(value="amber", set_on=on[57], until=on[70], today=on[day], computed=computed) == stands
