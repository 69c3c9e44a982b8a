"""Counting: what comes first, what shares a place, and sums that cannot disagree without being noticed."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.voting.tally import Cast, Place, count, faults, ranked

NOTES = st.sampled_from([f"e_{letter}" for letter in "abcdef"])
VOTERS = st.sampled_from(["bo", "cy", "dee"])
BALLOTS = st.lists(st.builds(Cast, voter=VOTERS, element=NOTES), max_size=40)


def test_equal_dots_share_a_rank_and_the_next_ranks_are_left_out():
    dots = {"e_d": 1, "e_b": 4, "e_a": 9, "e_c": 4, "e_f": 0}

    assert ranked(dots) == (
        Place("e_a", 9, rank=1, tie=False),
        Place("e_b", 4, rank=2, tie=True),
        Place("e_c", 4, rank=2, tie=True),
        Place("e_d", 1, rank=4, tie=False),
    )


@given(st.dictionaries(NOTES, st.integers(0, 5)))
def test_a_rank_is_one_more_than_how_many_got_more(dots):
    for place in ranked(dots):
        assert place.rank == 1 + sum(number > place.dots for number in dots.values())
        assert place.tie == (list(dots.values()).count(place.dots) > 1)


@given(st.dictionaries(NOTES, st.integers(0, 5)))
def test_everything_that_got_dots_is_there_most_first(dots):
    places = ranked(dots)

    assert {place.element: place.dots for place in places} == {note: number for note, number in dots.items() if number}
    assert [place.dots for place in places] == sorted((place.dots for place in places), reverse=True)


@given(BALLOTS)
def test_the_order_of_ballots_changes_nothing(ballots):
    assert count(ballots) == count(list(reversed(ballots)))
    assert sum(count(ballots).values()) == len(ballots)


@given(BALLOTS)
def test_sums_that_agree_have_no_fault(ballots):
    used = Counter(ballot.voter for ballot in ballots)

    assert faults(used, ballots, count(ballots), budget=40) == []
    assert faults(used, [Cast(None, ballot.element) for ballot in ballots], count(ballots), budget=40) == []


@given(BALLOTS.filter(bool), st.data())
def test_a_ballot_too_few_or_too_many_is_noticed(ballots, data):
    used, dots = Counter(ballot.voter for ballot in ballots), count(ballots)
    one = data.draw(st.sampled_from(ballots))
    fewer = list(ballots)
    fewer.remove(one)

    assert faults(used, fewer, dots, budget=40) != []
    assert faults(used, [*ballots, one], dots, budget=40) != []


@pytest.mark.parametrize(
    ("used", "ballots", "dots", "terms", "said"),
    [
        ({"bo": 6}, [Cast("bo", "e_a")] * 6, None, {"budget": 5}, ["bo has used 6 of 5"]),
        ({"bo": 2}, [Cast("bo", "e_a")] * 2, None, {"budget": 5, "per_note": 1}, ["bo gave 2 to e_a"]),
        ({"bo": 1}, [Cast("cy", "e_a")], None, {"budget": 5}, ["cy has used 0 and cast 1"]),
        ({"bo": 1}, [], None, {"budget": 5}, ["1 dots are used and 0 ballots are there"]),
        (
            {"bo": 1},
            [Cast(None, "e_a")],
            {"e_b": 1},
            {"budget": 5},
            ["1 dots are counted and 1 ballots are there, or they lie elsewhere"],
        ),
    ],
)
def test_each_fault_is_said(used, ballots, dots, terms, said):
    assert faults(used, ballots, dots, **terms) == said
