"""A board whole: made once for all who ask at the same time, and never older than when somebody asked."""

import json
import threading
import time
from dataclasses import dataclass, field
from functools import partial

import pytest
from sqlalchemy import event

from app.boards.engine import codec
from app.boards.engine.apply import replay
from app.boards.engine.state import Board
from app.boards.rates import OPS_AT_ONCE
from app.boards.snapshots import MOST_BEHIND, Snapshots
from app.boards.wire import MOST_OPS
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


def test_while_people_write_the_board_is_read_once_for_all_who_come(room, join, made):
    writers, people = [join("Bo"), join("Cy")], [join(f"Late {number}") for number in range(MANY)]
    made.go.set()
    answers = []

    for number, each in enumerate(people):
        for writer in writers:
            writer.add(f"{number} of {writer.seat}")
        answers.append(len(each.sees()))

    assert answers == [2, 4, 6, 8, 10, 12, 14, 16]
    assert made.read == 1


def test_what_was_read_once_goes_on_to_what_would_be_read_anew(room, join):
    bo, cy, ada = join("Bo"), join("Cy"), room.people["Ada"]
    for name in ("First", "Second", "Third", "Fourth"):
        bo.add(name)
    first, second, third, fourth = (note_id(name) for name in ("First", "Second", "Third", "Fourth"))
    deeds = [
        lambda: cy.add("Of Cy", zone="policy"),
        lambda: ada.send(ada.group("A theme", name="theme")),
        lambda: bo.send(bo.op("el.move", id=first, zone="policy", z="Vb1", x=7, y=8, parent=note_id("theme"))),
        lambda: ada.send(ada.op("el.move", id=note_id("theme"), zone="policy", z="Vc1", x=90, y=300)),
        lambda: bo.send(bo.op("el.set", id=second, p={"colour": "blue", "w": 200})),
        lambda: bo.send(bo.op("txt.put", id=second, t="Other words")),
        lambda: ada.send(ada.op("el.lock", ids=[second])),
        lambda: bo.send(bo.op("el.del", ids=[third])),
        lambda: bo.send(bo.op("el.undel", ids=[third])),
        lambda: ada.send(ada.op("el.hide", ids=[fourth])),
        lambda: ada.send(ada.op("el.show", ids=[fourth])),
        lambda: ada.send(ada.op("el.merge", id=third, ids=[note_id("Of Cy")])),
        lambda: ada.send(ada.op("txt.put", id=third, t="What both say")),
    ]
    bo.sees()

    for number, deed in enumerate(deeds):
        settled = deed()
        assert "x" not in (settled["a"][0] if "a" in settled else settled), (number, settled)
        for each in (bo, cy, ada):
            kept = json.loads(each.ask("snapshot/").data)
            with room.app.app_context():
                anew = json.loads(Snapshots().read(room.board, partial(hearer_of, each)))
            assert kept == anew, number


def test_what_one_alone_sees_does_not_come_with_what_goes_on(room, join):
    bo, cy = join("Bo"), join("Cy")
    bo.add("Open")
    cy.sees()

    room.write("private")
    bo.add("Hidden")

    assert [[each["id"] for each in somebody.sees()] for somebody in (cy, room.people["Ada"], bo)] == [
        [note_id("Open")],
        [note_id("Open")],
        [note_id("Open"), note_id("Hidden")],
    ]


def test_who_is_far_behind_gets_the_board_read_anew(room, join, made):
    cy, writers = join("Cy"), [join(f"Writer {number}") for number in range(MOST_BEHIND // OPS_AT_ONCE)]
    made.go.set()
    cy.sees()
    for writer in writers:
        for _ in range(0, OPS_AT_ONCE, MOST_OPS):
            writer.send(*(writer.note(f"{writer.n}{writer.seat}") for _ in range(MOST_OPS)))
    room.people["Ada"].add("One more")

    assert (len(cy.sees()), made.read) == (MOST_BEHIND + 1, 2)


def hearer_of(somebody):
    from app.boards import reading
    from app.boards.queries import board_and_seat

    _board, seat = board_and_seat(somebody.room.board, somebody.principal)
    return reading.hearer(seat)
