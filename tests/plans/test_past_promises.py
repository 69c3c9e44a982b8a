"""Days that are over keep the promise as it stood then, whatever a plan promises now."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from app.alliance.portfolio.queries import holding_of, with_trails
from app.db import db
from app.plans import days, services
from app.plans.measures.chart import HEIGHT, TOP, Course, draw, spark
from app.plans.measures.curve import Curve, Earlier, Promise
from app.plans.models import MeasureMove
from app.plans.queries import plan_found
from tests.plans.test_chart import corners
from tests.plans.test_promises import STEPS, TESTS, WHY, change, late

__all__ = ["late"]


@pytest.fixture
def behind(app, late):
    """The same plan, with 6 of 30 tests on day 40 and on day 60, where 12 and 18 were promised."""
    with app.app_context():
        services.file_reading(late.dara, late.measure_id, on=late.today - timedelta(days=20), value=6)
    return late


def table_of(behind):
    """Return day, expected and read of each line of the table of a measure."""
    page = behind.room.browser("Dara").get(f"/plans/measures/{behind.measure_id}/").text
    row = r'<tr><th scope="row"><bdi>(.*?)</bdi>.*?<td class="r">(.*?)</td><td class="r"><b>(.*?)</b>'
    return re.findall(row, page)


def agree(app, behind):
    """Let the sponsor agree to everything that changed, as if they had changed it themselves."""
    with app.app_context():
        for each in plan_found(behind.plan_id).agreements:
            each.own = True
        db.session.commit()


@pytest.mark.parametrize(
    ("now", "expected"),
    [({"target": 10.0}, "6"), ({"curve": Curve.STEPPED, "steps": STEPS}, "0"), ({"baseline": 5.0}, "20")],
)
def test_the_table_keeps_what_was_expected_on_a_day_that_is_over(app, behind, now, expected):
    assert table_of(behind) == [("40", "12", "6"), ("60", "18", "6")]

    with app.app_context():
        change(behind, replace(TESTS, **now), why=WHY)

    assert table_of(behind) == [("40", "12", "6"), ("60", "18", "6")]
    agree(app, behind)
    assert table_of(behind) == [("40", "12", "6"), ("60", expected, "6")]


def test_the_first_of_two_changes_does_not_take_the_second_back_in_time(app, behind):
    with app.app_context():
        change(behind, replace(TESTS, target=20.0), why=WHY)
        change(behind, replace(TESTS, target=10.0), why=WHY)
    agree(app, behind)

    assert table_of(behind) == [("40", "12", "6"), ("60", "6", "6")]


def test_a_unit_that_changed_and_changed_back_leaves_what_was_expected_in_it(app, behind):
    with app.app_context():
        change(behind, replace(TESTS, unit="visits", target=300.0), why=WHY)
        change(behind, replace(TESTS, target=20.0), why="The ministry counts tests")
        first, second = db.session.scalars(db.select(MeasureMove).order_by(MeasureMove.id))
        first.moved_at -= timedelta(days=15)
        second.moved_at -= timedelta(days=5)
        db.session.commit()
        services.file_reading(behind.dara, behind.measure_id, on=behind.today - timedelta(days=10), value=80, note=WHY)

    agree(app, behind)

    # 30 tests were promised until day 44, 300 visits until day 54, and 20 tests from then on.
    assert table_of(behind) == [("40", "12", "6"), ("50", "150", "80"), ("60", "12", "6")]
    page = behind.room.browser("Dara").get(f"/plans/measures/{behind.measure_id}/").text
    assert ("30 promised first</text>" in page, "Unit changed" in page) == (True, False)


def test_what_earlier_servers_kept_of_a_promise_counts_too(app, behind):
    with app.app_context():
        change(behind, replace(TESTS, target=10.0), why=WHY)
        db.session.scalars(db.select(MeasureMove)).one().promised = {}
        db.session.commit()
    agree(app, behind)

    assert table_of(behind) == [("40", "12", "6"), ("60", "6", "6")]


def test_the_day_one_of_then_counts_on_days_that_are_over(app, behind):
    with app.app_context():
        plan = plan_found(behind.plan_id)
        forward = days.day_one_when(30, behind.today)
        said = {"title": plan.title, "goal": plan.goal, "reason": "We begin anew"}
        services.change_plan(behind.dara, behind.plan_id, **said, day_one=forward)

    # Nobody agreed to the later day 1 yet: days are counted from the one before.
    assert table_of(behind) == [("40", "12", "6"), ("60", "18", "6")]


def test_the_curve_turns_on_the_day_the_promise_changed(app, behind):
    with app.app_context():
        change(behind, replace(TESTS, target=10.0), why=WHY)
    agree(app, behind)

    page = behind.room.browser("Dara").get(f"/plans/measures/{behind.measure_id}/").text

    [path] = re.findall(r'class="line line-e" d="([^"]+)"', page)
    drawn = corners(path)
    assert [x for x, _y in drawn] == [0, 60, 60, 100]
    # Of a scale from 0 to 30, which was promised first: 18 by day 60, 6 from then on, 10 in the end.
    assert [round(30 * (1 - (y - TOP) / HEIGHT), 1) for _x, y in drawn] == [0, 18, 6, 10]


def test_the_portfolio_keeps_what_was_asked_on_a_day_that_is_over(app, behind):
    with app.app_context():
        change(behind, replace(TESTS, target=10.0), why=WHY)
        labs = replace(TESTS, name="Labs", target=10, main=False)
        services.change_measure(behind.dara, behind.second_id, labs, why=WHY)
        held = holding_of(behind.dara)
        [row] = with_trails(held, held.rows)

    # Of a gain of 30 tests, as long as the sponsor has not agreed to 10: 12 asked on day 40, 18 on day 60.
    assert dict(row.number.asked) == {0: 0.0, 40: 0.4, 60: 0.6}


@pytest.mark.parametrize("curve", Curve)
def test_a_chart_of_two_promises_stays_within_its_picture(curve):
    before = Earlier(60, Promise(0, 300, curve, ((15, 0.25), (60, 0.5), (72, 1))), further=10)
    course = Course(baseline=5, target=10, curve=curve, steps=((99, 1),), read=((40, 6),), day=70, earlier=(before,))

    drawn = draw(course, mirrored=False)

    for x, y in corners(drawn.expected + drawn.actual + drawn.gap):
        assert (0 <= x <= 100, TOP <= y <= TOP + HEIGHT) == (True, True)
    assert (course.asked(59), course.asked(60)) == (before.asked(59), course.last.asked(60))
    assert all(-0.1 <= y <= 18.1 for _x, y in corners("".join(spark(course))))
