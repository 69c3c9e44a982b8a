"""Time is cut by weight, and nothing is lost in the cutting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.canvases.shares import share_out


@pytest.mark.parametrize(
    ("whole", "weights", "parts"),
    [
        (10, [1, 1, 1], [4, 3, 3]),
        (10, [55, 25, 20], [6, 2, 2]),
        (7, [10, 26, 34], [1, 3, 3]),
        (5, [1, 1000], [1, 4]),
        (3, [1, 1, 1], [1, 1, 1]),
        (20, [2, 300, 5, 400], [1, 8, 1, 10]),
    ],
)
def test_the_largest_remainders_get_what_is_left(whole, weights, parts):
    assert share_out(whole, weights) == parts


@given(st.lists(st.integers(1, 500), min_size=1, max_size=30), st.integers(0, 400))
def test_parts_add_up_and_none_is_empty(weights, more):
    parts = share_out(len(weights) + more, weights)

    assert sum(parts) == len(weights) + more
    assert min(parts) >= 1


def test_a_half_day_is_cut_as_its_flows_ask(shelf):
    steps = shelf.steps(shelf.sequences["centre_half_day"])

    assert [(step.canvas.id, step.minutes) for step in steps] == [
        ("check_in", 5),
        ("ecosystem_enablers", 35),
        ("empathy_map", 35),
        ("energy_check", 5),
        ("how_might_we", 25),
        ("eight_ideas", 10),
        ("gallery_walk", 10),
        ("impact_effort", 20),
        ("hundred_day_plan", 65),
        ("session_feedback", 5),
    ]
