"""Ops over HTTP: kept once, in order, refused in words, and heard by those who may."""

import io
import json
import time

import pytest

from app.boards.rates import OPS_PER_SECOND, WAITED_BYTES
from tests.boards.conftest import note_id


def test_everyone_in_the_room_hears_a_moved_note(room, join):
    ada, bo = join("Ada"), join("Bo")
    room.show_names()
    ada.add("Idle lab days")

    answer = bo.send(bo.op("el.move", id=note_id("Idle lab days"), zone="gaps", z="k1", x=320, y=160))

    moved = {"s": 2, "k": "el.move", "id": note_id("Idle lab days"), "zone": "gaps", "z": "k1", "x": 320, "y": 160}
    assert answer == {"a": [{"n": 1, "s": 2}]}
    assert ada.heard(1) == [{**moved, "by": bo.seat}]
    assert bo.heard(1) == [{**moved, "by": bo.seat}]


def test_nobody_is_named_where_names_are_not_shown(room, join):
    ada, bo = join("Ada"), join("Bo")

    bo.add("Idle lab days")

    assert ada.heard() == [
        {
            "s": 1,
            "k": "el.add",
            "id": note_id("Idle lab days"),
            "r": {
                "type": "note",
                "zone": "policy",
                "z": "V000aa",
                "x": 30,
                "y": 100,
                "w": 160,
                "h": 120,
                "text": "Idle lab days",
            },
        }
    ]


def test_an_op_sent_again_is_kept_once_and_answered_as_before(room, join):
    bo = join("Bo")
    note = bo.note("Idle lab days")
    bad = bo.note("", name="empty")
    first = bo.send(note, bad)

    again = bo.send(note, bad)

    # Nobody is named here, so of what was kept no row tells whose it is: it is somewhere up to there.
    assert again == {"a": [first["a"][0] | {"about": True}, first["a"][1]]}
    assert [entry.get("s") or entry["x"] for entry in again["a"]] == [1, "text-empty"]
    assert room.log() == [(1, "el.add", "*")]


def test_an_op_of_several_rows_answers_with_its_last_whenever_it_is_sent(room, join):
    ada = join("Ada")
    ada.send(ada.note("one"), ada.note("two"), ada.note("three"))
    deletion = ada.op("el.del", ids=[note_id(name) for name in ("one", "two", "three")])

    answers = [ada.send(deletion), ada.send(deletion)]

    assert answers == [{"a": [{"n": 4, "s": 6}]}, {"a": [{"n": 4, "s": 6, "about": True}]}]
    assert [kind for _seq, kind, _audience in room.log()] == ["el.add"] * 3 + ["el.del"] * 3


def test_a_missing_number_is_asked_for_and_uses_none_up(room, join):
    bo = join("Bo")
    first, second, third = bo.note("one"), bo.note("two"), bo.note("three")

    answer = bo.send(first, third)
    then = bo.send(second, third)

    assert answer == {"a": [{"n": 1, "s": 1}], "resume": 2}
    assert then == {"a": [{"n": 2, "s": 2}, {"n": 3, "s": 3}]}


def test_a_refused_op_is_told_to_its_sender_alone_and_kept_for_them(room, join):
    ada, bo = join("Ada"), join("Bo")
    ada.add("Idle lab days")

    answer = bo.send(bo.op("el.del", ids=[note_id("Idle lab days")]))

    say = "Only its author and the facilitators may do this."
    assert answer == {"a": [{"n": 1, "x": "not-yours", "say": say}]}
    assert ada.heard(1) == []
    assert room.refused() == {(bo.client, 1): "not-yours"}


def test_an_op_that_cannot_be_read_is_refused_under_its_number_and_the_next_goes_on(room, join):
    bo = join("Bo")

    answer = bo.send({"n": 1, "k": "el.add", "owner": "me"}, {**bo.note("two"), "n": 2})

    assert [entry.get("s") or entry["x"] for entry in answer["a"]] == ["malformed", 1]


@pytest.mark.parametrize(
    "envelope",
    [
        {"ops": []},
        {"ops": [{"k": "el.add"}]},
        {"ops": [{"n": True, "k": "el.del", "ids": []}]},
        {"ops": [{"n": 1}] * 51},
        {"c": "short"},
        {"c": None},
        {"seq": 4},
        {"b": "another-board"},
        {"e": 7},
    ],
    ids=lambda envelope: str(envelope)[:40],
)
def test_an_envelope_that_cannot_be_read_changes_nothing(room, join, envelope):
    bo = join("Bo")

    answer = bo.send(**envelope) if "ops" in envelope else bo.send(bo.note(), **envelope)

    assert answer["x"] == "malformed"
    assert room.log() == []


@pytest.mark.parametrize("body", [b"{", b'{"x": NaN}', b'["\\ud800"]', b'["\\u0000"]', b"[" * 99_999], ids=range(5))
def test_a_body_that_is_no_honest_json_is_refused(room, join, body):
    bo = join("Bo")

    answer = bo.browser.post(
        f"/boards/{room.board}/ops/",
        data=body,
        content_type="application/json",
        headers={"X-CSRFToken": bo.browser.token()},
    )

    assert (answer.status_code, answer.get_json()["x"]) == (400, "bad-message")


def test_a_body_too_large_is_refused(room, join):
    bo = join("Bo")

    answer = bo.send(bo.note("x"), fill="x" * 300_000)

    assert answer["x"] == "too-large"


def test_a_body_too_large_that_comes_in_pieces_is_refused(room, join):
    bo = join("Bo")
    body = json.dumps(bo.batch(bo.note("x"))).encode() + b" " * 300_000

    answer = bo.browser.post(
        f"/boards/{room.board}/ops/",
        input_stream=io.BytesIO(body),
        content_type="application/json",
        headers={
            "X-CSRFToken": bo.browser.token(),
            "Accept": "application/json",
            "Transfer-Encoding": "chunked",
        },
        environ_overrides={"wsgi.input_terminated": True},
    )

    assert answer.get_json()["x"] == "too-large"
    assert room.log() == []


def test_a_batch_for_the_board_before_a_restore_is_sent_back(room, join):
    bo = join("Bo")

    answer = bo.send(bo.note(), e="another-epoch")

    assert answer["x"] == "epoch"


def test_a_page_without_the_board_on_it_sends_for_whichever_epoch_there_is(room, join):
    bo = join("Bo")

    answer = bo.send(bo.note(), e=None)

    assert answer["a"][0]["s"] == 1


def test_nobody_speaks_under_the_client_of_somebody_else(room, join):
    bo, cy = join("Bo"), join("Cy")
    bo.add("mine")

    answer = cy.page(bo.client).send({**cy.note("theirs"), "n": 2})

    assert answer["x"] == "malformed"
    assert [row[0] for row in room.log()] == [1]


def test_nobody_acts_for_a_seat_that_is_not_theirs(room, join):
    ada, bo = join("Ada"), join("Bo")

    answer = bo.send(bo.note(), **{"as": ada.seat})

    assert answer["x"] == "not-found"


def test_what_is_too_much_at_once_waits_its_turn(room, join):
    bo = join("Bo")
    notes = [bo.note("long words " * 450, name=f"note {number}") for number in range(150)]
    began = time.monotonic()

    answers = [bo.send(*notes[start : start + 50]) for start in (0, 50, 100)]

    seconds = time.monotonic() - began
    taken = [len(answer.get("a", [])) for answer in answers]
    assert taken[:2] == [50, 50]
    assert taken[2] <= WAITED_BYTES / len(notes[0]["t"]) + OPS_PER_SECOND * seconds
    assert answers[2].get("later", 0) + taken[2] == 50 or answers[2]["x"] == "slow-down"
    assert answers[2]["say"] == "That was a lot at once. The rest follows in a moment; nothing is lost."


def test_two_hundred_small_ops_that_waited_without_a_line_come_at_once(room, join):
    bo = join("Bo")
    notes = [bo.note(f"note {number}") for number in range(200)]

    answers = [bo.send(*notes[start : start + 50]) for start in (0, 50, 100, 150)]

    assert [[each["s"] for each in answer["a"]] for answer in answers] == [
        list(range(start, start + 50)) for start in (1, 51, 101, 151)
    ]


def test_what_the_tables_hold_is_what_the_log_adds_up_to(room, join):
    from app.boards import log
    from app.boards.engine import codec
    from app.boards.engine.apply import replay
    from app.boards.engine.state import Board
    from app.db import db

    ada, bo = join("Ada"), join("Bo")
    ada.send(ada.note("one"), ada.note("two"), ada.op("el.del", ids=[note_id("one")]))
    bo.send(
        bo.note("three"),
        bo.op("txt.put", id=note_id("three"), t="four"),
        bo.op("el.set", id=note_id("two"), p={"x": 7}),
    )
    ada.send(ada.op("el.undel", ids=[note_id("one")]))

    with room.app.app_context():
        connection = db.session.connection()
        rows = log.read_rows(connection, room.board, after=0)
        kept = log.read_state(connection, room.board, rows[-1].seq)

    assert replay(Board(), [(codec.read_event(row.body), row.seq, row.seat_id) for row in rows]) == kept


def test_every_row_keeps_what_would_undo_it(room, join):
    ada = join("Ada")
    ada.send(
        ada.note("one"),
        ada.op("el.set", id=note_id("one"), p={"x": 7, "colour": "red"}),
        ada.op("el.move", id=note_id("one"), zone="gaps", z="k1", x=1, y=2),
        ada.op("txt.put", id=note_id("one"), t="two"),
        ada.op("el.del", ids=[note_id("one")]),
        ada.op("el.undel", ids=[note_id("one")]),
    )

    from app.boards.models import Op
    from app.db import db

    with room.app.app_context():
        inverses = list(db.session.scalars(db.select(Op.inverse).where(Op.board_id == room.board).order_by(Op.seq)))

    id_ = note_id("one")
    assert inverses == [
        {"k": "el.del", "ids": [id_]},
        {"k": "el.set", "id": id_, "p": {"x": 30, "colour": None}},
        {"k": "el.move", "id": id_, "zone": "policy", "z": "V000aa", "x": 7, "y": 100, "parent": None},
        {"k": "txt.put", "id": id_, "t": "one"},
        {"k": "el.undel", "ids": [id_]},
        {"k": "el.del", "ids": [id_]},
    ]
