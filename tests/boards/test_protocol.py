"""The chapter on boards shows messages the code can read, one of every kind."""

import json
import re

import pytest

from app.boards import wire
from app.boards.engine import codec
from app.boards.engine.schema import Event, Op
from app.boards.pointing import read_pointing
from tests.places import DOCS

EXAMPLE = re.compile(r"^```json ([a-z-]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = EXAMPLE.findall((DOCS / "protocol.md").read_text())
PLAIN = str.maketrans({"…": "-"})

READERS = {
    "op": codec.read_op,
    "event": codec.read_event,
    "hello": wire.read_hello,
    "ops": wire.read_batch,
    "since": wire.read_since,
    "bye": wire.read_bye,
    "presence": read_pointing,
}


def examples(name: str) -> list[dict]:
    return [json.loads(text.translate(PLAIN)) for kind, text in EXAMPLES if kind == name]


@pytest.mark.parametrize("name", sorted(READERS))
def test_every_example_can_be_read(name):
    assert examples(name)
    for example in examples(name):
        READERS[name](example)


def test_there_is_one_example_of_every_kind_of_op_and_event():
    kinds = {name: [example["k"] for example in examples(name)] for name in ("op", "event")}

    assert {name: sorted(found) for name, found in kinds.items()} == {
        "op": sorted(struct.__struct_config__.tag for struct in Op.__args__),
        "event": sorted(struct.__struct_config__.tag for struct in Event.__args__),
    }


def test_the_answers_are_as_shown(room, join):
    from tests.boards.conftest import note_id
    from tests.boards.test_reading import welcome

    ada, bo = join("Ada"), join("Bo")
    ada.add("one")

    answer = bo.send(bo.note("two"), bo.op("el.del", ids=[note_id("one")]))
    greeted = welcome(bo, since=0, e=room.epoch)

    assert [set(entry) for entry in answer["a"]] == [set(entry) for entry in examples("ops-answer")[0]["a"]]
    assert set(greeted) == set(examples("hello-answer")[0])
    assert set(greeted["rules"]) == set(examples("hello-answer")[0]["rules"])
    assert set(greeted["frame"]) == set(examples("frame")[0])


def test_the_frames_of_presence_are_as_shown():
    from datetime import UTC, datetime
    from itertools import count

    from app.boards.told import Rules, View, news
    from app.boards.whereabouts import Whereabouts

    numbers, noon = count(1), datetime(2026, 3, 23, 12, tzinfo=UTC)
    board = Whereabouts(lambda: next(numbers))
    board.come("Bo", seat="s_Bo", name="Bo", leads=False)
    board.say("Bo", (120, 44), "e_note", noon, chosen=("e_note",))
    before = View(who={99: ("s_Cy", "Cy")}, cursors={99: (1, 1)}, chosen=frozenset({("e_note", 99)}))

    told = news(before, board.look(Rules(private=False, named=True), {"e_note"}, noon))

    shown = examples("presence-frame")[0]
    assert {"b", *told} == set(shown)
    assert [[type(part) for part in row] for row in told["who"]] == [[type(part) for part in shown["who"][0]]]
