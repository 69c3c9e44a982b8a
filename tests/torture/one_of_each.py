"""A board with one thing of each kind, and one op of each kind about them."""

from tests.boards.conftest import Room, Somebody, note_id
from tests.boards.notepad import Notepad, cut, insert
from tests.boards.test_elements import thing

THINGS = ("one", "two", "three", "four", "five", "gone", "waiting", "hidden", "secret")
AT = {"x": 30, "y": 100}


def lay(room: Room) -> None:
    """What the ops are about."""
    ada = room.people["Ada"]
    group, outer = note_id("group"), note_id("outer")
    answer = ada.send(
        ada.group("a group", name="group"),
        *(ada.note(name, name=name) for name in THINGS),
        ada.note("👍 in pairs", name="pairs"),
        {**ada.note("its key grew", name="long"), "z": "V" * 12},
        ada.note("in the group", name="member", parent=group),
        {**ada.note("in another zone", name="elsewhere"), "zone": "talent"},
        thing(ada, "frame", "outer"),
        thing(ada, "frame", "inner", parent=outer),
        thing(ada, "frame", "loose"),
        thing(ada, "shape", "shape", form="oval"),
        thing(ada, "connector", "line", start=note_id("shape"), end=[5, 5]),
        thing(ada, "connector", "arrow", start=note_id("one"), end=note_id("five")),
        thing(ada, "ink", "ink", pts=[1, 2]),
        thing(ada, "frame", "folded", parent=outer),
        ada.op("el.del", ids=[note_id("gone"), note_id("folded")]),
        ada.op("el.hide", ids=[note_id("waiting")]),
        ada.op("txt.put", id=note_id("one"), t="kept for later", pm=1, l=note_id("late")),
    )
    assert [entry.get("x") for entry in answer["a"]] == [None] * (len(THINGS) + 16)


def batches(room: Room, asset: str) -> list[tuple[Somebody, dict]]:
    """One op of each kind, each from a page of its own, so that none waits for another."""
    ada = room.people["Ada"]
    one, two, group, late = (note_id(name) for name in ("one", "two", "group", "late"))
    place = {"zone": "policy", "z": "V1", "x": 1, "y": 2}
    kept = {"pm": 1, "l": late}
    ops = [
        lambda page: page.note("new", name="new", parent=group),
        lambda page: page.note("beside what lies there", name="beside", fp=True),
        lambda page: page.note("in a group, beside what lies there", name="joining", parent=group, fp=True),
        lambda page: page.note("wider than its zone", name="wide", parent=group, fp=True, p={**AT, "w": 9_000}),
        lambda page: {**thing(page, "shape", "wider than its zone", form="oval", w=9_000), "fp": True},
        lambda page: page.op("el.set", id=one, p={"x": 7, "colour": "teal"}),
        lambda page: page.op("el.move", id=one, parent=group, **place),
        lambda page: page.op("el.move", id=note_id("loose"), parent=note_id("inner"), **place),
        lambda page: page.op("el.move", id=note_id("outer"), **{**place, "zone": "talent"}),
        lambda page: page.op("el.move", id=note_id("elsewhere"), **place),
        lambda page: page.op("el.move", id=note_id("four"), **{**place, "z": "V" * 50 + "1"}),
        lambda page: page.op("el.del", ids=[group, note_id("shape")]),
        lambda page: page.op("el.undel", ids=[note_id("gone"), note_id("folded")]),
        lambda page: page.op("txt.put", id=note_id("secret"), t="secret, and mine", was="secret and old"),
        lambda page: page.op("txt.put", id=two, t="two anew", was="two"),
        lambda page: page.op("txt.put", id=note_id("inner"), t="another title"),
        lambda page: page.op("txt.put", id=one, t="too late", pm=1, l=note_id("later")),
        lambda page: page.op("txt.put", id=one, t="later still", **kept),
        lambda page: Notepad(page, note_id("three"), 4_242).open().op(insert(3, " more")),
        lambda page: Notepad(page, note_id("pairs"), 4_243).open().op(cut(5, 8)),
        lambda page: page.op("ink.add", id=note_id("ink"), at=2, pts=[3, 4], final=True),
        lambda page: page.op("el.lock", ids=[note_id("line")]),
        lambda page: page.op("el.merge", id=note_id("four"), ids=[note_id("five")]),
        lambda page: page.op("el.hide", ids=[note_id("hidden")]),
        lambda page: page.op("el.show", ids=[note_id("waiting")]),
        lambda page: thing(page, "connector", "tie", start=note_id("waiting"), end=two),
        lambda page: page.op("el.set", id=note_id("arrow"), p={"end": two}),
        lambda page: thing(page, "comment", "comment", "Which?", about=two),
        lambda page: thing(page, "image", "image", "red", asset=asset),
    ]
    pages = [ada.page(f"page-{number}-of-ada") for number in range(len(ops))]
    bo = room.people["Bo"].page("the-page-of-bo")
    of_bo = (bo, bo.batch(bo.note("of Bo", name="bo")))
    return [*((page, page.batch(op(page))) for page, op in zip(pages, ops, strict=True)), of_bo]
