"""What is hidden takes as long to refuse as what is not there."""

from collections.abc import Callable

import pytest

from tests.assets.conftest import look, put, show
from tests.assets.pictures import png
from tests.boards.conftest import note_id
from tests.by_the_clock import MOST, Ask, assert_no_clock_tells, gaps

NOBODYS = "e_nobody-has-ever-had-it"
PLACE = {"zone": "policy", "z": "V1", "x": 1, "y": 1}
ADDED = {"id": note_id("a new one"), "zone": "policy", "z": "V1", "p": {"x": 1, "y": 1}, "t": "words"}

DEEDS: dict[str, Callable[[str], dict]] = {
    "el.set": lambda id_: {"id": id_, "p": {"x": 1}},
    "el.move": lambda id_: {"id": id_, **PLACE},
    "el.del": lambda id_: {"ids": [id_]},
    "el.undel": lambda id_: {"ids": [id_]},
    "el.show": lambda id_: {"ids": [id_]},
    "el.hide": lambda id_: {"ids": [id_]},
    "el.lock": lambda id_: {"ids": [id_]},
    "txt.put": lambda id_: {"id": id_, "t": "words", "was": "other words"},
    "txt": lambda id_: {"id": id_, "u": "AQHVv5uVBQA=", "yc": 4711, "t": "words"},
    "ink.add": lambda id_: {"id": id_, "at": 0, "pts": [1, 1]},
    "el.merge": lambda id_: {"id": note_id("mine"), "ids": [id_]},
    "el.add": lambda id_: {**ADDED, "type": "note", "parent": id_},
    "el.add of a comment": lambda id_: {**ADDED, "type": "comment", "p": {**ADDED["p"], "about": id_}},
    "el.add of a connector": lambda id_: {
        **ADDED,
        "type": "connector",
        "p": {**ADDED["p"], "start": id_, "end": [5, 5]},
    },
}


@pytest.fixture
def house(app, room, join, clock):
    """Bo, who sees nothing of what Ada keeps for herself: a note among many, a group, an image."""
    ada, bo = room.people["Ada"], join("Bo")
    for number in range(3):
        clock(60 * number)
        ada.send(*[ada.note(f"one of many {number} {each}") for each in range(30)])
    bo.add("mine")
    room.write("private")
    ada.add("hidden", pm=1)
    asset = put(ada, png())
    show(ada, asset, pm=1)
    return bo, asset


def test_an_op_is_refused_as_soon_for_a_hidden_note_as_for_none(house, clock):
    bo, _asset = house
    asked, passed = {}, iter(range(1_000, 1_000_000, 60))

    def send(name: str) -> Ask:
        def ask(id_: str) -> object:
            return bo.send(bo.op(name.split(" ", maxsplit=1)[0], pm=1, **DEEDS[name](id_)))

        return ask

    for name in DEEDS:
        ask = send(name)
        said = [ask(id_)["a"][0]["x"] for id_ in (note_id("hidden"), NOBODYS)]
        assert said[0] == said[1], name
        clock(next(passed))
        asked[name] = (ask, note_id("hidden"), NOBODYS)
        assert gaps({name: asked[name]})[name] <= MOST, name


def test_a_page_is_refused_as_soon_for_what_is_hidden_as_for_nothing(house):
    bo, asset = house

    def get(address: str) -> Ask:
        return lambda id_: bo.browser.get(address.format(id=id_, board=bo.room.board)).status_code

    note = note_id("hidden")
    asked = {
        "the text of a note": (get("/boards/{board}/texts/{id}/"), note, NOBODYS),
        "taking it into a plan": (get("/plans/promotion/?board={board}&note={id}"), note, NOBODYS),
        "an image": (lambda id_: look(bo, id_).status_code, asset, "nobody-has-ever-had-it"),
    }

    assert [ask(hidden) for ask, hidden, _ in asked.values()] == [ask(absent) for ask, _, absent in asked.values()]
    assert_no_clock_tells(asked)
