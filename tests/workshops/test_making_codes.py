"""Join codes: read from the back of a room, typed on a phone, meant as they were meant."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workshops import codes

made = st.integers().map(lambda seed: codes.make(random.Random(seed).choice))


@pytest.mark.parametrize("typed", ["K7QF2M9D", "k7qf 2m9d", " K7QF-2M9D ", "k7qf\u20112m9d", "K7 QF 2M 9D"])
def test_spaces_dashes_and_case_do_not_count(typed):
    assert codes.read(typed) == "K7QF2M9D"


def test_letters_that_look_like_figures_mean_the_figures():
    assert codes.read("IlLo O1i0") == "11100110"


@pytest.mark.parametrize("typed", ["", "K7QF", "K7QF 2M9D 1", "K7QF 2M9U", "K7QF 2M9é", "ABCDEFG\u0000", "١٢٣٤٥٦٧٨"])
def test_what_cannot_be_a_code_is_none(typed):
    assert codes.read(typed) is None


def test_a_code_is_shown_in_two_groups():
    assert codes.show("K7QF2M9D") == "K7QF 2M9D"


@given(made)
def test_every_code_is_read_as_it_is_shown(code):
    assert codes.read(codes.show(code)) == code
    assert codes.read(codes.show(code).lower()) == code


@given(st.text())
def test_whatever_is_typed_is_a_code_or_none(typed):
    read = codes.read(typed)

    assert read is None or (len(read) == 8 and set(read) <= set(codes.ALPHABET))
