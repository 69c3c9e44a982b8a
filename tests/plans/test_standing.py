"""How an action stands is told by a shape, a word and a number of days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.actions.standing import Shape, Standing, mark_of, standing

TODAY = date(2026, 5, 30)


@pytest.mark.parametrize(
    ("status", "late_by", "expected"),
    [
        ("done", 13, Standing(Shape.DONE, "ok")),
        ("blocked", 13, Standing(Shape.BLOCKED, "off", 13)),
        ("blocked", -40, Standing(Shape.BLOCKED, "off")),
        ("doing", 8, Standing(Shape.LATE, "off", 8)),
        ("todo", 1, Standing(Shape.LATE, "off", 1)),
        ("doing", 0, Standing(Shape.LATE, "warn", 0)),
        ("doing", -2, Standing(Shape.LATE, "warn", -2)),
        ("doing", -3, Standing(Shape.LATE, "warn", -3)),
        ("doing", -4, Standing(Shape.UNDER_WAY, "go")),
        ("todo", -4, Standing(Shape.WAITING, "wait")),
        ("todo", None, Standing(Shape.WAITING, "wait")),
        ("doing", None, Standing(Shape.UNDER_WAY, "go")),
        ("blocked", None, Standing(Shape.BLOCKED, "off")),
    ],
)
def test_an_action_stands_as_its_status_and_its_day_say(status, late_by, expected):
    due = None if late_by is None else TODAY - timedelta(days=late_by)

    assert standing(status, due, TODAY) == expected


@given(status=st.sampled_from(["todo", "doing", "blocked"]), late_by=st.integers(-200, 200))
def test_only_what_is_past_its_day_is_late(status, late_by):
    assert standing(status, TODAY - timedelta(days=late_by), TODAY).late == (late_by > 0)


def test_a_day_on_the_ruler_is_done_only_when_everything_due_on_it_is():
    done = standing("done", TODAY, TODAY)
    late = standing("todo", TODAY - timedelta(days=5), TODAY)
    ahead = standing("todo", TODAY + timedelta(days=9), TODAY)

    assert [mark_of([done, done]), mark_of([done, late]), mark_of([done, ahead])] == ["done", "risk", "plan"]
