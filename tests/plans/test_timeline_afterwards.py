"""On a timeline first promises lie where they were promised, and what is done lies where it was done."""

import re
from datetime import timedelta

from app.db import db
from app.moments import day_month
from app.plans import services
from app.plans.models import Action, ActionStatus, MilestoneState
from app.plans.queries import plan_found
from app.plans.views.sheet import compose
from app.plans.views.timeline import lay_out
from tests.plans.test_done_after_a_move import add_light, change, change_labs, moved  # noqa: F401 - a fixture
from tests.plans.test_promises import said_in


def bars(app, moved):  # noqa: F811 - likewise
    """On which days each thing lies, and its pale bar, by what it is called; the last of both is the end."""
    with app.app_context():
        drawn = lay_out(compose(plan_found(moved.plan_id), moved.today, mirrored=False), mirrored=False)
        found = {each.of.title: drawn.drawing.bars[each.key] for each in drawn.lines}
    return {
        title: ((bar.x + 1, bar.x + bar.width), bar.ghost and (bar.ghost[0] + 1, sum(bar.ghost)))
        for title, bar in found.items()
        if title in {"Train", "Sign", "Labs", "Print"}
    }


def pause(app, moved, first, last, *, agreed=True):  # noqa: F811 - likewise
    with app.app_context():
        span = {"first": moved.day(first), "last": moved.day(last)}
        services.pause_plan(moved.dara, moved.plan_id, **span, reason="Flood", agreed="Yes")
        for each in plan_found(moved.plan_id).agreements:
            each.own = agreed
        db.session.commit()


def test_a_pale_bar_stays_on_the_day_of_the_first_promise_when_the_plan_pauses(app, moved):  # noqa: F811 - likewise
    add_light(app, moved, "Print")
    change(app, moved, moved.train, due_on=moved.day(42))
    pause(app, moved, 3, 4)
    paused = bars(app, moved)
    # Two dates later, for the plan paused two.
    change(app, moved, moved.sign, due_on=moved.day(62))
    change_labs(app, moved, due_on=moved.day(72))

    assert paused == {
        "Train": ((42, 42), (5, 5)), "Sign": ((6, 6), None), "Labs": ((6, 6), None), "Print": ((6, 6), None),
    }  # fmt: skip
    assert bars(app, moved) == {
        "Train": ((42, 42), (5, 5)), "Sign": ((60, 60), (6, 6)), "Labs": ((70, 70), (6, 6)), "Print": ((6, 6), None),
    }  # fmt: skip


def test_what_is_done_ends_where_it_was_done_with_its_first_promise_pale(app, moved):  # noqa: F811 - likewise
    light = add_light(app, moved, "Print")
    change(app, moved, moved.train, due_on=moved.day(42), start_on=moved.day(3))
    pause(app, moved, 3, 4)
    moved.on(8)
    change(app, moved, light, status=ActionStatus.DONE)
    moved.on(11)
    change(app, moved, moved.sign, status=ActionStatus.DONE)
    change(app, moved, moved.train, status=ActionStatus.DONE)
    change_labs(app, moved, state=MilestoneState.DONE)
    page = moved.browser("Dara").get(f"/plans/{moved.plan_id}/timeline/").text
    said = dict(re.findall(r'id="bar-([\w-]+)"[^>]*aria-label="([^"]*)"', page))
    dragged = re.findall(r'data-bar="([\w-]+)"', page)

    assert bars(app, moved) == {
        "Train": ((3, 9), (3, 5)), "Sign": ((9, 9), (6, 6)), "Labs": ((9, 9), (6, 6)), "Print": ((6, 6), None),
    }  # fmt: skip
    assert said["milestone-1"] == "Milestone, Labs, critical, Day 6, done on day 9"
    assert dragged == ["action-1"]


def test_what_was_done_on_a_day_nobody_knows_lies_where_it_was_due(app, moved):  # noqa: F811 - likewise
    moved.on(9)
    change(app, moved, moved.train, status=ActionStatus.DONE)
    with app.app_context():
        db.session.get(Action, moved.train).done_on = None
        db.session.commit()

    assert bars(app, moved)["Train"] == ((5, 5), None)


def test_bars_lie_on_the_days_that_count_without_a_pause_nobody_agreed_to(app, moved):  # noqa: F811 - likewise
    """What was done late behind such a pause is not drawn before the day it was promised for."""
    moved.on(9)
    change(app, moved, moved.sign, status=ActionStatus.DONE)
    pause(app, moved, 3, 7, agreed=False)
    moved.on(12)
    change(app, moved, moved.train, status=ActionStatus.DONE)
    with app.app_context():
        evidence = {each.of_id: each.id for each in plan_found(moved.plan_id).evidence}
        services.drop_evidence(moved.dara, evidence[moved.train])
    page = moved.browser("Dara").get(f"/plans/{moved.plan_id}/timeline/").text
    said = dict(re.findall(r'id="bar-([\w-]+)"[^>]*aria-label="([^"]*)"', page))

    assert bars(app, moved) == {"Train": ((12, 12), (5, 5)), "Sign": ((9, 9), (6, 6)), "Labs": ((6, 6), None)}
    assert said == {
        "action-1": "Action 1, Publish a calendar, Day 14",
        "action-2": "Action 2, Train, critical, Day 5, done on day 12, Done, nothing says how one sees it",
        "action-3": "Action 3, Sign, critical, Day 6, done on day 9",
        "milestone-1": "Milestone, Labs, critical, Day 6",
    }
    assert re.findall(r'class="tl-bar[^"]* tl-unshown[^"]*" id="bar-([\w-]+)"', page) == ["action-2"]
    assert "A hollow tick: done, and nothing shows it yet." in page
    assert "Days that the sponsor has not agreed to are left out of the picture and the table." in page


def test_the_table_gives_dates_by_the_days_it_counts_and_a_day_s_own_date_beside(app, moved):  # noqa: F811 - likewise
    pause(app, moved, 8, 12, agreed=False)
    change(app, moved, moved.train, due_on=moved.day(42))
    change(app, moved, moved.sign, due_on=moved.day(44))
    with app.app_context():
        drawn = lay_out(compose(plan_found(moved.plan_id), moved.today, mirrored=False), mirrored=False)
        table = [(each.of.title, each.due, each.due_on) for each in drawn.lines]
    page = said_in(moved.browser("Dara").get(f"/plans/{moved.plan_id}/timeline/").text)
    calendar = next(on for title, _day, on in table if title == "Publish a calendar")

    # It was dated before the pause, which moved its date and not its day.
    assert [(on - moved.day(1)).days + 1 for _title, _day, on in table] == [day for _title, day, _on in table]
    assert f"{day_month(calendar)}{day_month(calendar + timedelta(days=5))} with the days left out" in page
    assert page.count("with the days left out") == 1
