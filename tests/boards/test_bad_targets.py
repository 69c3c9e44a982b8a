"""Ids of other boards and workshops: each op that names one is answered as if there were no such thing anywhere."""

import pytest

from tests.boards.conftest import make_room, note_id

NOWHERE = note_id("Nowhere at all")
HERE = {"x": 0, "y": 0}
MANY = ["el.del", "el.undel", "el.show", "el.hide", "el.lock", "el.unlock"]

NAMING = {
    "el.set": lambda one, note, _group: one.op("el.set", id=note, p={"x": 1}),
    "el.move": lambda one, note, _group: one.op("el.move", id=note, zone="policy", z="V1", **HERE),
    "el.merge": lambda one, note, _group: one.op("el.merge", id=note_id("Idle lab days"), ids=[note]),
    "txt.put": lambda one, note, _group: one.op("txt.put", id=note, t="Words"),
    "txt": lambda one, note, _group: one.op("txt", id=note, t="Words", u="AQHVv5uVBQA=", yc=4711),
    "ink.add": lambda one, note, _group: one.op("ink.add", id=note, at=0, pts=[1, 2]),
    "into its group": lambda one, _note, group: one.note("Mine", parent=group),
    "tied to it": lambda one, note, _group: {
        **one.note("Tied", p={**HERE, "start": note, "end": [0, 0]}),
        "type": "connector",
    },
    "about it": lambda one, note, _group: {**one.note("About", p={**HERE, "about": note}), "type": "comment"},
    **{k: (lambda one, note, _group, k=k: one.op(k, ids=[note])) for k in MANY},
}


@pytest.fixture
def elsewhere(app):
    """A note and a group on the board of another workshop."""
    room = make_room(app, leader="Zoe")
    zoe = room.people["Zoe"]
    zoe.send(zoe.note("Of others"), zoe.group("Group of others"))
    return note_id("Of others"), note_id("Group of others")


@pytest.mark.parametrize("kind", NAMING)
def test_what_lies_on_another_board_is_not_there(room, join, elsewhere, kind):
    ada = join("Ada")
    ada.add()

    told = ada.send(NAMING[kind](ada, *elsewhere))["a"][0]
    of_nothing = ada.send(NAMING[kind](ada, NOWHERE, NOWHERE))["a"][0]

    assert told["x"] == of_nothing["x"] == ("about-missing" if kind == "about it" else "bad-target")
    assert told["say"] == of_nothing["say"]
    assert [kind for _seq, kind, _audience in room.log()] == ["el.add"]


def test_an_id_that_is_used_on_another_board_is_free_here(room, join, elsewhere):
    ada = join("Ada")

    assert "s" in ada.send(ada.note("Mine", name="Of others"))["a"][0]
