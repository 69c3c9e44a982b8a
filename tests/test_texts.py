"""Text people write: what can be kept, and finding it the way people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.texts import folded, holds, is_readable, one_line, parted, whole_number


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Équipe d'accélération", "equipe ACCELERATION"),
        ("مركز الإبداع", "الابداع"),
        ("İstanbul", "istanbul"),
        ("Straße", "STRASSE"),
        ("إبداع مشترك", "ابداع"),
        ("Возможно, ещё", "еще"),
        ("加速中心网络", "中心"),
        ("Центр технологической акселерации", "АКСЕЛЕРАЦИИ центр"),
        ("ﬁrst", "first"),
        ("ℌall", "hall"),
    ],
)
def test_case_accents_and_order_do_not_matter(text, query):
    assert holds(folded(text), query)


def test_every_word_must_be_there():
    assert not holds(folded("Meruvia Open Testbed"), "open sandbox")


def test_no_words_are_always_there():
    assert holds(folded("Meruvia"), "  ")


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_a_text_holds_itself(text):
    assert holds(folded(text), text)


@pytest.mark.parametrize("text", ["Line\none\ttwo\r\n", "नमस्ते 👍🏽", "", "\u200fمرحبا"])
def test_what_people_write_can_be_kept(text):
    assert is_readable(text)


@pytest.mark.parametrize("text", ["nul\0", "bell\x07", "escape\x1b[2J", "half \ud83d"])
def test_what_nobody_can_see_or_store_is_refused(text):
    assert not is_readable(text)


@pytest.mark.parametrize("typed", ["نور، ليلى", "Ada, Bo", "Ada; Bo,", "陈，李", "陈、李", " Ада ;\n Боб "])
def test_two_in_a_list_are_two_in_every_language(typed):
    assert len(parted(typed)) == 2


def test_a_list_of_nothing_holds_nothing():
    assert parted(" ,; ") == []


@pytest.mark.parametrize("typed", ["A\nB", " A \r\n\t B ", "A\u2028B", "A\x85B", "A\vB", "\nA B\n", "A\tB"])
def test_one_line_is_one_whatever_breaks_it(typed):
    assert one_line(typed) == "A B"


def test_a_line_stays_as_it_was_written():
    assert one_line("Two  spaces, एक पंक्ति \u200f") == "Two  spaces, एक पंक्ति \u200f"


@pytest.mark.parametrize(
    ("typed", "read"),
    [("0", 0), ("007", 7), ("90", 90), ("91", None), ("9" * 5000, None), ("0" * 5000 + "9", 9), ("", None),
     ("-1", None), ("٥", None), ("²", None), ("1_0", None), (" 1", None)],
)  # fmt: skip
def test_a_whole_number_is_read_or_refused_however_long_it_is(typed, read):
    assert whole_number(typed, most=90) == read
