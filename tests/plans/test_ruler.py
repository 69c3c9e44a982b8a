"""The ruler has a hundred ticks, and a reader from right to left sees the same days mirrored."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.views import ruler

days = st.none() | st.integers(-50, 150)


def ticks(path):
    return [int(x) for x in re.findall(r"M(\d+) 0V10", path)]


@given(day=days, mirrored=st.booleans())
def test_every_day_has_one_tick_and_it_is_either_past_or_ahead(day, mirrored):
    drawn = ruler.draw(day, mirrored=mirrored)

    past, ahead = ticks(drawn.past), ticks(drawn.ahead)
    assert sorted(past + ahead) == list(range(1, 101))
    assert len(past) == (0 if day is None else max(0, min(100, day)))


@given(day=days)
def test_a_mirrored_ruler_shows_the_same_ticks_from_the_other_end(day):
    there, here = ruler.draw(day, mirrored=True), ruler.draw(day, mirrored=False)

    assert [101 - x for x in ticks(there.past)] == ticks(here.past)
    assert [101 - x for x in ticks(there.ahead)] == ticks(here.ahead)


@given(day=st.integers(1, 100), mirrored=st.booleans())
def test_today_stands_on_the_last_tick_that_is_past(day, mirrored):
    drawn = ruler.draw(day, mirrored=mirrored)

    last = ticks(drawn.past)[-1]
    assert drawn.today is not None
    assert drawn.today.x == f"{last - 0.5}%"


@pytest.mark.parametrize("day", [None, 0, -12, 101])
def test_today_is_not_on_the_ruler_outside_the_hundred_days(day):
    assert ruler.draw(day, mirrored=False).today is None


def test_words_near_an_end_grow_inwards():
    anchors = {day: ruler.draw(day, mirrored=False).today.anchor for day in (1, 11, 12, 88, 89, 100)}

    assert anchors == {1: "start", 11: "start", 12: "middle", 88: "middle", 89: "end", 100: "end"}
    assert [key.anchor for key in ruler.draw(58, mirrored=False).keys] == [
        "middle",
        "middle",
        "middle",
        "middle",
        "end",
    ]


def test_the_key_days_are_named_at_their_ticks():
    right_to_left = ruler.draw(58, mirrored=True)
    left_to_right = ruler.draw(58, mirrored=False)

    assert [(key.day, key.x) for key in left_to_right.keys] == [
        (15, "14.5%"),
        (30, "29.5%"),
        (50, "49.5%"),
        (60, "59.5%"),
        (100, "99.5%"),
    ]
    assert [(key.day, key.x) for key in right_to_left.keys] == [
        (15, "85.5%"),
        (30, "70.5%"),
        (50, "50.5%"),
        (60, "40.5%"),
        (100, "0.5%"),
    ]


def test_numbers_of_days_that_would_touch_on_a_phone_are_left_out():
    drawn = ruler.draw(10, named=[45, 71, 86, 91, 96], mirrored=False)

    assert [key.day for key in drawn.keys] == [15, 30, 50, 60, 71, 86, 100]


def test_marks_outside_the_plan_are_left_out():
    drawn = ruler.draw(10, marks=[(0, "risk"), (5, "done"), (100, "plan"), (101, "plan")], mirrored=False)

    assert [(mark.day, mark.kind) for mark in drawn.marks] == [(5, "done"), (100, "plan")]
