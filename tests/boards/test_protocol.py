"""The chapter on boards shows messages the code can read, one of every kind."""

import json
import re

import pytest

from app.boards import wire
from app.boards.engine import codec
from app.boards.engine.schema import Event, Op
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
