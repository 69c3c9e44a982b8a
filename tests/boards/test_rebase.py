"""Two texts that came from one are put together: no letter that somebody wrote is lost."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.boards.engine.rebase import rebase
from tests.places import ROOT

TOLD = json.loads((ROOT / "tests" / "vectors" / "rebase.json").read_text())
"""What two made of a text, and what both come to; `tests/js/text.test.js` holds browsers to the same."""

WORDS = st.text("ab \né长👩", max_size=12)


@pytest.mark.parametrize("told", TOLD, ids=[f"{told['mine']} | {told['theirs']}" for told in TOLD])
def test_what_both_wrote_is_there_and_what_either_took_away_is_gone(told):
    assert rebase(told["base"], told["mine"], told["theirs"]) == told["both"]


@given(WORDS, WORDS, WORDS, WORDS)
def test_what_two_write_into_one_text_at_any_two_places_is_all_there(before, between, behind, new):
    base = before + between + behind
    mine = f"{before}M{new}M{between}{behind}"
    theirs = f"{before}{between}T{new}T{behind}"

    both = rebase(base, mine, theirs)

    assert sorted(both) == sorted(f"{base}M{new}MT{new}T")


@given(WORDS, WORDS, WORDS)
def test_letters_neither_of_them_had_never_come(base, mine, theirs):
    assert set(rebase(base, mine, theirs)) <= {*mine, *theirs}


def test_long_texts_that_have_nothing_in_common_take_no_time():
    base, mine, theirs = ("".join(chr(0x4E00 + (seed * n * n) % 5_000) for n in range(5_000)) for seed in (1, 3, 7))
    started = time.perf_counter()

    both = rebase(base, mine, theirs)

    assert (mine in both, theirs in both) == (True, True)
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    ("base", "mine", "theirs"),
    [
        ("!?" * 2_500, "!." * 2_500, "!," * 2_500),
        ("!?" * 900, "!." * 900, "!," * 900),
        ("ab" * 250, "ac" * 250, "ad" * 250),
        ("! " * 10_000, "? " * 10_000, "now"),
    ],
)
def test_texts_made_to_take_long_take_no_time(base, mine, theirs):
    started = time.process_time()

    both = rebase(base, mine, theirs)

    assert time.process_time() - started < 0.25
    assert {*mine} - {*base} <= {*both}


def test_what_no_note_can_say_is_left_as_it_is():
    assert rebase("x" * 5_001, "mine", "theirs") == "mine"
    assert rebase("base", "x" * 5_001, "theirs") == "x" * 5_001
