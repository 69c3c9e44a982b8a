"""What the log keeps beside each row leads back: over random histories of every type."""

from dataclasses import replace

import pytest

from app.boards.engine import codec
from app.boards.engine.apply import apply
from app.boards.engine.decide import decide
from app.boards.engine.inverse import inverse
from app.boards.engine.schema import Event
from app.boards.engine.state import Board, Element, Refusal
from tests.boards.histories import history
from tests.boards.vectors import acting

HISTORIES = 240
ONE_WAY = {"authors", "final", "fit"}
"""Who wrote a part of a note has written it, whatever comes; what is not final reads as if nobody said so; how large
words fit is measured anew."""


def rows(seed: int) -> list[tuple[Board, Event]]:
    """Every event of a history with the board before it."""
    board, found = Board(), []
    for step in history(seed):
        if "event" in step:
            events, seat = [codec.read_event(step["event"])], None
        else:
            context = acting(step["context"])
            outcome = decide(board, context, codec.read_op(step["op"]))
            events, seat = [] if isinstance(outcome, Refusal) else outcome, context.seat
        for event in events:
            found.append((board, event))
            board = apply(board, event, board.seq + 1, seat)
    return found


def undone(after: Element, back: dict) -> Element:
    """The element once the inverse of a row was done."""
    if back["k"] in {"el.undel", "el.del"}:
        return replace(after, deleted=back["k"] == "el.del")
    one = {name: value for name, value in back.items() if name != "ids"}
    event = codec.read_event({"id": after.id, **one})
    return apply(Board(0, {after.id: after}, 1), event, 1).elements[after.id]


def places(element: Element) -> list[int]:
    """Every coordinate of an element, the ends of a connector among them."""
    ends = [end for end in (element.start, element.end) if isinstance(end, tuple)]
    return [element.x, element.y, *(each for end in ends for each in end)]


@pytest.mark.parametrize("part", range(3))
def test_each_row_undone_leaves_the_element_as_it_was(part):
    wrong, kinds = [], set()
    for seed in range(part, HISTORIES, 3):
        for board, event in rows(seed):
            before, back = board.elements.get(event.id), inverse(board.elements.get(event.id), event)
            if before is None or before.deleted or back is None:
                continue
            after = apply(board, event, 1).elements[event.id]
            came = undone(after, back)
            differing = {name for name in before.__slots__ if getattr(before, name) != getattr(came, name)} - ONE_WAY
            # At the edge of the plane there is no going on, and so no way back from there.
            if differing and max(map(abs, places(after))) < 900_000:
                wrong.append((seed, event, differing))
            kinds.add(event.__struct_config__.tag)

    assert wrong == []
    assert kinds >= {"el.set", "el.move", "el.del", "txt.put", "el.lock"}


def test_what_was_not_there_is_deleted_again():
    backs = {
        back["k"]
        for board, event in rows(1)
        if (before := board.elements.get(event.id)) is None or before.deleted
        if (back := inverse(before, event))
    }

    assert backs == {"el.del"}


def test_what_came_for_the_same_people_goes_back_and_a_reveal_does_not():
    record = {"type": "note", "zone": "gaps", "z": "V1", "x": 1, "y": 2, "w": 160, "h": 120, "text": "My draft"}
    hidden = codec.read_event({"k": "el.put", "id": "e_note", "r": record, "aud": "s_bo"})
    own = apply(Board(), hidden, 1).elements["e_note"]
    again = {"k": "el.put", "id": "e_note", "r": {**record, "text": "What I say"}}

    kept = [inverse(own, codec.read_event({**again, **to})) for to in ({"aud": "s_bo"}, {})]

    assert kept == [codec.as_body(hidden), None]
