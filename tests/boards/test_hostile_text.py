"""Yjs updates made by hand, as no browser makes them: refused, and nobody else is kept from writing."""

from base64 import b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc

from app.boards import merging
from app.boards.merging import Merged, Unmerged
from tests.boards.conftest import note_id

NOTE = note_id("Idle lab days")
WORDS = "Idle lab days"
SEED = merging.seed_client(NOTE, WORDS)
MINE = 77


def number(value: int) -> bytes:
    """A whole number as Yjs writes it."""
    low, rest = value & 127, value >> 7
    return bytes([low | 128]) + number(rest) if rest else bytes([low])


def piece(content: str | int, after: tuple[int, int] | None, before: tuple[int, int] | None = None) -> bytes:
    """Letters, or so many that are deleted already, between two others."""
    kind = 4 if isinstance(content, str) else 1
    places = b"".join(number(part) for place in (after, before) if place for part in place)
    root = b"" if after or before else number(1) + number(1) + b"t"
    words = content.encode() if isinstance(content, str) else b""
    size = number(len(words)) if isinstance(content, str) else number(content)
    return bytes([kind | (0x80 if after else 0) | (0x40 if before else 0)]) + places + root + size + words


def update(*pieces: bytes, clock: int = 0) -> bytes:
    return number(1) + number(len(pieces)) + number(MINE) + number(clock) + b"".join(pieces) + number(0)


@pytest.mark.parametrize("length", [2**22 + 1, 2**31, 2**32 - 1, 2**32, 2**32 + 5, 2**53])
def test_a_run_no_one_can_have_written_is_refused_before_anything_counts_it(length):
    alone = update(piece(length, (SEED, 1)))
    and_more = update(piece("ab", (SEED, 1)), piece(length, None), piece("x", (SEED, 3)))

    answers = [merging.merge(merging.seed(NOTE, WORDS), each, MINE) for each in (alone, and_more)]

    assert answers == [Unmerged("text-long")] * 2


BREAKING = update(piece("ab", None), piece(2**32 - 1, None))
"""A state at which the library behind gives up on itself, should one ever come to be kept."""


def test_a_panic_of_the_library_is_an_answer_and_says_so_once(caplog):
    with pytest.raises(BaseException, match="divide by zero") as panic:
        Doc().apply_update(BREAKING)

    answers = [
        merging.words(BREAKING),
        merging.clock_of(BREAKING, MINE),
        merging.put(BREAKING, "other words"),
        merging.merge(BREAKING, update(piece("x", None)), MINE),
    ]

    assert not isinstance(panic.value, Exception)
    assert answers == [None, None, None, Unmerged("malformed")]
    assert len(caplog.messages) <= 1


places = st.none() | st.tuples(st.sampled_from((SEED, MINE)), st.integers(0, 14))
contents = st.sampled_from(("x", "ab", "😀", "é")) | st.sampled_from((1, 2, 900, 2**22, 2**32 - 1))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(contents, places, places), min_size=1, max_size=4), st.sampled_from((0, 0, 1, 2**32)))
def test_whatever_is_made_by_hand_is_merged_or_refused_and_what_is_kept_reads_the_same_again(pieces, clock):
    by_hand = update(*(piece(*each) for each in pieces), clock=clock)

    answer = merging.merge(merging.seed(NOTE, WORDS), by_hand, MINE)

    if isinstance(answer, Merged):
        assert merging.words(answer.state) == answer.text
        assert merging.put(answer.state, "other words") is not None
    else:
        assert answer.code in {"malformed", "gap", "text-long"}


def test_one_who_sends_what_breaks_a_library_is_refused_and_all_others_write_on(room, join):
    ada, bo = join("Ada"), join("Bo")
    bo.add(WORDS)
    broken = update(piece("ab", (SEED, 1)), piece(2**32 - 1, None))

    answers = bo.send(
        bo.op("txt", id=NOTE, u=b64encode(broken).decode(), yc=MINE, t="x"), bo.note("Behind it, in the same batch")
    )["a"]
    others = ada.add("Beside it")["a"]

    assert [entry.get("x") for entry in (*answers, *others)] == ["text-long", None, None]
    assert {element["r"]["text"] for element in ada.sees()} == {WORDS, "Behind it, in the same batch", "Beside it"}
