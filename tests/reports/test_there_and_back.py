"""Whatever was done on a board and voted on it: its file loads, and what was loaded makes the same file."""

import json
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.boards.conftest import make_room, note_id
from tests.boards.notepad import Notepad, cut
from tests.reports.taking_along import boards_of, load
from tests.voting.conftest import Votes

NAMES = ("first", "second", "third", "group")
ZONES = ("policy", "talent")


@dataclass
class Life:
    """What Ada does on a board, each deed by one word and whatever becomes of it."""

    votes: Votes
    pads: int = 0
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def ada(self):
        return self.votes.room.people["Ada"]

    def add(self, name: str, zone: str) -> None:
        kind = self.ada.group if name == "group" else self.ada.note
        self.ada.send(kind(f"This is {name}", name=name, zone=zone))

    def rewrite(self, name: str, zone: str) -> None:
        self.ada.send(self.ada.op("txt.put", id=note_id(name), t=f"Now {name} in {zone}"))

    def empty(self, name: str, _zone: str) -> None:
        if note_id(name) not in {note["id"] for note in self.ada.sees()} or name == "group":
            return
        self.pads += 1
        pad = Notepad(self.ada, note_id(name), yc=self.pads).open()
        pad.write(cut(0, len(pad.text.encode())))

    def change(self, name: str, zone: str) -> None:
        lang, colour = ("ar", "red") if zone == "talent" else (None, None)
        words = {"lang": lang, "colour": colour, "gloss": f"In other words: {zone}", "w": 200}
        self.ada.send(self.ada.op("el.set", id=note_id(name), p=words))

    def move(self, name: str, zone: str) -> None:
        self.ada.send(self.ada.op("el.move", id=note_id(name), zone=zone, z="Q", x=-5, y=900))

    def group(self, name: str, zone: str) -> None:
        place = {"zone": zone, "z": "R", "x": 40, "y": 90}
        self.ada.send(self.ada.op("el.move", id=note_id(name), parent=note_id("group"), **place))

    def delete(self, name: str, _zone: str) -> None:
        self.ada.send(self.ada.op("el.del", ids=[note_id(name)]))

    def bring_back(self, name: str, _zone: str) -> None:
        self.ada.send(self.ada.op("el.undel", ids=[note_id(name)]))

    def ask(self, name: str, zone: str) -> None:
        """Open a vote on a zone or all of the board, where none is open."""
        if not self.votes.round_id:
            self.votes.open(dots=3, zone=zone if name == "third" else None, one_per_note=name == "second")

    def vote(self, name: str, _zone: str) -> None:
        if self.votes.round_id:
            self.votes.join("Ada").give(name)

    def count(self, _name: str, _zone: str) -> None:
        if self.votes.round_id:
            self.votes.close()
            self.votes.round_id = ""


DEEDS = ("add", "rewrite", "empty", "change", "move", "group", "delete", "bring_back", "ask", "vote", "count")
steps = st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(NAMES), st.sampled_from(ZONES)), max_size=20)
BEGUN = [("add", name, "policy") for name in NAMES]


def there_and_back(app, lived) -> tuple[list, list]:
    """The boards as they were taken along, and as they are where they were loaded."""
    life = Life(Votes(make_room(app)))
    for deed, name, zone in [*BEGUN, *lived, ("count", "", "")]:
        getattr(life, deed)(name, zone)
    taken = boards_of(life.ada, life.votes.room.id)
    elsewhere = make_room(app, leader="Cleo")

    answer = load(elsewhere.people["Cleo"], elsewhere.id, json.dumps(taken).encode())

    assert answer.status_code == 303, answer.text
    return taken["boards"], boards_of(elsewhere.people["Cleo"], elsewhere.id)["boards"]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lived=steps)
def test_any_life_of_a_board_loads_back_equal(app, lived):
    taken, brought = there_and_back(app, lived)

    assert brought == taken


def test_a_vote_in_a_zone_that_was_empty_still_asked_about_nothing(app):
    lived = [("ask", "third", "talent"), ("count", "", ""), ("move", "first", "talent")]

    taken, brought = there_and_back(app, lived)

    assert brought == taken
    assert taken[0]["votes"][0]["candidates"] == 0


def test_a_note_that_got_dots_and_was_deleted_keeps_them_and_its_words(app):
    votes_of_two = [("ask", "first", "policy"), ("vote", "first", ""), ("vote", "second", ""), ("vote", "first", "")]
    lived = [*votes_of_two, ("count", "", ""), ("delete", "first", ""), ("rewrite", "second", "policy")]

    taken, brought = there_and_back(app, lived)

    assert brought == taken
    assert taken[0]["votes"][0]["candidates"] == len(NAMES)
    assert taken[0]["votes"][0]["results"] == [
        {
            "element": note_id("first"),
            "dots": 2,
            "was": {"type": "note", "zone": "policy", "text": "This is first"},
        },
        {
            "element": note_id("second"),
            "dots": 1,
            "was": {"type": "note", "zone": "policy", "text": "This is second"},
        },
    ]


def test_a_board_of_which_only_the_vote_is_left_comes_along(app):
    deleted = [("delete", name, "") for name in NAMES]

    taken, brought = there_and_back(app, [("ask", "", ""), ("vote", "first", ""), ("count", "", ""), *deleted])

    assert brought == taken
    assert (taken[0]["elements"], len(taken[0]["votes"])) == ([], 1)


def test_notes_that_say_nothing_stay_behind(app):
    taken, brought = there_and_back(app, [("empty", "first", "")])

    assert brought == taken
    assert note_id("first") not in {element["id"] for element in taken[0]["elements"]}


@pytest.fixture
def taken(app) -> dict:
    life = Life(Votes(make_room(app)))
    life.add("first", "policy")
    return boards_of(life.ada, life.votes.room.id)


def test_a_note_without_words_in_a_file_of_long_ago_is_passed_over(app, taken):
    taken["boards"][0]["elements"].append({**taken["boards"][0]["elements"][0], "id": note_id("empty"), "text": " "})
    elsewhere = make_room(app, leader="Cleo")

    answer = load(elsewhere.people["Cleo"], elsewhere.id, json.dumps(taken).encode())

    assert answer.status_code == 303
    assert [note["id"] for note in elsewhere.people["Cleo"].sees()] == [note_id("first")]


def test_why_a_file_is_refused_is_said_in_whole_sentences(app, taken):
    taken["boards"][0]["elements"][0]["text"] = "x" * 6000
    elsewhere = make_room(app, leader="Cleo")

    answer = load(elsewhere.people["Cleo"], elsewhere.id, json.dumps(taken).encode())

    assert answer.status_code == 422
    assert (
        "look at ecosystem_enablers. A note holds at most 5,000 characters. Nothing was loaded.</span>" in answer.text
    )


def test_elements_of_every_type_come_along_locked_as_they_were(app):
    room = make_room(app)
    ada = room.people["Ada"]
    labs, shape = note_id("labs"), note_id("shape")
    put = {"x": 100, "y": 100}
    things = [
        ("frame", "Labs", {}, None),
        ("shape", "", {"form": "oval"}, None),
        ("group", "Access", {}, note_id("frame")),
        ("text", "What we heard", {"size": "huge"}, note_id("frame")),
        ("ink", "", {"pts": [1, -2] * 900, "final": True, "pen": 3}, None),
        ("connector", "leads to", {"start": shape, "end": labs, "arrow": "both"}, None),
        ("comment", "Which labs?", {"about": labs, "resolved": True}, None),
    ]
    ops = [ada.note("Idle lab days", name="labs", p={**put, "colour": "red"})]
    for type_, text, props, parent in things:
        within = {"parent": parent} if parent else {}
        ops.append({**ada.note(text, name=type_, p={**put, **props}, **within), "type": type_})
    answer = ada.send(*ops, ada.op("el.lock", ids=[labs]))
    elsewhere = make_room(app, leader="Cleo")

    taken = boards_of(ada, room.id)
    loaded = load(elsewhere.people["Cleo"], elsewhere.id, json.dumps(taken).encode())

    brought = boards_of(elsewhere.people["Cleo"], elsewhere.id)
    assert [entry.get("x") for entry in answer["a"]] == [None] * 9
    assert (loaded.status_code, brought["boards"]) == (303, taken["boards"])
    assert {element["type"] for element in taken["boards"][0]["elements"]} == {"note", *(each[0] for each in things)}
    assert next(each for each in taken["boards"][0]["elements"] if each["id"] == labs)["locked"] is True
