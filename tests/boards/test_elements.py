"""Elements of every type in a room: what is kept of them, who hears what, and that a board opens as it was left."""

import json

import pytest

from tests.boards.conftest import note_id
from tests.boards.notepad import Notepad

LABS, NIGHTS, SHAPE, LINE, INK = (note_id(name) for name in ("labs", "nights", "shape", "line", "ink"))


def thing(actor, type_: str, name: str, text: str = "", *, parent: str | None = None, **props: object) -> dict:
    """The op that adds something of a type."""
    p = {"x": 100, "y": 100, "w": 101, "h": 51, **props}
    return {**actor.note(text, name=name, p=p, **({"parent": parent} if parent else {})), "type": type_}


@pytest.fixture
def full(room, join):
    """Bo's board with something of every type but an image, and Cy who sees it."""
    bo, cy = join("Bo"), join("Cy")
    answer = bo.send(
        thing(bo, "frame", "frame", "Labs", w=900, h=900),
        bo.note("Idle lab days", name="labs", parent=note_id("frame")),
        bo.note("Night tests", name="nights"),
        bo.group("Access", name="group", parent=note_id("frame")),
        thing(bo, "text", "text", "What we heard", size="large"),
        thing(bo, "shape", "shape", form="oval", colour="teal"),
        thing(bo, "connector", "line", "leads to", start=SHAPE, end=[500, 600], arrow="end"),
        thing(bo, "ink", "ink", pts=[1, 2, -3, 4]),
        bo.op("ink.add", id=INK, at=4, pts=[5, 6], final=True),
        thing(bo, "comment", "comment", "Which labs?", about=LABS),
        bo.op("el.set", id=note_id("comment"), p={"resolved": True}),
    )
    assert [entry.get("x") for entry in answer["a"]] == [None] * 11
    return bo, cy


def told(events: list[dict]) -> dict[str, dict]:
    """What a snapshot says of each element beside what all have."""
    plain = {"type", "zone", "z", "x", "y", "w", "h", "text"}
    return {
        event["id"]: {"type": event["r"]["type"]} | {k: v for k, v in event["r"].items() if k not in plain}
        for event in events
    }


def test_a_board_opens_as_it_was_left_each_element_behind_what_it_lies_in(full):
    _bo, cy = full

    events = cy.sees()

    assert told(events) == {
        note_id("frame"): {"type": "frame"},
        note_id("group"): {"type": "group", "parent": note_id("frame")},
        LABS: {"type": "note", "parent": note_id("frame")},
        NIGHTS: {"type": "note"},
        note_id("text"): {"type": "text", "size": "large"},
        SHAPE: {"type": "shape", "form": "oval", "colour": "teal"},
        INK: {"type": "ink", "pts": [1, 2, -3, 4, 5, 6], "final": True},
        LINE: {"type": "connector", "start": SHAPE, "end": [500, 600], "arrow": "end"},
        note_id("comment"): {"type": "comment", "about": LABS, "resolved": True},
    }
    assert [told([event])[event["id"]]["type"] for event in events][:2] == ["frame", "group"]
    assert [told([event])[event["id"]]["type"] for event in events][-2:] == ["connector", "comment"]


def test_the_elements_kept_are_what_the_log_adds_up_to(room, full):
    from app.boards import log
    from app.boards.engine.state import Board
    from app.db import db

    with room.app.app_context():
        connection = db.session.connection()
        kept = log.read_state(connection, room.board, 11)
        replayed = log.catch_up(connection, room.board, Board())

    assert kept == replayed


def test_a_connector_lets_go_before_its_end_is_deleted_and_everybody_hears_it(full):
    bo, cy = full

    answer = bo.send(bo.op("el.del", ids=[SHAPE]))

    heard = [{key: value for key, value in event.items() if key != "s"} for event in cy.heard(11)]
    assert answer == {"a": [{"n": 12, "s": 13}]}
    assert heard == [{"k": "el.set", "id": LINE, "p": {"start": [150, 125]}}, {"k": "el.del", "id": SHAPE}]


def test_what_lies_in_a_frame_moves_with_it_and_stays_when_it_goes(full):
    bo, cy = full

    bo.send(bo.op("el.move", id=note_id("frame"), zone="gaps", z="k1", x=110, y=90))
    moved = {event["id"]: event["r"] for event in cy.sees()}
    bo.send(bo.op("el.del", ids=[note_id("frame")]))
    left = {event["id"]: event["r"] for event in cy.sees()}

    assert [(moved[id_]["zone"], moved[id_]["x"], moved[id_]["y"]) for id_ in (LABS, NIGHTS)] == [
        ("gaps", 40, 90),
        ("policy", 30, 100),
    ]
    assert [(left[LABS].get("parent"), left[LABS]["x"]), note_id("frame") in left] == [(None, 40), False]


def test_notes_are_folded_where_somebody_writes_in_one(room, full):
    bo, cy = full
    ada = room.people["Ada"]
    pad = Notepad(cy, NIGHTS, yc=4711).open()
    pad.write(lambda text: text.insert(0, "Longer: "))

    answer = ada.send(ada.op("el.merge", id=NIGHTS, ids=[LABS]))

    merged = next(event for event in cy.heard(12) if event["k"] == "el.merge")
    words = {event["id"]: event["r"]["text"] for event in bo.sees()}
    assert "x" not in answer["a"][0]
    assert words[NIGHTS] == merged["t"] == "Longer: Night tests\nIdle lab days"
    assert (LABS in words, bool(merged["u"]), merged["ids"]) == (False, True, [LABS])


def test_rows_that_are_undone_one_by_one_leave_the_board_as_it_was(room, full):
    bo, _cy = full
    before, ada = told(bo.sees()), room.people["Ada"]
    last = room.log()[-1][0]
    ada.send(
        ada.op("el.set", id=note_id("text"), p={"size": "small"}),
        ada.op("el.lock", ids=[NIGHTS]),
        ada.op("el.del", ids=[SHAPE]),
        ada.op("el.del", ids=[note_id("frame")]),
        ada.op("el.set", id=note_id("comment"), p={"resolved": None}),
    )

    inverses = room.rows(f"SELECT inverse FROM op WHERE board_id = :board AND seq > {last} ORDER BY seq DESC")
    undoing = [ada.op(**(json.loads(each) if isinstance(each, str) else each)) for (each,) in inverses]
    answer = ada.send(*undoing)

    assert [entry.get("x") for entry in answer["a"]] == [None] * len(undoing)
    assert told(bo.sees()) == before


def test_what_is_locked_is_told_so_in_words_and_only_facilitators_lock(room, full):
    bo, _cy = full
    ada = room.people["Ada"]

    locked = ada.send(ada.op("el.lock", ids=[NIGHTS]))
    refused = bo.send(bo.op("txt.put", id=NIGHTS, t="Mine"), bo.op("el.unlock", ids=[NIGHTS]))
    ada.send(ada.op("el.unlock", ids=[NIGHTS]))
    answer = bo.send(bo.op("txt.put", id=NIGHTS, t="Mine"))

    assert "x" not in locked["a"][0]
    assert [(entry["x"], entry["say"]) for entry in refused["a"]] == [
        ("locked", "This is locked. A facilitator can unlock it."),
        ("not-allowed", "Your role does not allow this."),
    ]
    assert "x" not in answer["a"][0]


def test_an_image_is_shown_only_by_who_may_show_it(room, join):
    bo = join("Bo")

    answer = bo.send(thing(bo, "image", "image", "The lab", asset="a" * 22))

    assert answer["a"][0]["x"] == "bad-asset"


def test_at_a_reveal_what_is_no_note_stays_where_it_was_put_and_ties_to_nothing_hidden(room, join):
    bo, cy = join("Bo"), join("Cy")
    room.write("private")
    bo.send(
        thing(bo, "frame", "frame", "Labs", w=900, h=900, x=3_000, y=1_200),
        bo.note("Idle lab days", name="labs", parent=note_id("frame"), p={"x": 3_100, "y": 1_300}),
        thing(bo, "shape", "shape", x=2_000, y=1_000),
        thing(bo, "connector", "line", start=SHAPE, end=LABS),
        thing(bo, "comment", "comment", "Which labs?", about=LABS),
    )
    hidden = cy.sees()

    room.write("open")

    shown = {event["id"]: event["r"] for event in cy.sees()}
    assert hidden == []
    assert {id_: (r["x"], r["y"]) for id_, r in shown.items()} == {
        note_id("frame"): (3_000, 1_200),
        LABS: (3_100, 1_300),
        SHAPE: (2_000, 1_000),
        LINE: (100, 100),
        note_id("comment"): (100, 100),
    }
    assert (shown[LABS]["parent"], shown[LINE]["start"], shown[LINE]["end"]) == (note_id("frame"), SHAPE, LABS)


def test_what_a_zone_asks_for_comes_with_its_notes(room, join):
    bo = join("Bo")

    answer = bo.send(
        bo.note("Idle", name="idle", p={"x": 1, "y": 2, "fields": {"effort": 3}}),
        bo.note("Idle", name="labs"),
        bo.op("el.set", id=LABS, p={"fields": {"effort": 3}}),
    )

    assert [entry.get("x") for entry in answer["a"]] == ["bad-field", None, "bad-field"]
