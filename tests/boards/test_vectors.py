"""The shared vectors, on the server's side. `tests/js/reducer.test.js` runs the same files."""

import dataclasses
import re

import pytest

from app.boards.engine import codec
from app.boards.engine.apply import apply, replay
from app.boards.engine.decide import decide
from app.boards.engine.schema import Op
from app.boards.engine.state import MOST_ELEMENTS, Board, Element, Refusal
from tests.boards.vectors import board, context, vectors
from tests.places import DOCS

VECTORS = vectors()
NAMES = [f"{vector['rule']} {kind}: {vector['name']}" for kind, vector in VECTORS]
KINDS = {member.__struct_config__.tag for member in Op.__args__} | {"el.put"}


def changed(before: Board, changes: dict[str, dict]) -> dict[str, Element]:
    """The elements with the changes a vector names; what it does not name stays."""
    elements = dict(before.elements)
    for id_, change in changes.items():
        elements[id_] = dataclasses.replace(elements[id_], **change) if id_ in elements else Element(**change)
    return elements


@pytest.mark.parametrize(("kind", "vector"), VECTORS, ids=NAMES)
def test_the_engine_follows_the_rules(kind, vector):
    before = board(vector["board"])

    if vector.get("malformed"):
        with pytest.raises(codec.Malformed):
            codec.check(vector["op"]) or codec.read_op(vector["op"])
        return
    if "event" in vector:
        events, seat = [codec.read_event(vector["event"])], vector.get("seat")
    else:
        author = context(vector["author"])
        events, seat = decide(before, author, codec.read_op(vector["op"])), author.seat
    if "rejected" in vector:
        assert events == Refusal(vector["rejected"])
        return
    after = replay(before, [(event, 8 + place, seat) for place, event in enumerate(events)])

    elements = changed(before, vector["after"])
    living = sum(not element.deleted for element in elements.values())
    assert after == Board(7 + len(events), elements, living)
    assert [codec.read_event(codec.as_body(event)) for event in events] == events


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_vectors_that_are_accepted_and_some_that_are_not(kind):
    of_kind = [vector for name, vector in VECTORS if name == kind]

    assert any("after" in vector for vector in of_kind)
    assert any("rejected" in vector or "malformed" in vector for vector in of_kind)


def test_vectors_quote_rules_that_stand_on_the_page():
    rules = set(re.findall(r"^\| (B[A-Z]\d+) \|", (DOCS / "board-rules.md").read_text(), re.MULTILINE))

    assert {vector["rule"] for _kind, vector in VECTORS} <= rules


def test_events_one_by_one_and_together_make_the_same_board():
    before = board(["public", "mine", "dead"])
    author = context("facilitator")
    ids = [element.id for element in before.elements.values()]
    events = decide(before, author, codec.read_op({"n": 1, "k": "el.del", "ids": ids}))

    one_by_one = before
    for number, event in enumerate(events, start=8):
        one_by_one = apply(one_by_one, event, number)

    assert one_by_one == replay(before, [(event, number, None) for number, event in enumerate(events, start=8)])


def test_a_full_board_takes_no_note_and_gives_none_back():
    note = next(iter(board(["dead"]).elements.values()))
    full = Board(7, {note.id: note}, MOST_ELEMENTS)
    added = next(vector["op"] for kind, vector in VECTORS if kind == "el.add" and vector["rule"] == "BA1")

    answers = [
        decide(full, context("facilitator"), codec.read_op(op))
        for op in (added, {"n": 2, "k": "el.undel", "ids": [note.id]})
    ]

    assert answers == [Refusal("board-full"), Refusal("board-full")]
