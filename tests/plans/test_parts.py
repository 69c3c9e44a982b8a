"""What an action is made of and waits for, and that days move only in sight."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from app.db import db
from app.errors import NotAllowed, NotFound
from app.moments import day_month
from app.plans import days, services
from app.plans.actions.waiting import circle
from app.plans.errors import (
    Circle,
    DueBeforeStart,
    DueOutsidePlan,
    NotOfThisPlan,
    PartAfterAction,
    PartIncomplete,
    ReasonMissing,
    StartOutsidePlan,
)
from app.plans.items import words as item_words
from app.plans.models import Action, DueMove, Milestone, Part, Plan
from app.plans.queries import plan_found
from app.plans.services import ActionWords, MeasureWords, PartWords, today_of
from tests.plans.conftest import at_once
from tests.plans.letters import WHO


@pytest.fixture
def running(app, planned):
    """The published plan on its day 10, in the hands of Dara; its action 1 is due on day 40."""
    planned.dara = planned.people["Dara"]
    with app.app_context():
        planned.today = today_of(db.session.get(Plan, planned.plan_id))
        planned.begins = days.day_one_when(10, planned.today)
        services.change_plan(
            planned.dara, planned.plan_id, title="Fast", goal="30 tests", day_one=planned.begins, roles=WHO
        )
        main = MeasureWords(name="Tests", unit="tests", baseline=0, target=30, main=True)
        services.add_measure(planned.dara, planned.plan_id, main)
        planned.words = ActionWords(title="Publish a calendar", owner="Lab manager", due_on=planned.day(40))
        services.change_action(planned.dara, planned.action_id, planned.words)
        services.publish_plan(planned.dara, planned.plan_id)
    return planned


@pytest.fixture(autouse=True)
def day(planned):
    """`planned.day(40)`: the date of a day."""
    planned.day = lambda number: days.date_of(number, planned.begins)


def change(running, **said):
    return services.change_action(running.dara, running.action_id, replace(running.words, **said))


def titles(parts):
    return [(part.number, part.title, part.due_on, part.done_on) for part in parts]


@pytest.mark.parametrize(
    ("needs", "found"),
    [
        ({}, ()),
        ({"a": {"b"}, "b": {"c"}, "d": {"c", "b"}}, ()),
        ({"a": {"a"}}, ("a",)),
        ({"a": {"b"}, "b": {"a"}}, ("a", "b")),
        ({"x": {"a"}, "a": {"b"}, "b": {"c"}, "c": {"a"}}, ("a", "b", "c")),
    ],
)
def test_what_waits_for_itself_in_the_end_is_found(needs, found):
    around = circle(needs)
    turned = [around[at:] + around[:at] for at in range(len(around))] or [()]
    assert found in turned


def test_an_action_says_who_helps_when_it_begins_what_comes_first_and_how_one_sees_it(app, running):
    with app.app_context():
        first = services.add_action(
            running.dara, running.plan_id, ActionWords(title="Ask the labs", owner="Bo", due_on=running.day(20))
        )
        change(
            running,
            helpers=("Bo", "Lab engineer"),
            start_on=running.day(21),
            needs=frozenset({first.id}),
            evidence_expected="The calendar's address",
        )

        kept = db.session.get(Action, running.action_id)
        assert (kept.helpers, kept.start_on, kept.evidence_expected) == (
            ["Bo", "Lab engineer"],
            running.day(21),
            "The calendar's address",
        )
        assert [need.needs_id for need in kept.needs] == [first.id]
        change(running)
        assert (kept.helpers, kept.start_on, list(kept.needs), kept.evidence_expected) == ([], None, [], "")


@pytest.mark.parametrize(("start", "refusal"), [(41, DueBeforeStart), (0, StartOutsidePlan)])
def test_an_action_begins_within_the_plan_and_before_it_ends(app, running, start, refusal):
    with app.app_context(), pytest.raises(refusal):
        change(running, start_on=running.day(start))


def test_nobody_waits_for_who_waits_for_them(app, running):
    with app.app_context():
        words = ActionWords(title="Ask the labs", owner="Bo", due_on=running.day(20))
        second = services.add_action(
            running.dara, running.plan_id, replace(words, needs=frozenset({running.action_id}))
        )

        with pytest.raises(Circle) as refused:
            change(running, needs=frozenset({second.id}))
        assert sorted(refused.value.numbers) == [1, 2]
        with pytest.raises(Circle) as alone:
            change(running, needs=frozenset({running.action_id}))
        assert alone.value.numbers == (1,)
        with pytest.raises(NotOfThisPlan):
            change(running, needs=frozenset({"no such action"}))
        assert db.session.get(Action, running.action_id).needs == []


@pytest.mark.row("P13", partly=True)
def test_parts_are_numbered_ticked_unticked_and_taken_out(app, running):
    with app.app_context():
        ask = services.add_part(running.dara, running.action_id, PartWords(title="Ask", due_on=running.day(12)))
        services.add_part(running.dara, running.action_id, PartWords(title="Print", owner="Bo"))
        services.tick_part(running.dara, ask.id, done=True)
        action = db.session.get(Action, running.action_id)
        assert titles(action.parts) == [(1, "Ask", running.day(12), running.today), (2, "Print", None, None)]

        services.tick_part(running.dara, ask.id, done=True)
        services.change_part(running.dara, ask.id, PartWords(title="Ask twice", due_on=running.day(13)))
        services.tick_part(running.dara, ask.id, done=False)
        services.drop_part(running.dara, action.parts[1].id)
        db.session.expire_all()
        assert titles(action.parts) == [(1, "Ask twice", running.day(13), None)]


@pytest.mark.row("P13")
def test_a_part_comes_again_until_its_action_is_due(app, running):
    with app.app_context():
        meet = services.add_part(
            running.dara, running.action_id, PartWords(title="Meet", owner="Bo", due_on=running.day(24), every=7)
        )
        second = services.tick_part(running.dara, meet.id, done=True)
        third = services.tick_part(running.dara, second.id, done=True)

        action = db.session.get(Action, running.action_id)
        assert services.tick_part(running.dara, third.id, done=True) is None
        assert titles(action.parts) == [
            (1, "Meet", running.day(24), running.today),
            (2, "Meet", running.day(31), running.today),
            (3, "Meet", running.day(38), running.today),
        ]
        assert {(part.owner, part.every) for part in action.parts} == {("Bo", 7)}


def test_whoever_was_late_does_not_owe_what_would_have_come_meanwhile(app, running):
    with app.app_context():
        meet = services.add_part(
            running.dara, running.action_id, PartWords(title="Meet", due_on=running.day(24), every=7)
        )
        meet.due_on = running.day(2)
        db.session.commit()

        assert services.tick_part(running.dara, meet.id, done=True).due_on == running.day(17)


def test_what_is_ticked_again_after_a_slip_comes_again_once(app, running):
    with app.app_context():
        meet = services.add_part(
            running.dara, running.action_id, PartWords(title="Meet", due_on=running.day(24), every=7)
        )
        for done in (True, False, True):
            services.tick_part(running.dara, meet.id, done=done)

        action = db.session.get(Action, running.action_id)
        db.session.expire(action)
        assert titles(action.parts) == [
            (1, "Meet", running.day(24), running.today), (2, "Meet", running.day(31), None)
        ]  # fmt: skip


def test_what_comes_again_does_so_as_many_days_of_the_plan_later_whatever_it_pauses(app, running):
    with app.app_context():
        meet = services.add_part(
            running.dara, running.action_id, PartWords(title="Meet", due_on=running.day(24), every=7)
        )
        span = {"first": running.day(26), "last": running.day(35), "reason": "A flood"}
        services.pause_plan(running.dara, running.plan_id, **span, agreed="The sponsor agrees")

        assert services.tick_part(running.dara, meet.id, done=True).due_on == running.day(41)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"title": ""}, PartIncomplete),
        ({"every": 7}, PartIncomplete),
        ({"due": 9}, DueOutsidePlan),
        ({"due": 101}, DueOutsidePlan),
        ({"due": 41}, PartAfterAction),
    ],
)
def test_a_part_that_says_too_little_or_lies_elsewhere_is_refused(app, running, said, refusal):
    due = running.day(said.pop("due")) if "due" in said else None
    with app.app_context(), pytest.raises(refusal):
        services.add_part(running.dara, running.action_id, PartWords(**{"title": "Ask", "due_on": due, **said}))


@pytest.mark.parametrize(("who", "refusal"), [("Mo", NotAllowed), ("Sec", NotAllowed), ("Stranger", NotFound)])
def test_who_may_not_change_the_plan_touches_no_part(app, running, who, refusal):
    somebody = running.people[who]
    with app.app_context():
        part = services.add_part(running.dara, running.action_id, PartWords(title="Ask"))
        for deed in (
            lambda: services.add_part(somebody, running.action_id, PartWords(title="Mine")),
            lambda: services.change_part(somebody, part.id, PartWords(title="Mine")),
            lambda: services.tick_part(somebody, part.id, done=True),
            lambda: services.drop_part(somebody, part.id),
        ):
            with pytest.raises(refusal):
                deed()
        assert titles([db.session.get(Part, part.id)]) == [(1, "Ask", None, None)]


@pytest.mark.row("P14")
def test_what_was_promised_stays_in_sight_with_why_it_moved(app, running):
    with app.app_context():
        milestone = services.add_item(
            running.dara,
            running.plan_id,
            Milestone,
            item_words.MilestoneWords(title="First tests", due_on=running.day(30)),
        )
        later = replace(running.words, due_on=running.day(50))
        with pytest.raises(ReasonMissing):
            services.change_action(running.dara, running.action_id, later)
        services.change_action(running.dara, running.action_id, later, reason="The labs close for a week")
        moved = item_words.MilestoneWords(title="First tests", due_on=running.day(35))
        with pytest.raises(ReasonMissing):
            services.change_item(running.dara, Milestone, milestone.id, moved)
        services.change_item(running.dara, Milestone, milestone.id, moved, reason="Parts come late")

        moves = db.session.scalars(db.select(DueMove).order_by(DueMove.id)).all()
        assert [(move.kind, move.before, move.after, move.reason, move.by_name) for move in moves] == [
            ("action", running.day(40), running.day(50), "The labs close for a week", "Dara"),
            ("milestone", running.day(30), running.day(35), "Parts come late", "Dara"),
        ]
    page = running.browser("Mo").get(f"/plans/{running.plan_id}/").text
    row = re.search(r'<tr id="action-1">.*?</tr>', page, re.DOTALL).group()
    assert f'<s><time datetime="{running.day(40).isoformat()}">' in row
    assert "The labs close for a week" in row
    assert "Parts come late" in page


def test_while_a_plan_is_drafted_its_days_move_freely(app, planned):
    with app.app_context():
        action = db.session.get(Action, planned.action_id)
        words = ActionWords(title=action.title, owner="Bo", due_on=action.due_on + timedelta(days=3))
        services.change_action(planned.people["Dara"], planned.action_id, words)

        assert db.session.scalars(db.select(DueMove)).all() == []


def test_the_page_of_an_action_takes_all_of_it_and_the_plan_shows_it(app, running):
    dara = running.browser("Dara")
    with app.app_context():
        first = services.add_action(
            running.dara, running.plan_id, ActionWords(title="Ask the labs", owner="Bo", due_on=running.day(20))
        ).id
    address = f"/plans/actions/{running.action_id}/"
    said = {"title": "Publish a calendar", "owner": "Lab manager", "due_on": running.day(40), "status": "todo"}

    early = dara.submit(address, **said, start_on=running.day(45))
    silent = dara.submit(address, **{**said, "due_on": running.day(44)})
    done = dara.submit(
        address,
        **said,
        names="Bo, Lab engineer",
        first=first,
        start_on=running.day(21),
        evidence_expected="Its address",
    )
    added = dara.submit(f"{address}parts/", title="Print it", due_on=running.day(30), every="")
    refused = dara.submit(f"{address}parts/", title="", every="7")
    with app.app_context():
        part = plan_found(running.plan_id).actions[0].parts[0].id
    ticked = dara.submit(f"/plans/parts/{part}/tick/", done="yes")

    assert (early.status_code, silent.status_code, refused.status_code) == (422, 422, 422)
    assert "An action ends on the day it begins, or later." in early.text
    assert "Say why, in one sentence." in silent.text
    assert "Say what is done in this part." in refused.text
    assert (done.status_code, added.status_code, ticked.status_code) == (303, 303, 303)
    page = running.browser("Mo").get(f"/plans/{running.plan_id}/").text
    row = re.sub(r"\s+", " ", re.search(r'<tr id="action-1">.*?</tr>', page, re.DOTALL).group())
    assert "With <bdi>Bo</bdi>, <bdi>Lab engineer</bdi>" in row
    assert 'Waits for <a href="#action-2">action 2</a>' in row
    assert "1 of 1 parts done" in row
    assert "To show: <bdi>Its address</bdi>" in row
    assert f"Begins on {day_month(running.day(21))}" in row
    form = dara.get(address).text
    assert 'value="Bo, Lab engineer"' in form
    assert 'aria-pressed="true" aria-label="Done: Print it"' in form


def test_who_writes_arabic_parts_names_as_arabic_does(app, running):
    dara = running.browser("Dara")
    dara.submit("/language/", language="ar")
    address = f"/plans/actions/{running.action_id}/"
    said = {"title": "Publish a calendar", "owner": "Lab manager", "due_on": running.day(40), "status": "todo"}

    assert dara.submit(address, **said, names="نور، ليلى").status_code == 303

    with app.app_context():
        assert db.session.get(Action, running.action_id).helpers == ["نور", "ليلى"]
    assert 'value="نور، ليلى"' in dara.get(address).text
    assert "<bdi>نور</bdi>، <bdi>ليلى</bdi>" in dara.get(f"/plans/{running.plan_id}/").text


def test_a_circle_is_said_at_its_field_and_nothing_that_was_typed_is_lost(app, running):
    with app.app_context():
        words = ActionWords(
            title="Ask the labs", owner="Bo", due_on=running.day(38), needs=frozenset({running.action_id})
        )
        waits = services.add_action(running.dara, running.plan_id, words).id
        services.change_action(running.dara, waits, words)
        parked = services.add_action(running.dara, running.plan_id, replace(words, title="Print it")).id
        services.change_action(running.dara, parked, replace(words, title="Print it", needs=frozenset({waits})))
        services.park_action(running.dara, parked, reason="Later")

    answer = running.browser("Dara").submit(
        f"/plans/actions/{running.action_id}/", title="Quite another title", owner="Lab manager",
        due_on=running.day(40), status="todo", first=[waits],
    )  # fmt: skip

    assert (answer.status_code, 'value="Quite another title"' in answer.text) == (422, True)
    assert 'id="first-bad"' in answer.text
    with app.app_context(), pytest.raises(NotOfThisPlan):
        change(running, needs=frozenset({parked}))


def test_a_parked_action_whose_day_is_over_is_taken_up_on_another(app, running, clock):
    with app.app_context():
        change(running, start_on=running.day(20))
        services.add_part(running.dara, running.action_id, PartWords(title="Ask", due_on=running.day(30)))
        services.park_action(running.dara, running.action_id, reason="No samples")
    clock((running.day(50) - running.today).days * 24 * 3600)
    dara, at = running.browser("Dara"), f"/plans/actions/{running.action_id}/"
    page = dara.get(at).text

    refused = dara.submit(f"{at}return/")
    past = dara.submit(f"{at}return/", due_on=running.day(45))
    taken = dara.submit(f"{at}return/", due_on=running.day(70))

    assert 'id="take-up-day"' in page
    assert (refused.status_code, past.status_code, taken.status_code) == (422, 422, 303)
    with app.app_context():
        action = db.session.get(Action, running.action_id)
        [move] = db.session.scalars(db.select(DueMove)).all()
        assert (action.parked_on, action.due_on, action.start_on) == (None, running.day(70), running.day(20))
        assert [part.due_on for part in action.parts] == [running.day(70)]
        assert (move.before, move.after, move.reason) == (running.day(40), running.day(70), "No samples")


def test_a_parked_action_whose_day_is_to_come_is_taken_up_as_it_was(app, running):
    with app.app_context():
        services.park_action(running.dara, running.action_id, reason="Later")
    dara, at = running.browser("Dara"), f"/plans/actions/{running.action_id}/"

    assert 'id="take-up-day"' not in dara.get(at).text
    assert dara.submit(f"{at}return/").status_code == 303

    with app.app_context():
        action = db.session.get(Action, running.action_id)
        assert (action.parked_on, action.due_on) == (None, running.day(40))


def test_what_is_parked_waits_as_it_did_so_no_circle_closes_behind_its_back(app, running):
    with app.app_context():
        words = ActionWords(title="Ask the labs", owner="Bo", due_on=running.day(38))
        between = services.add_action(running.dara, running.plan_id, words).id
        last = services.add_action(running.dara, running.plan_id, replace(words, title="Print it")).id
        services.change_action(running.dara, between, replace(words, needs=frozenset({running.action_id})))
        services.change_action(running.dara, last, replace(words, title="Print it", needs=frozenset({between})))
        services.park_action(running.dara, between, reason="Later")

        with pytest.raises(Circle) as refused:
            change(running, needs=frozenset({last}))

        assert sorted(refused.value.numbers) == [1, 2, 3]


def test_an_action_that_waits_for_a_parked_one_keeps_waiting_when_it_is_changed(app, running):
    with app.app_context():
        words = ActionWords(title="Ask the labs", owner="Bo", due_on=running.day(38))
        before = services.add_action(running.dara, running.plan_id, words).id
        change(running, needs=frozenset({before}))
        services.park_action(running.dara, before, reason="Later")

    answer = running.browser("Dara").submit(
        f"/plans/actions/{running.action_id}/", title="Quite another title", owner="Lab manager",
        due_on=running.day(40), status="todo",
    )  # fmt: skip

    assert answer.status_code == 303
    with app.app_context():
        services.take_up_action(running.dara, before)
        action = db.session.get(Action, running.action_id)
        assert (action.title, [need.needs_id for need in action.needs]) == ("Quite another title", [before])


def test_a_part_that_two_people_take_out_at_once_is_gone_for_the_second(app, running):
    with app.app_context():
        part_id = services.add_part(running.dara, running.action_id, PartWords(title="Ask")).id

    def drop():
        with app.app_context():
            return services.drop_part(running.dara, part_id).id

    answers = at_once([drop, drop, drop])

    assert sorted(type(each) is NotFound for each in answers) == [False, True, True]
