"""Actions and milestones over the hundred days: where bars lie, for readers from both sides, and how they move."""

import re
from datetime import timedelta

import pytest

from app.db import db
from app.errors import NotAllowed, NotFound
from app.plans import days, services
from app.plans.errors import DueBeforeStart, DueOutsidePlan, ReasonMissing, StartOutsidePlan
from app.plans.items.words import MilestoneWords
from app.plans.models import Action, DueMove, Milestone, Plan
from app.plans.services import ActionWords, MeasureWords, today_of
from app.plans.views import gantt
from app.plans.views.gantt import Bar, Span, Wait
from tests.plans.letters import WHO
from tests.plans.publishing import publish_plan


@pytest.fixture
def running(app, planned):
    """The published plan on its day 10; action 1 lies on days 20 to 40, action 2, due on day 30, comes first."""
    dara = planned.people["Dara"]
    with app.app_context():
        planned.today = today_of(db.session.get(Plan, planned.plan_id))
        begins = days.day_one_when(10, planned.today)
        planned.day = lambda number: days.date_of(number, begins)
        services.change_plan(dara, planned.plan_id, title="Fast", goal="30 tests", day_one=begins, roles=WHO)
        services.add_measure(
            dara, planned.plan_id, MeasureWords(name="Tests", unit="tests", baseline=0, target=30, main=True)
        )
        first = services.add_action(
            dara, planned.plan_id, ActionWords(title="Ask the labs", owner="Bo", due_on=planned.day(30))
        )
        words = ActionWords(
            title="Publish a calendar", owner="Lab manager", start_on=planned.day(20), due_on=planned.day(40),
            needs=frozenset({first.id}),
        )  # fmt: skip
        services.change_action(dara, planned.action_id, words)
        publish_plan(dara, planned.plan_id)
    return planned


def lying(running):
    action = db.session.get(Action, running.action_id)
    return action.start_on, action.due_on


SPANS = [
    Span(key="a", due=20, first=11),
    Span(key="b", due=30, promised=25, needs=["a"]),
    Span(key="c", due=100, first=15, needs=["a", "gone"]),
]


def test_a_bar_lies_on_its_days_and_mirrored_on_the_same():
    drawn = gantt.draw(SPANS, 12, mirrored=False)
    there = gantt.draw(SPANS, 12, mirrored=True)

    assert drawn.bars == {
        "a": Bar("a", 10, 10, 80, 20, outside=False, ghost=None),
        "b": Bar("b", 29, 1, 134, 30, outside=False, ghost=(24, 1)),
        "c": Bar("c", 14, 86, 188, 100, outside=True, ghost=None),
    }
    assert {key: (bar.x, bar.width, bar.tip) for key, bar in there.bars.items()} == {
        "a": (80, 10, 80),
        "b": (70, 1, 70),
        "c": (0, 86, 0),
    }
    assert drawn.waits == (Wait(20, 80, 29, 134, early=False), Wait(20, 80, 14, 188, early=True))
    assert there.waits == (Wait(80, 80, 71, 134, early=False), Wait(80, 80, 86, 188, early=True))
    assert (drawn.today.x, there.today.x, gantt.draw([], 0, mirrored=False).today) == (11.5, 88.5, None)
    assert [(line.day, line.anchor) for line in drawn.keys][-1] == (100, "end")


def test_an_action_moves_with_a_reason_and_what_was_promised_is_kept(app, running):
    dara = running.people["Dara"]
    with app.app_context():
        services.reschedule(dara, running.action_id, start_on=running.day(22), due_on=running.day(40))
        assert lying(running) == (running.day(22), running.day(40))

        with pytest.raises(ReasonMissing):
            services.reschedule(dara, running.action_id, start_on=running.day(22), due_on=running.day(45))
        services.reschedule(
            dara, running.action_id, start_on=running.day(25), due_on=running.day(45), reason="The labs are closed"
        )
        services.reschedule(dara, running.action_id, start_on=running.day(25), due_on=running.day(45))

        assert lying(running) == (running.day(25), running.day(45))
        moves = db.session.scalars(db.select(DueMove)).all()
        assert [(move.before, move.after, move.reason, move.by_name) for move in moves] == [
            (running.day(40), running.day(45), "The labs are closed", "Dara")
        ]


def test_no_action_leaves_the_hundred_days_or_ends_before_it_begins(app, running):
    dara = running.people["Dara"]
    refused = (
        (running.day(20), running.day(101), DueOutsidePlan),
        (running.day(5), running.day(9), DueOutsidePlan),
        (running.day(0), running.day(40), StartOutsidePlan),
        (running.day(41), running.day(40), DueBeforeStart),
    )
    with app.app_context():
        for start, due, refusal in refused:
            with pytest.raises(refusal):
                services.reschedule(dara, running.action_id, start_on=start, due_on=due, reason="Because")
        for who, refusal in (("Mo", NotAllowed), ("Sec", NotAllowed), ("Stranger", NotFound)):
            with pytest.raises(refusal):
                services.reschedule(
                    running.people[who], running.action_id, start_on=None, due_on=running.day(40), reason="Because"
                )
        assert lying(running) == (running.day(20), running.day(40))


def test_the_page_says_the_same_in_a_picture_and_a_table_and_moves_by_fields(running):
    dara = running.browser("Dara")
    address = f"/plans/{running.plan_id}/timeline/"
    form = f"/plans/actions/{running.action_id}/days/"

    before = dara.get(address).text
    silent = dara.submit(form, start_on=running.day(25), due_on=running.day(45), reason="")
    moved = dara.submit(form, start_on=running.day(25), due_on=running.day(45), reason="The labs <b>close</b>")
    after = dara.get(address).text
    read = running.browser("Mo").get(address).text

    assert 'aria-label="Action 1, Publish a calendar, Days 20–40"' in before
    assert "It begins before that is due." in before
    assert (silent.status_code, moved.status_code) == (422, 303)
    assert moved.headers["Location"] == f"{address}#days-action-1"
    assert f'value="{running.day(45).isoformat()}"' in silent.text
    assert silent.text.count("Say why, in one sentence.</p>") == 1
    assert re.search(r'<details class="tl-form" id="form-action-1" open>', silent.text)
    assert 'aria-label="Action 1, Publish a calendar, Days 25–45"' in after
    row = re.search(r'<tr id="days-action-1">.*?</tr>', after, re.DOTALL).group()
    assert "The labs &lt;b&gt;close&lt;/b&gt;" in row
    assert f'datetime="{running.day(25).isoformat()}"' in row
    assert '<rect class="tl-ghost" x="24%" width="16%"' in after
    assert '<rect class="tl-body" x="24%" width="21%"' in read
    assert "/days/" not in read
    assert "data-bar" not in read


def test_a_milestone_moves_from_the_same_page_with_a_reason_and_stays_within_the_hundred_days(app, running):
    dara = running.browser("Dara")
    with app.app_context():
        words = MilestoneWords(title="Half the labs", due_on=running.day(50), critical=True)
        milestone = services.add_item(running.people["Dara"], running.plan_id, Milestone, words)
    form = f"/plans/milestones/{milestone.id}/days/"

    silent = dara.submit(form, due_on=running.day(60), reason="")
    outside = dara.submit(form, due_on=running.day(101), reason="More labs")
    moved = dara.submit(form, due_on=running.day(60), reason="Two labs more")
    page = dara.get(f"/plans/{running.plan_id}/timeline/").text

    assert [answer.status_code for answer in (silent, outside, moved)] == [422, 422, 303]
    assert moved.location == f"/plans/{running.plan_id}/timeline/#days-milestone-1"
    assert re.search(r'<details class="tl-form" id="form-milestone-1" open>', silent.text)
    assert 'aria-label="Milestone, Half the labs, critical, Day 60"' in page
    with app.app_context():
        kept = db.session.get(Milestone, milestone.id)
        assert (kept.title, kept.due_on, kept.critical) == ("Half the labs", running.day(60), True)
        moves = db.session.scalars(db.select(DueMove)).all()
        assert [(move.before, move.after, move.reason) for move in moves] == [
            (running.day(50), running.day(60), "Two labs more")
        ]
        services.move_milestone(running.people["Dara"], milestone.id, due_on=running.day(60))
        for day, reason, refusal in ((70, "", ReasonMissing), (101, "More labs", DueOutsidePlan)):
            with pytest.raises(refusal):
                services.move_milestone(running.people["Dara"], milestone.id, due_on=running.day(day), reason=reason)
        for who, refusal in (("Mo", NotAllowed), ("Stranger", NotFound)):
            with pytest.raises(refusal):
                services.move_milestone(running.people[who], milestone.id, due_on=running.day(61), reason="Because")
        assert db.session.get(Milestone, milestone.id).due_on == running.day(60)


def test_a_plan_without_a_day_one_says_what_is_missing(app, room):
    here = room()
    with app.app_context():
        plan = services.make_plan(here.people["Dara"], here.centre.id, title="New")
        due = today_of(plan) + timedelta(days=9)
        services.add_action(here.people["Dara"], plan.id, ActionWords(title="Ask", owner="Bo", due_on=due))

    page = here.browser("Dara").get(f"/plans/{plan.id}/timeline/").text

    assert "The plan has no day 1 yet" in page
    assert '<tr id="days-action-1">' in page
    assert "tl-svg" not in page
