"""Who may do what, generated from the tables of `policy` and asked over the socket: role × op × mode of the stage ×
rule of the zone, each either accepted or refused with its code. One house, one room for each mode.
"""

import pytest

from app.boards import policy
from app.boards.engine.state import Deed
from app.boards.policy import BoardRules, ZoneRule
from app.canvases.library import library
from app.workshops.models import LEADING_ROLES, SeatRole
from tests.boards.conftest import CANVAS, note_id
from tests.boards.live import post, wait_for
from tests.boards.live_rooms import app, at, house, room

__all__ = ["app", "at", "house", "room"]

pytestmark = pytest.mark.process

RULED = dict(zip(("policy", "capital", "infrastructure", "markets"), ZoneRule, strict=True))
"""Each rule in a zone of its own."""

ELSEWHERE = "talent"
"""A zone without a rule."""

STRETCH = {"type": "ink", "t": "", "p": {"x": 1, "y": 2, "pts": [1, 1]}}


def own(name: str, zone: str, seat: str) -> str:
    """The name of what the seat has, or makes, in a zone."""
    return f"{name} {zone[:5]} {seat[2:8]}"


def theirs(name: str, zone: str, seat: str) -> str:
    """The name of what Ada has there for it."""
    return own(f"{name}s", zone, seat)


def prepared(actor, ada, zone: str) -> tuple[list[dict], list[dict]]:
    """What lies in a zone before anything is asked: the seat's own, and Ada's."""
    mine = [actor.note(name, name=own(name, zone, actor.seat), zone=zone) for name in ("keep", "go", "leave")]
    ink = {**actor.note("", name=own("ink", zone, actor.seat), zone=zone), **STRETCH}
    adas = [ada.note(name, name=theirs(name, zone, actor.seat), zone=zone) for name in ("keep", "go", "lock")]
    return [*mine, ink], adas


def asked(actor, zone: str, *, pm: int) -> list[tuple[Deed, dict]]:
    """Ops of every kind, each with the deed that it is, in a zone."""
    seat, spot = actor.seat, {"z": "k1", "x": 5, "y": 6}
    about = {"x": 1, "y": 2, "about": note_id(theirs("keep", zone, seat))}
    added = actor.note("new", name=own("new", zone, actor.seat), zone=zone, pm=pm)
    line = {"start": [1, 1], "end": note_id(theirs("keep", zone, seat)), "x": 1, "y": 1}
    tied = actor.note("", name=own("tied", zone, actor.seat), zone=ELSEWHERE, p=line, pm=pm)
    said = actor.note("what?", name=own("said", zone, actor.seat), zone=ELSEWHERE, p=about, pm=pm)
    return [
        (Deed.ADD, added),
        (Deed.ADD, {**tied, "type": "connector"}),
        (Deed.COMMENT, {**said, "type": "comment"}),
        (Deed.CHANGE_OWN, actor.op("txt.put", id=note_id(own("keep", zone, seat)), t="changed")),
        (Deed.CHANGE_OWN, actor.op("el.set", id=note_id(own("keep", zone, seat)), p={"colour": "teal"})),
        (Deed.CHANGE_OWN, actor.op("el.move", id=note_id(own("keep", zone, seat)), zone=zone, **spot)),
        (Deed.CHANGE_OWN, actor.op("ink.add", id=note_id(own("ink", zone, seat)), at=2, pts=[2, 2])),
        (Deed.LEAVE, actor.op("el.move", id=note_id(own("leave", zone, seat)), zone=ELSEWHERE, **spot)),
        (Deed.DELETE_OWN, actor.op("el.del", ids=[note_id(own("go", zone, seat))])),
        (Deed.ARRANGE_OTHERS, actor.op("el.set", id=note_id(theirs("keep", zone, seat)), p={"x": 9})),
        (Deed.REWRITE_OTHERS, actor.op("txt.put", id=note_id(theirs("keep", zone, seat)), t="changed")),
        (Deed.DELETE_OTHERS, actor.op("el.del", ids=[note_id(theirs("go", zone, seat))])),
    ]


def expected(role: str, mode: str, rule: ZoneRule, deed: Deed) -> str:
    """What the tables say: the role and the stage first, then the zone, which does not bind who facilitates."""
    ruled = {} if role in LEADING_ROLES else policy.ZONES[rule]
    return policy.MATRIX[role][mode][deed] or ruled.get(deed, policy.ALLOWED)


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


@pytest.mark.row("R3", partly=True)
@pytest.mark.parametrize("mode", policy.MODES)
def test_every_op_is_accepted_or_refused_as_the_tables_say(room, at, mode):
    pages = {role: at(f"The {role}") for role in SeatRole}
    ada = at("Ada")
    for role, page in pages.items():
        lying = [prepared(page.somebody, ada.somebody, zone) for zone in RULED]
        assert set(codes(page.ops(*(op for mine, _ in lying for op in mine)))) == {policy.ALLOWED}
        assert set(codes(ada.ops(*(op for _, adas in lying for op in adas)))) == {policy.ALLOWED}
        set_role(room, page.somebody.seat, role)
    set_rules(room, BoardRules(RULED))
    room.freeze(frozen=mode == policy.FROZEN)
    if mode not in {policy.FROZEN, "open"}:
        room.write(mode)

    told, said = {}, {}
    for role, page in pages.items():
        ops = [(zone, *each) for zone in RULED for each in asked(page.somebody, zone, pm=int(mode == "private"))]
        answers = codes(page.ops(*(op for _, _, op in ops)))
        locks = [page.somebody.op("el.lock", ids=[note_id(theirs("lock", zone, page.somebody.seat))]) for zone in RULED]
        for (zone, deed, op), code in zip(ops, answers, strict=True):
            told[role.value, zone, deed.value, op["k"], op.get("type")] = code
            said[role.value, zone, deed.value, op["k"], op.get("type")] = expected(role, mode, RULED[zone], deed)
        assert set(codes(page.ops(*locks))) == {policy.MATRIX[role][mode][Deed.LOCK]}

    assert told == said
    assert len(told) == len(SeatRole) * len(RULED) * 12


def test_every_deed_is_asked_and_every_code_is_heard():
    heard = {
        expected(role, mode, rule, deed)
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
