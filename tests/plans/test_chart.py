"""The curve as it is drawn: round numbers beside it, everything within it, and the same from right to left."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.measures.chart import BESIDE_THE_TARGET, HEIGHT, HIGHEST, TOP, Course, draw, round_numbers
from app.plans.measures.curve import Curve

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 2))
STEPS = ((15, 0.25), (72, 1))
COURSES = st.builds(
    Course,
    baseline=NUMBERS,
    target=NUMBERS,
    curve=st.sampled_from(Curve),
    steps=st.just(STEPS),
    read=st.dictionaries(st.integers(0, 100), NUMBERS, max_size=6).map(lambda read: sorted(read.items())),
    day=st.none() | st.integers(-30, 130),
)


def corners(path):
    return [tuple(map(float, pair)) for pair in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path)]


@pytest.mark.parametrize(
    ("low", "high", "scale"),
    [
        (4, 30, [0, 10, 20, 30]),
        (15, 45, [0, 20, 40, 60]),
        (0, 1, [0, 0.25, 0.5, 0.75, 1]),
        (-5, 5, [-5, -2.5, 0, 2.5, 5]),
        (7, 7, [0, 2, 4, 6, 8]),
        (0, 0, [0, 0.25, 0.5, 0.75, 1]),
    ],
)
def test_the_numbers_beside_a_curve_are_round_and_few(low, high, scale):
    assert round_numbers(low, high) == scale


@given(NUMBERS, NUMBERS)
def test_round_numbers_hold_what_is_drawn(one, other):
    low, high = sorted((one, other))

    scale = round_numbers(low, high)

    assert scale[0] <= low
    assert scale[-1] >= high - abs(high) * 1e-6
    assert 2 <= len(scale) <= 7


@given(COURSES, st.booleans())
def test_nothing_is_drawn_outside(course, mirrored):
    drawn = draw(course, mirrored=mirrored)

    for path in (drawn.expected, drawn.actual, drawn.unread, drawn.gap):
        for x, y in corners(path):
            assert 0 <= x <= 100
            assert TOP - 0.2 <= y <= TOP + HEIGHT + 0.2


@given(COURSES)
def test_words_touch_neither_each_other_nor_the_days_below(course):
    drawn = draw(course, mirrored=False)
    last = drawn.points[-1] if drawn.points else None

    words = [(spot, y) for spot, y in ((drawn.asked, drawn.words.asked), (last, drawn.words.last)) if spot]
    beside = [drawn.words.target] if any(spot.day >= BESIDE_THE_TARGET for spot, _y in words) else []
    heights = sorted([*(y for _spot, y in words), *beside])

    assert all(HIGHEST <= y <= TOP + HEIGHT - 6 for _spot, y in words)
    assert all(lower - upper >= 18 for upper, lower in pairwise(heights))


@pytest.mark.parametrize(("day", "words", "wanted", "lies"), [
    (40, "50 on day 40", "start", ("40%", "start", 10)),
    (76, "50 on day 76", "start", ("76%", "end", -10)),
    (13, "50 on day 13", "end", ("13%", "start", 10)),
    (50, "1,250,000 on day 50", "start", ("0%", "start", 0)),
    (60, "1,250,000 on day 60", "start", ("100%", "end", 0)),
])  # fmt: skip
def test_words_beside_a_spot_lie_on_the_side_that_has_room_for_them_on_a_phone(day, words, wanted, lies):
    drawn = draw(Course(baseline=0, target=60, curve=Curve.STRAIGHT, read=((day, 50),), day=day), mirrored=False)

    side = drawn.beside(drawn.points[0], words, wanted)

    assert (side.x, side.anchor, side.away) == lies


@pytest.mark.parametrize(("read", "mirrored", "away"), [
    ((100, 17), False, -10), ((100, 17), True, 10), ((98, 17), False, -10), ((90, 17), False, 0), ((100, 9), False, 0),
])  # fmt: skip
def test_the_word_at_the_target_does_not_lie_on_the_last_dot(read, mirrored, away):
    drawn = draw(Course(baseline=0, target=16, curve=Curve.STRAIGHT, read=(read,), day=100), mirrored=mirrored)

    assert drawn.off_the_last(drawn.words.target) == away


def test_a_word_stands_above_the_upper_spot_and_below_the_lower_one():
    drawn = draw(Course(baseline=0, target=40, curve=Curve.STRAIGHT, read=((20, 20),), day=20), mirrored=False)

    assert (drawn.words.last, drawn.words.asked) == (round(drawn.points[0].y) - 12, round(drawn.asked.y) + 22)


@given(COURSES)
def test_from_right_to_left_the_same_stands_at_the_other_side(course):
    ltr, rtl = draw(course, mirrored=False), draw(course, mirrored=True)

    there = [(round(100 - x, 1), y) for x, y in corners(ltr.expected)]
    assert there == [(round(x, 1), y) for x, y in corners(rtl.expected)]
    assert [(point.day, point.y) for point in ltr.points] == [(point.day, point.y) for point in rtl.points]


def test_a_curve_in_steps_turns_twice_at_each():
    drawn = draw(Course(baseline=0, target=4, curve=Curve.STEPPED, steps=STEPS, day=52), mirrored=False)

    assert [x for x, _y in corners(drawn.expected)] == [0, 15, 15, 72, 72, 100]
    assert drawn.asked.value == 1
