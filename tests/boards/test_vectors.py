"""The shared vectors, on the server's side. `tests/js/reducer.test.js` runs the same files."""

import dataclasses
import re

import pytest

from app.boards.engine import codec
from app.boards.engine.apply import apply, replay
from app.boards.engine.decide import decide
from app.boards.engine.ink import MOST_IN_STROKE
from app.boards.engine.schema import Op
from app.boards.engine.state import Board, Element, Refusal
from app.boards.engine.weight import board_of
from tests.boards.vectors import board, context, element, vectors
from tests.places import DOCS, ROOT

VECTORS = vectors()
NAMES = [f"{vector['rule']} {kind}: {vector['name']}" for kind, vector in VECTORS]
QUOTED = {vector["rule"] for _kind, vector in VECTORS}
RULES = dict(re.findall(r"^\| (B[A-Z]\d+) \| (.+) \|$", (DOCS / "board-rules.md").read_text(), re.MULTILINE))
KINDS = {member.__struct_config__.tag for member in Op.__args__} | {"el.put"}


def changed(before: Board, changes: dict[str, dict]) -> dict[str, Element]:
    """The elements with the changes a vector names; what it does not name stays."""
    elements = dict(before.elements)
    for id_, change in changes.items():
        before_it = dataclasses.asdict(elements[id_]) if id_ in elements else {}
        elements[id_] = element({**before_it, **change})
    return elements


@pytest.mark.parametrize(("kind", "vector"), VECTORS, ids=NAMES)
def test_the_engine_follows_the_rules(kind, vector):
    before = board(vector["board"], vector.get("room"), vector.get("beside"))

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
    assert after == board_of(7 + len(events), elements)
    assert [codec.read_event(codec.as_body(event)) for event in events] == events
    assert [event.id for event in events] == vector.get("order", [event.id for event in events])
    assert [event.by for event in events] == vector.get("by", [event.by for event in events])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_vectors_that_are_accepted_and_some_that_are_not(kind):
    of_kind = [vector for name, vector in VECTORS if name == kind]

    assert any("after" in vector for vector in of_kind)
    assert any("malformed" in vector if kind == "el.put" else "rejected" in vector for vector in of_kind)


def test_vectors_quote_rules_that_stand_on_the_page():
    assert RULES.keys() >= QUOTED


def test_every_rule_has_a_vector_or_names_a_test_that_holds_it():
    unheld = [rule for rule, row in RULES.items() if rule not in QUOTED and not named_in(row)]

    assert unheld == []


def test_the_tests_that_rules_name_are_there():
    named = {name for row in RULES.values() for name in named_in(row)}
    written = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)
    }

    assert named - written == set()


def named_in(row: str) -> list[str]:
    """The tests that the row of a rule names."""
    return re.findall(r"`(test_\w+)`", row)


def test_events_one_by_one_and_together_make_the_same_board():
    before = board(["public", "mine", "dead"])
    author = context("facilitator")
    ids = [element.id for element in before.elements.values()]
    events = decide(before, author, codec.read_op({"n": 1, "k": "el.del", "ids": ids}))

    one_by_one = before
    for number, event in enumerate(events, start=8):
        one_by_one = apply(one_by_one, event, number)

    assert one_by_one == replay(before, [(event, number, None) for number, event in enumerate(events, start=8)])


def test_a_stroke_has_so_many_numbers_and_no_more():
    stroke = next(iter(board(["stroke"]).elements.values()))
    long = dataclasses.replace(stroke, pts=(1, 2) * (MOST_IN_STROKE // 2))
    on = {"n": 1, "k": "ink.add", "id": stroke.id, "at": MOST_IN_STROKE, "pts": []}

    end, more = (
        decide(Board(7, {stroke.id: long}, 1), context("participant"), codec.read_op({**on, "pts": pts}))
        for pts in ([], [1, 2])
    )

    assert isinstance(end, list)
    assert more == Refusal("ink-long")
