"""Who may do what, generated from the tables of `policy` and asked over the socket: role × op × mode of the stage ×
rule of the zone, each either accepted or refused with its code. One house, one room for each mode.
"""

import json

import pytest

from app.boards import policy
from app.boards.engine.state import Deed
from app.boards.policy import BoardRules, ZoneRule
from app.boards.wire import MOST_OPS
from app.canvases.library import library
from app.workshops.models import LEADING_ROLES, SeatRole
from tests.boards.asking import RULED, asked, expected, prepared
from tests.boards.conftest import CANVAS, note_id
from tests.boards.live import post, wait_for
from tests.boards.live_rooms import app, at, house, room
from tests.boards.naming import KINDS, NAMING, NOBODYS, step

__all__ = ["app", "at", "house", "room"]

pytestmark = pytest.mark.process


def set_rules(room, rules: BoardRules) -> None:
    from app.boards import services

    with room.app.app_context():
        services.set_rules(room._leader(), room.board, rules)  # noqa: SLF001 - the seat that leads


def set_role(room, seat: str, role: str) -> None:
    from app.db import db, transaction
    from app.workshops.models import Seat

    with room.app.app_context(), transaction():
        db.session.get_one(Seat, seat).role = role


def codes(answer: dict) -> list[str]:
    return [entry.get("x", policy.ALLOWED) for entry in answer["a"]]


def said_to(page, ops: list[dict]) -> list[str]:
    """What becomes of many ops, sent as many at once as a page may."""
    told = []
    for first in range(0, len(ops), MOST_OPS):
        answer = page.ops(*ops[first : first + MOST_OPS])
        assert answer.keys() == {"a"}, answer
        told += codes(answer)
    return told


@pytest.mark.row("R3", partly=True)
@pytest.mark.parametrize("mode", policy.MODES)
def test_every_op_is_accepted_or_refused_as_the_tables_say(room, at, mode):
    pages = {role: at(f"The {role}") for role in SeatRole}
    ada = at("Ada")
    for role, page in pages.items():
        lying = [prepared(page.somebody, ada.somebody, zone) for zone in RULED]
        assert set(said_to(page, [op for mine, _ in lying for op in mine])) == {policy.ALLOWED}
        assert set(said_to(ada, [op for _, adas in lying for op in adas])) == {policy.ALLOWED}
        set_role(room, page.somebody.seat, role)
    set_rules(room, BoardRules(RULED))
    room.freeze(frozen=mode == policy.FROZEN)
    if mode not in {policy.FROZEN, "open"}:
        room.write(mode)

    told, said = {}, {}
    for role, page in pages.items():
        ops = [(zone, *each) for zone in RULED for each in asked(page.somebody, zone, pm=int(mode == "private"))]
        answers = said_to(page, [op for _, _, op in ops])
        for (zone, deeds, op), code in zip(ops, answers, strict=True):
            told[role.value, zone, deeds, op["k"], op.get("type")] = code
            said[role.value, zone, deeds, op["k"], op.get("type")] = expected(role, mode, RULED[zone], deeds)

    assert told == said
    assert {op for _role, _zone, _deeds, op, _type in told} == KINDS
    assert len(told) == len(SeatRole) * len(RULED) * 23


@pytest.mark.parametrize("mode", ["private", policy.FROZEN])
def test_whatever_is_hidden_from_a_role_is_refused_over_its_socket_as_what_is_not_there(room, at, mode):
    ada, bo = at("Ada"), at("Bo")
    bo.ops(bo.somebody.note("own"))
    ada.ops(ada.somebody.note("hidden"), ada.somebody.op("el.hide", ids=[note_id("hidden")]))
    room.write("private")
    ada.ops(ada.somebody.note("alone", pm=1), ada.somebody.group("together", pm=1))
    ada.ops(step(ada.somebody, note_id("alone"), 103, "alone", pm=1))
    room.freeze(frozen=mode == policy.FROZEN)
    before, heard = room.log(), {}

    for role in SeatRole:
        for number, name in enumerate(["alone", "together", *(["hidden"] if role not in LEADING_ROLES else [])]):
            one, other = (at(f"The {role} {number} {side}") for side in ("there", "nowhere"))
            for page, id_ in ((one, note_id(name)), (other, NOBODYS)):
                set_role(room, page.somebody.seat, role)
                ops = [named(page.somebody, id_) for named in NAMING.values()]
                heard[role.value, name, page is one] = json.dumps(page.ops(*ops)).encode()

    assert [key for key, answer in heard.items() if answer != heard[*key[:2], False]] == []
    assert {entry["x"] for answer in heard.values() for entry in json.loads(answer)["a"]} >= {"bad-target"}
    assert room.log() == before


def test_every_deed_is_asked_and_every_code_is_heard():
    heard = {
        expected(role, mode, rule, (deed,))
        for role in SeatRole
        for mode in policy.MODES
        for rule in ZoneRule
        for deed in Deed
    }

    assert heard == {
        "",
        "not-allowed",
        "writing-closed",
        "frozen",
        "not-yours",
        "zone-adds",
        "zone-votes",
        "zone-reads",
    }
    assert {deed for role in policy.MATRIX.values() for mode in role.values() for deed in mode} == set(Deed)


def test_what_others_wrote_is_kept_and_comments_are_heard_of_all_where_the_board_says_so(room, at):
    bo, eve, ada = at("Bo"), at("Eve"), at("Ada")
    ada.ops(ada.somebody.note("theirs", name="theirs"))
    set_role(room, eve.somebody.seat, SeatRole.OBSERVER)
    set_rules(room, BoardRules({"policy": ZoneRule.READ_ONLY}, others_keep=True, comments_of_all=True))
    room.write("closed")

    about = {"x": 1, "y": 2, "about": note_id("theirs")}
    spoken = [
        {**page.somebody.note("what?", p=about, name=name), "type": "comment"} for page, name in ((bo, "b"), (eve, "e"))
    ]
    comments = [page.ops(op) for page, op in zip((bo, eve), spoken, strict=True)]
    room.write("open")
    moved = [page.ops(page.somebody.op("el.set", id=note_id("theirs"), p={"x": 9})) for page in (bo, eve, ada)]

    assert [codes(answer) for answer in comments] == [[""], [""]]
    assert [codes(answer) for answer in moved] == [["not-yours"], ["not-allowed"], [""]]


def test_every_page_hears_at_once_what_its_role_may_do_now(house, room, at):
    bo, eve, wall = at("Bo"), at("Eve"), at("The wall", only="public")
    zones = {f"zone-{zone.id}": "free" for zone in library().canvases[CANVAS].zones}
    post(room.people["Ada"], house, f"/boards/{room.board}/rules/", **{**zones, "zone-policy": "vote-only"})

    for page in (bo, eve, wall):
        wait_for(lambda page=page: page.socket.heard("rules"), page.socket)
    [heard] = bo.socket.heard("rules")
    again = bo.socket.emit("hello", bo.hello())["rules"]

    assert (heard["b"], heard["ruling"], heard["signs"]) == (room.board, 1, {"policy": "zone-votes"})
    assert heard["roles"]["participant"] == {"matrix": again["matrix"], "narrowed": again["narrowed"]}
    assert again["narrowed"] == {"policy": {deed: "zone-votes" for deed in Deed if deed is not Deed.LOCK}}
    assert (again["ruling"], again["role"]) == (1, "participant")
    assert heard == eve.socket.heard("rules")[0] == wall.socket.heard("rules")[0]


@pytest.mark.parametrize("turn", range(3))
def test_what_comes_behind_a_rule_is_under_it_and_what_came_before_stands(room, at, turn):
    bo = at("Bo")
    before = bo.ops(bo.somebody.note("before"))
    set_rules(room, BoardRules({"policy": ZoneRule.READ_ONLY}))
    refused = bo.ops(bo.somebody.note("refused"))
    set_rules(room, BoardRules())
    after = bo.ops(bo.somebody.note("after"))

    assert [codes(answer) for answer in (before, refused, after)] == [[""], ["zone-reads"], [""]]
    assert [kind for _seq, kind, _audience in room.log()] == ["el.add", "el.add"]
