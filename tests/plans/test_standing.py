"""How an action stands is told by a shape, a word and a number of days."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.actions.standing import Shape, Standing, mark_of, standing


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
    assert standing(status, late_by) == expected


@given(status=st.sampled_from(["todo", "doing", "blocked"]), late_by=st.integers(-200, 200))
def test_only_what_is_past_its_day_is_late(status, late_by):
    assert standing(status, late_by).late == (late_by > 0)


def test_a_day_on_the_ruler_is_done_only_when_everything_due_on_it_is():
    done = standing("done", 0)
    late = standing("todo", 5)
    ahead = standing("todo", -9)

    assert [mark_of([done, done]), mark_of([done, late]), mark_of([done, ahead])] == ["done", "risk", "plan"]
