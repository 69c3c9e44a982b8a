"""The shared vectors, on the server's side. `tests/js/reducer.test.js` runs the same files."""

import dataclasses
import re

import pytest

from app.boards.engine import codec
from app.boards.engine.apply import apply, replay
from app.boards.engine.decide import decide
from app.boards.engine.ink import MOST_IN_STROKE
from app.boards.engine.schema import Op
from app.boards.engine.state import (
    MOST_ELEMENTS,
    MOST_IMAGES,
    MOST_IN_FRAME,
    MOST_IN_GROUP,
    MOST_STROKES,
    Board,
    Element,
    Refusal,
)
from app.boards.engine.weight import board_of
from tests.boards.vectors import board, context, element, vectors
from tests.places import DOCS

VECTORS = vectors()
NAMES = [f"{vector['rule']} {kind}: {vector['name']}" for kind, vector in VECTORS]
ADDED = [vector["op"] for _kind, vector in VECTORS if "after" in vector and vector.get("op", {}).get("k") == "el.add"]
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
    before = board(vector["board"], vector.get("room"))

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


def test_a_full_group_takes_no_other_note_as_far_as_one_sees_it_and_keeps_those_it_has():
    held = board(["group", "grouped", "grouped-unseen", "public"]).elements
    group, grouped, unseen, public = held.values()
    notes = [dataclasses.replace(grouped, id=f"e_{number:022d}") for number in range(MOST_IN_GROUP)]
    full = {each.id: each for each in (group, *notes, unseen, public)}
    one_less = {id_: each for id_, each in full.items() if id_ != notes[1].id}
    into = {"n": 1, "k": "el.move", "parent": group.id, "zone": "gaps", "z": "k1", "x": 0, "y": 0}

    another, the_same, with_room = (
        decide(Board(7, elements, len(elements)), context("participant"), codec.read_op({**into, "id": id_}))
        for elements, id_ in ((full, public.id), (full, notes[0].id), (one_less, public.id))
    )

    assert another == Refusal("group-full")
    assert [isinstance(outcome, Refusal) for outcome in (the_same, with_room)] == [False, False]


def test_a_full_board_takes_no_note_and_gives_none_back():
    note = next(iter(board(["dead"]).elements.values()))
    full = Board(7, {note.id: note}, MOST_ELEMENTS)
    added = next(vector["op"] for kind, vector in VECTORS if kind == "el.add" and vector["rule"] == "BA1")

    answers = [
        decide(full, context("facilitator"), codec.read_op(op))
        for op in (added, {"n": 2, "k": "el.undel", "ids": [note.id]})
    ]

    assert answers == [Refusal("board-full"), Refusal("board-full")]


def test_a_full_frame_takes_nothing_more_at_any_depth_and_keeps_what_it_has():
    held = board(["frame", "framed-group", "framed-deep", "framed-hidden", "public", "group"]).elements
    frame, group, deep, unseen, public, other = held.values()
    deeper = [dataclasses.replace(deep, id=f"e_{number:022d}") for number in range(MOST_IN_FRAME - 2)]
    full = {each.id: each for each in (frame, group, deep, *deeper, unseen, public, other)}
    one_less = {id_: each for id_, each in full.items() if id_ != deep.id}
    into = {"n": 1, "k": "el.move", "parent": frame.id, "zone": "gaps", "z": "k1", "x": 0, "y": 0}

    another, the_same, with_room = (
        decide(Board(7, elements, len(elements)), context("participant"), codec.read_op({**into, "id": id_}))
        for elements, id_ in ((full, public.id), (full, group.id), (one_less, other.id))
    )

    assert another == Refusal("frame-full")
    assert [isinstance(outcome, Refusal) for outcome in (the_same, with_room)] == [False, False]


@pytest.mark.parametrize(
    ("name", "most", "code"), [("stroke", MOST_STROKES, "ink-full"), ("image", MOST_IMAGES, "images-full")]
)
def test_a_board_holds_so_many_strokes_and_images(name, most, code):
    one = next(iter(board([name]).elements.values()))
    full = {f"e_{number:022d}": dataclasses.replace(one, id=f"e_{number:022d}") for number in range(most)}
    gone = dataclasses.replace(one, deleted=True)
    beside = next(op for op in ADDED if op["type"] == one.type)
    ops = [{"n": 1, "k": "el.undel", "ids": [gone.id]}, beside]

    answers = [decide(Board(7, {**full, gone.id: gone}, most), context("facilitator"), codec.read_op(op)) for op in ops]
    with_room = decide(Board(7, {gone.id: gone}, 0), context("facilitator"), codec.read_op(ops[0]))

    assert answers == [Refusal(code), Refusal(code)]
    assert isinstance(with_room, list)


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
