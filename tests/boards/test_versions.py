"""Ops of every version are brought up to the latest, one after the other; what is newer takes no number."""

import re
from pathlib import Path

import pytest

import app
from app.boards import wire
from app.boards.engine import versions
from app.boards.errors import NewerPage, OutdatedPage

RENAMED = {"k": "el.paint", "v": 3, "id": "e_1", "colour": "teal", "size": "large"}


PAINT = {
    ("el.paint", 1): lambda op: {"colour" if name == "color" else name: each for name, each in op.items()},
    ("el.paint", 2): lambda op: {**op, "size": "large"},
}
"""A kind of op in its third version: the second said `colour` for `color`, the third has a size."""


@pytest.mark.parametrize(
    "written",
    [
        {"k": "el.paint", "id": "e_1", "color": "teal"},
        {"k": "el.paint", "v": 1, "id": "e_1", "color": "teal"},
        {"k": "el.paint", "v": 2, "id": "e_1", "colour": "teal"},
        RENAMED,
    ],
)
def test_whatever_its_version_an_op_reads_as_the_latest(written):
    before = dict(written)

    assert versions.brought_up(written, {"el.paint": 3}, PAINT) == RENAMED
    assert written == before


def test_every_version_of_every_kind_leads_to_the_next():
    missing = {
        (kind, version)
        for kind, latest in versions.LATEST.items()
        for version in range(1, latest)
        if (kind, version) not in versions.UPCASTERS
    }

    assert missing == set()


def test_the_page_of_this_house_is_not_too_old_for_it():
    page = (Path(app.__file__).parent / "static" / "boards" / "post.js").read_text()

    assert int(re.search(r"const SPOKEN = (\d+)", page)[1]) >= versions.OLDEST


@pytest.mark.parametrize("v", [0, -1, "1", None, 1.5, True])
def test_what_is_no_version_is_refused_under_its_number(room, join, v):
    bo = join("Bo")

    answer = bo.send({**bo.note("first"), "v": v}, bo.note("second"))

    assert [entry.get("x") for entry in answer["a"]] == ["malformed", None]


@pytest.mark.parametrize(
    "old",
    [{"k": "el.paint", "t": "Words of then"}, {"k": "el.set", "id": "e_1", "p": {"shine": 3}}],
    ids=["a kind", "a property"],
)
def test_what_an_old_page_sends_that_nobody_knows_any_more_is_refused_in_words_and_alone(room, join, old):
    bo = join("Bo")

    answer = bo.send(bo.note("before"), bo.op(**old), bo.note("behind"))

    assert [entry.get("x") for entry in answer["a"]] == [None, "malformed", None]
    assert answer["a"][1]["say"]
    assert [each["r"]["text"] for each in bo.sees()] == ["before", "behind"]


def test_a_page_newer_than_this_process_uses_no_number_up(room, join):
    bo = join("Bo")
    first, second = bo.note("first"), bo.note("second")

    refused = bo.send(first, {**second, "v": 2})
    taken = bo.send(first, second)

    assert refused["x"] == "newer"
    assert [entry["n"] for entry in taken["a"] if "s" in entry] == [1, 2]


def test_a_page_too_old_is_asked_to_load_itself_again():
    hello = {"b": "board", "c": "client-of-bo"}

    with pytest.raises(OutdatedPage):
        wire.read_hello(hello, oldest=2)
    assert wire.read_hello({**hello, "proto": 2}, oldest=2).proto == 2


def test_a_newer_op_is_not_taken_for_one_that_cannot_be_read():
    batch = {"b": "board", "c": "client-of-bo", "e": "epoch", "ops": [{"n": 1, "k": "el.set", "v": 2, "new": "field"}]}

    with pytest.raises(NewerPage):
        wire.read_batch(batch)
