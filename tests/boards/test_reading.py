"""Coming back: what a page is told that was away, how the whole board is built once, and that reading stays cheap."""

import json
from dataclasses import replace

import pytest

from app.boards import reading, wire
from app.boards.errors import TooFarBehind
from app.boards.models import EVERYONE
from tests.boards.conftest import note_id
from tests.statements import count_statements
from tests.torture.large import fill


def welcome(somebody, **hello):
    """What a socket's `hello` is answered."""
    from app.boards.queries import board_and_seat

    with somebody.room.app.test_request_context():
        board, seat = board_and_seat(somebody.room.board, somebody.principal)
        message = wire.read_hello({"b": somebody.room.board, "c": somebody.client, **hello})
        return reading.welcome(board, seat, message)


def test_a_new_page_is_told_the_rules_and_where_the_whole_board_is(room, join):
    bo = join("Bo")

    answer = welcome(bo)

    nothing = {
        "add": "writing-closed",
        "change-own": "writing-closed",
        "delete-own": "writing-closed",
        "arrange-others": "writing-closed",
        "rewrite-others": "writing-closed",
        "delete-others": "writing-closed",
        "leave": "writing-closed",
        "comment": "writing-closed",
        "lock": "not-allowed",
    }
    own = {"delete-others": "not-yours", "lock": "not-allowed"}
    stopped = {**dict.fromkeys(nothing, "frozen"), "lock": "not-allowed"}
    commenting = {deed: code for deed, code in nothing.items() if deed != "comment"}
    assert answer == {
        "e": room.epoch,
        "seat": bo.seat,
        "last_n": 0,
        "refused": [],
        "rules": {
            "own": "ecosystem_enablers",
            "canvas": "ecosystem_enablers",
            "writing": "open",
            "frozen": False,
            "generation": 0,
            "opening": 1,
            "moderated": False,
            "picks": False,
            "named": False,
            "matrix": {"open": own, "private": own, "comments": commenting, "closed": nothing, "frozen": stopped},
            "narrowed": {},
            "role": "participant",
            "ruling": 0,
            "signs": {},
        },
        "fetch": "snapshot",
    }


def test_a_page_that_was_away_is_told_what_it_missed_and_how_far_its_own_ops_came(room, join):
    ada, bo = join("Ada"), join("Bo")
    bo.add("one")
    bo.send(bo.op("el.del", ids=[note_id("absent")]))
    ada.add("two")

    answer = welcome(bo, since=1, e=room.epoch, n=1)

    assert answer["last_n"] == 2
    assert answer["refused"] == [{"n": 2, "x": "bad-target", "say": "This note is not there, or not open to you."}]
    assert {name: answer["frame"][name] for name in ("b", "e", "from", "to")} == {
        "b": room.board,
        "e": room.epoch,
        "from": 1,
        "to": 2,
    }
    assert [row["id"] for row in answer["frame"]["ev"]] == [note_id("two")]


@pytest.mark.parametrize(
    ("hello", "fetch"),
    [
        ({"since": 0}, "snapshot"),
        ({"since": 0, "e": "before-a-restore"}, "snapshot"),
        ({"since": 999}, "snapshot"),
        ({"since": 5}, "ops"),
        ({"since": 20}, None),
    ],
    ids=["no epoch", "another epoch", "from the future", "over a hundred rows behind", "less"],
)
def test_how_a_page_catches_up_depends_on_how_far_it_is_behind(room, join, hello, fetch):
    for name in ("Bo", "Cy"):
        somebody = join(name)
        for _batch in range(2):
            somebody.send(*[somebody.note(f"{name} {somebody.n}") for _note in range(29)])
    epoch = {} if hello == {"since": 0} else {"e": room.epoch}

    answer = welcome(join("Dee"), **{**epoch, **hello})

    assert answer.get("fetch") == fetch


def test_rows_too_far_behind_are_not_told_for_the_whole_board_is_less(room, join):
    join("Bo").add("one")

    with room.app.app_context(), pytest.raises(TooFarBehind):
        reading.frame_since(room.board, room.epoch, 0, EVERYONE, most=0)


def test_whoever_is_two_thousand_rows_behind_is_told_them_and_nobody_further_behind(room, join):
    fill(room, 1, rows=2_001)
    bo = join("Bo")

    told, too_many = (bo.ask(f"ops/?since={since}&e={room.epoch}").get_json() for since in (1, 0))

    assert [welcome(bo, since=since, e=room.epoch)["fetch"] for since in (1, 0)] == ["ops", "snapshot"]
    assert [event["s"] for event in told["ev"]] == list(range(2, 2_002))
    assert too_many["x"] == "too-far-behind"


def test_few_rows_that_say_much_are_not_told_either(room, join):
    bo, cy = join("Bo"), join("Cy")
    stroke = {"x": 1, "y": 2, "pts": [-999, 999] * 1_500}
    for batch in range(16):
        drawn = [bo.note("", name=f"stroke {batch} {number}", p=stroke) | {"type": "ink"} for number in range(5)]
        assert "s" in bo.send(*drawn)["a"][-1]

    assert told(cy, then=75) == ["snapshot", "too-far-behind", 80]


def test_what_rows_say_is_counted_in_bytes_whatever_it_is_written_in(room, join):
    bo, cy = join("Bo"), join("Cy")
    for batch in range(14):
        written = [bo.note("研" * 5_000, name=f"long {batch} {number}") for number in range(5)]
        assert "s" in bo.send(*written)["a"][-1]

    assert told(cy, then=10) == ["snapshot", "too-far-behind", 70]


def told(somebody, *, then):
    """What somebody hears from the beginning, over the socket and over HTTP, and up to which row from a later one."""
    epoch = somebody.room.epoch
    return [
        welcome(somebody, since=0, e=epoch).get("fetch"),
        somebody.ask(f"ops/?since=0&e={epoch}").get_json().get("x"),
        welcome(somebody, since=then, e=epoch)["frame"]["to"],
    ]


def test_rows_of_another_epoch_are_not_told(room, join):
    bo = join("Bo")
    bo.add("one")

    answers = [
        bo.ask("ops/?since=0&e=other").get_json()["x"],
        bo.ask(f"ops/?since=7&e={room.epoch}").get_json()["x"],
        bo.ask("ops/").get_json()["x"],
    ]

    assert answers == ["epoch", "epoch", "malformed"]


@pytest.mark.row("R1", partly=True)
def test_the_board_before_and_what_is_heard_since_make_the_board_after(room, join):
    from app.boards.engine import codec
    from app.boards.engine.apply import replay
    from app.boards.engine.state import Board

    def board(somebody, events, before=None):
        rows = [{name: value for name, value in row.items() if name != "s"} for row in events]
        return replay(before or Board(), [(codec.read_event(row), 0, somebody.seat) for row in rows])

    ada, bo = join("Ada"), join("Bo")
    bo.send(bo.note("one"), bo.note("two"))
    before = board(ada, ada.sees())
    bo.send(bo.op("el.move", id=note_id("one"), zone="gaps", z="k1", x=5, y=6), bo.op("el.del", ids=[note_id("two")]))
    room.write("private")
    bo.send(bo.note("hidden", pm=1))
    ada.send(ada.note("own", pm=1))
    room.write("open")

    after = board(ada, ada.heard(2), before)

    living = {id_: replace(each, author=None) for id_, each in after.elements.items() if not each.deleted}
    seen = {id_: replace(each, author=None) for id_, each in board(ada, ada.sees()).elements.items()}
    assert living == seen


def test_an_unchanged_snapshot_is_not_sent_again(room, join):
    bo, cy = join("Bo"), join("Cy")
    bo.add("one")
    tag = bo.ask("snapshot/").headers["ETag"]

    again = bo.ask("snapshot/", If_None_Match=tag)
    elsewhere = cy.ask("snapshot/", If_None_Match=tag)
    bo.add("two")
    later = bo.ask("snapshot/", If_None_Match=tag)

    assert (again.status_code, again.data) == (304, b"")
    assert (elsewhere.status_code, later.status_code) == (200, 200)


@pytest.mark.parametrize("path", ["list/", "wall/", "snapshot/", "ops/?since=0&e="])
def test_reading_asks_the_database_no_more_for_many_notes_than_for_one(room, join, path):
    bo, cy = join("Bo"), join("Cy")
    address = path + room.epoch if path.endswith("=") else path
    bo.add("first")
    cy.ask(address)
    _, few = count_statements(room.app, lambda: cy.ask(address))
    bo.send(*[bo.note(f"note {number}") for number in range(40)])
    cy.ask(address)

    _, many = count_statements(room.app, lambda: cy.ask(address))

    assert many == few


def test_a_turn_asks_the_database_no_more_for_many_ops_than_for_one(room, join):
    bo = join("Bo")
    bo.add("first")
    _, few = count_statements(room.app, lambda: bo.send(bo.note("one")))
    notes = [bo.note(f"note {number}") for number in range(40)]

    _, many = count_statements(room.app, lambda: bo.send(*notes))

    assert many == few


def test_a_snapshot_reads_as_a_frame_from_the_beginning(room, join):
    bo = join("Bo")
    bo.add("one")

    whole = json.loads(join("Cy").ask("snapshot/").data)

    assert {name: whole[name] for name in ("b", "e", "from", "to", "mine")} == {
        "b": room.board,
        "e": room.epoch,
        "from": 0,
        "to": 1,
        "mine": [],
    }
    assert [element["k"] for element in whole["ev"]] == ["el.put"]
