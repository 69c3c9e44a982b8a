"""Boards as files: what is written loads again, and what is no such file is refused with where."""

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import sheets
from app.reports import boards_file
from app.reports.boards_file import BadFile

GOOD = {
    "schema": "baraza-boards/1",
    "workshop": {"title": "Fast tests", "question": "", "language": "en"},
    "boards": [
        {
            "canvas": "ecosystem_enablers",
            "name": {"en": "Seven enablers"},
            "zones": [{"id": "policy", "title": {"en": "Policy"}}],
            "elements": [
                {
                    "id": "e_aaaaaaaaaaaaaaaaaaaaaa",
                    "type": "note",
                    "zone": "policy",
                    "z": "V",
                    "x": 1,
                    "y": 2,
                    "w": 160,
                    "h": 120,
                    "text": "Ünï 漢字 عربي 😀",
                    "by": "Bo",
                }
            ],
            "votes": [],
        }
    ],
}


def changed(path: str, value: object) -> bytes:
    file = json.loads(json.dumps(GOOD))
    *steps, last = path.split(".")
    inner = file
    for step in steps:
        inner = inner[int(step) if step.isdigit() else step]
    inner[last] = value
    return json.dumps(file).encode()


def test_a_file_reads_as_it_was_written():
    read = boards_file.read(json.dumps(GOOD).encode())

    assert json.loads(boards_file.write(read)) == GOOD
    assert boards_file.read(boards_file.write(read)) == read


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b"", ""),
        (b"{}", ""),
        (b"[]", ""),
        (b'{"schema": NaN}', ""),
        (b"\xff\xfe", ""),
        (changed("schema", "miro/3"), "$.schema"),
        (changed("extra", 1), ""),
        (changed("boards.0.canvas", "../x"), "$.boards[0].canvas"),
        (changed("boards.0.elements", "many"), "$.boards[0].elements"),
        (changed("boards.0.elements", [{}] * 5001), "$.boards[0].elements"),
        (changed("workshop.title", "\ud800"), ""),
    ],
)
def test_what_is_no_such_file_is_refused_with_where_it_goes_wrong(body: bytes, place: str):
    with pytest.raises(BadFile) as refused:
        boards_file.read(body)

    assert str(refused.value) == place


@pytest.mark.parametrize(
    ("field", "value"),
    [("id", "x"), ("type", "video"), ("x", 1.5), ("x", "1"), ("w", 0), ("z", ""), ("owner", "me"), ("text", None)],
)
def test_an_element_reads_by_the_rules_of_ops(field: str, value: object):
    element = {**GOOD["boards"][0]["elements"][0], field: value}

    with pytest.raises(BadFile, match="element 7"):
        boards_file.ops_for(element, 7)


def test_a_file_beyond_all_measure_is_not_even_read():
    with pytest.raises(BadFile, match="size"):
        boards_file.read(b" " * (boards_file.MOST_BYTES + 1))


FORMULAS = [
    ("=1+1", "'=1+1"),
    ("+1", "'+1"),
    ("-1", "'-1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "\t'=1"),
    ("\r=1", "\r'=1"),
    ("\n=1", "\n'=1"),
    ("＝1+1", "'＝1+1"),
    ("＋1", "'＋1"),
    ("－1", "'－1"),
    ("＠SUM(A1)", "'＠SUM(A1)"),
    (" =1", " '=1"),
    ("\u3000=1", "\u3000'=1"),
    ("\ufeff=1", "\ufeff'=1"),
    (";=1+1", ";'=1+1"),
    ("; ＝1", "; '＝1"),
    ("a;=1;b", "a;'=1;b"),
    ("a; =1", "a; '=1"),
    ("a\t=1", "a\t'=1"),
    ("a\n=1\nb", "a\n'=1\nb"),
    ('a;"=1"', 'a;"\'=1"'),
    ("a；＝1", "a；'＝1"),
]


@pytest.mark.parametrize(("cell", "expected"), FORMULAS)
def test_no_cell_of_a_sheet_is_a_formula(cell: str, expected: str):
    written = sheets.write(["Note"], [[cell]]).decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(written, newline=""))) == [["Note"], [expected]]


@pytest.mark.parametrize("parted_by", [",", ";", "\t"])
@pytest.mark.parametrize("cell", [cell for cell, _expected in FORMULAS])
def test_no_cell_is_a_formula_whatever_parts_cells_where_it_is_read(cell: str, parted_by: str):
    written = sheets.write(["Zone", "Note"], [["Ideas", cell]]).decode("utf-8-sig")

    rows = csv.reader(io.StringIO(written, newline=""), delimiter=parted_by)

    assert [each for row in rows for each in row if re.match(r"[\s\ufeff]*[=+\-@＝＋－＠]", each)] == []


@pytest.mark.parametrize("cell", ["2 + 2 = 4", "co-design", "me@example.org", "5, -3", "“=”"])
def test_a_sign_that_begins_no_cell_is_left_as_it_is(cell: str):
    assert sheets.harmless(cell) == cell


def test_a_cell_of_nothing_but_separators_is_looked_through_once():
    assert sheets.harmless("; " * 500_000) == "; " * 500_000


CELLS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r"))


@given(st.lists(CELLS, min_size=1, max_size=4))
def test_a_sheet_reads_back_as_it_was_written(cells: list[str]):
    written = sheets.write(cells, [cells]).decode("utf-8-sig")

    expected = [str(sheets.harmless(cell)) for cell in cells]
    if cells != [""]:
        assert list(csv.reader(io.StringIO(written, newline=""))) == [expected, expected]
