"""The documents say what the code does."""

from tests.places import DOCS
from tools.reference import reference
from tools.rows import listed_rows, named_rows


def test_the_reference_is_what_the_code_says():
    assert (DOCS / "reference.md").read_text() == reference()


def test_every_line_of_the_reference_says_what_it_is_about():
    assert [line for line in reference().splitlines() if line.endswith("|  |")] == []


def test_a_row_is_claimed_when_a_test_holds_it_whole_and_only_then():
    whole = {row for row, tests in named_rows().items() if not all(partly for _test, partly in tests)}

    assert set(listed_rows()) == whole
