"""A board whole: made once for all who ask at the same time, and never older than when somebody asked."""

import json
import threading
import time
from dataclasses import dataclass, field

import pytest
from sqlalchemy import event

from app.boards.engine import codec
from app.boards.engine.apply import replay
from app.boards.engine.state import Board
from tests.boards.conftest import note_id

MANY, PATIENCE = 8, 10


@dataclass
class Made:
    """Statements of the house: how often somebody asked where the board stands, how often the whole of it was read.

    Whoever reads it is held up until `go`.
    """

    asked: int = 0
    read: int = 0
    go: threading.Event = field(default_factory=threading.Event)

    def hear(self, _connection, _cursor, statement, *_more):
        self.asked += statement.startswith("SELECT board.epoch, board.seq")
        if "LEFT OUTER JOIN element" in statement:
            self.read += 1
            assert self.go.wait(PATIENCE)


@pytest.fixture
def made(room):
    from app.db import db

    with room.app.app_context():
        engine = db.engine
    made = Made()
    event.listen(engine, "before_cursor_execute", made.hear)
    yield made
    event.remove(engine, "before_cursor_execute", made.hear)


def test_of_many_who_ask_at_once_one_has_it_made(room, join, made):
    join("Bo").add("First")
    people = [join(f"Late {number}") for number in range(MANY)]
    answers = []
    asking = [threading.Thread(target=lambda each=each: answers.append(each.sees())) for each in people]
    made.asked = 0

    for thread in asking:
        thread.start()
    # Each asks twice where the board stands: for the mark of its answer, and before it is made.
    until(lambda: made.asked == 2 * MANY)
    made.go.set()
    for thread in asking:
        thread.join()

    assert [[element["r"]["text"] for element in answer] for answer in answers] == [["First"]] * MANY
    assert made.read == 1


def test_who_wrote_a_part_of_a_note_unnamed_is_told_so_and_nobody_else(room, join):
    bo, cy, dan, ada = join("Bo"), join("Cy"), join("Dan"), room.people["Ada"]
    room.write("private")
    for each in (bo, cy):
        each.send(each.note(f"of {each.seat}", name=each.seat, pm=1))
    room.write("open")
    both = note_id(bo.seat)

    folded = ada.send(ada.op("el.merge", id=both, ids=[note_id(cy.seat)]))

    said = {}
    for each in (bo, cy, dan, ada):
        whole = json.loads(each.ask("snapshot/").data)
        board = replay(Board(), [(codec.read_event(event), 1, None) for event in whole["ev"]])
        said[each.seat] = (board.elements[both].authors, whole["mine"])
    assert "x" not in folded["a"][0]
    assert said == {
        bo.seat: (None, [both]),
        cy.seat: ({cy.seat: False}, []),
        dan.seat: (None, []),
        ada.seat: (None, []),
    }


def test_who_is_named_as_having_written_a_part_is_told_it_once_as_everybody_is(room, join):
    bo, cy, ada = join("Bo"), join("Cy"), room.people["Ada"]
    room.show_names()
    bo.add("of Bo")
    cy.add("of Cy")

    ada.send(ada.op("el.merge", id=note_id("of Bo"), ids=[note_id("of Cy")]))

    assert [event["r"]["authors"] for event in cy.sees()] == [{cy.seat: True}]


def until(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_who_asks_after_a_note_was_written_gets_it(room, join, made):
    bo, cy = join("Bo"), join("Cy")
    made.go.set()
    bo.add("First")
    cy.sees()

    bo.add("Second")
    answer = json.loads(cy.ask("snapshot/").data)

    assert [element["id"] for element in answer["ev"]] == [note_id("First"), note_id("Second")]
    assert answer["to"] == 2
    assert made.read == 2
