"""The load kit reckons rightly: how soon, how much was heard, and when a run says nothing about the house."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.figures import Covered, Delays, delays_of, quantile, why_void


def delays(*seconds):
    counted = Delays()
    for each in seconds:
        counted.add(each)
    return counted


def test_a_quantile_is_the_delay_so_many_did_not_exceed():
    hundred = delays(*(number / 1000 for number in range(100)))

    assert [hundred.quantile(share) for share in (0.5, 0.95, 0.99, 1)] == [49.1, 94.1, 98.1, 99.1]


def test_where_nothing_came_there_is_no_quantile():
    assert math.isnan(delays().quantile(0.5))
    assert math.isnan(quantile([], 0.5))


@given(st.lists(st.floats(0, 50), min_size=1))
def test_counting_delays_gives_the_quantiles_of_the_delays_themselves(seconds):
    counted = delays(*seconds)

    for share in (0.5, 0.95, 1):
        exact = sorted(seconds)[max(0, math.ceil(share * len(seconds)) - 1)] * 1000
        assert exact - 0.001 <= counted.quantile(share) <= exact + 0.2


def test_ranges_that_follow_each_other_lose_nothing():
    heard = Covered(10)

    assert [heard.take(10, 12), heard.take(12, 20), heard.take(11, 15), heard.take(15, 21)] == [True, True, False, True]
    assert heard.lost(10, 21) == 0


def test_what_a_range_leaves_out_is_lost_and_so_is_what_never_came():
    heard = Covered(0)
    heard.take(0, 5)
    heard.take(8, 10)

    assert heard.lost(0, 10) == 3
    assert heard.lost(0, 12) == 5
    assert heard.lost(6, 7) == 1


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=20), st.integers(0, 60))
def test_what_is_lost_is_what_no_range_in_its_turn_covered(ranges, last):
    heard, known = Covered(0), set()
    for start, length in ranges:
        if heard.take(start, start + length):
            known |= set(range(start + 1, start + length + 1))

    # A hole that a later, older range would fill stays one: a page has asked for it by then.
    missing = set(range(1, last + 1)) - known
    assert heard.lost(0, last) >= len(missing)
    assert heard.lost(0, last) <= last


def test_a_row_takes_until_the_range_that_covers_it_was_read():
    counted = Delays()

    delays_of([(1, 10.0), (2, 10.1), (3, 10.2), (4, 10.3)], [(2, 10.15), (3, 10.4)], counted)

    assert counted.total == 3
    assert [counted.quantile(share) for share in (0.3, 0.6, 1)] == pytest.approx([50, 150, 200], abs=0.2)


def test_a_run_is_void_where_its_generator_lags_or_has_no_time_left():
    assert why_void(9.9, 0.6, 1) is None
    assert why_void(10.1, 0.6, 1) == "the generator itself lagged 10 ms, more than 10"
    assert why_void(1, 0.99, 1) == "the generator itself was busy 99 % of the time"
    assert why_void(1, 0.99, 2) is None
