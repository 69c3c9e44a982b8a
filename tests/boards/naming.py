"""Ops of every kind that name something: what a board answers where they may not tell whether it is there."""

from base64 import b64encode
from collections.abc import Callable
from typing import get_args

from app.boards.engine import ops
from app.boards.merging import seed
from tests.boards.conftest import Somebody, note_id
from tests.boards.notepad import Notepad, insert

KINDS = frozenset(kind.__struct_config__.tag for kind in get_args(ops.Op))
"""Every kind of op there is."""

NOBODYS = note_id("nobody ever had it")
HERE = {"x": 1, "y": 1}
LONG = " ".join(f"w{number}" for number in range(900))
LATE = note_id("kept as that, if late")

NAMING: dict[str, Callable[[Somebody, str], dict]] = {
    "el.add into it": lambda who, id_: who.note("Inside", parent=id_),
    "el.add about it": lambda who, id_: {**who.note("About", p={**HERE, "about": id_}), "type": "comment"},
    "el.add tied to it": lambda who, id_: {
        **who.note("Tied", p={**HERE, "start": id_, "end": [5, 5]}),
        "type": "connector",
    },
    "el.set": lambda who, id_: who.op("el.set", id=id_, p={"x": 9}),
    "el.set of fields": lambda who, id_: who.op("el.set", id=id_, p={"fields": {"impact": 3}}),
    "el.move": lambda who, id_: who.op("el.move", id=id_, zone="policy", z="V1", **HERE),
    "el.move into it": lambda who, id_: who.op("el.move", id=note_id("own"), zone="policy", z="V1", parent=id_, **HERE),
    "el.del": lambda who, id_: who.op("el.del", ids=[id_]),
    "el.del of both": lambda who, id_: who.op("el.del", ids=[note_id("own"), id_]),
    "el.undel": lambda who, id_: who.op("el.undel", ids=[id_]),
    "el.show": lambda who, id_: who.op("el.show", ids=[id_]),
    "el.hide": lambda who, id_: who.op("el.hide", ids=[id_]),
    "el.lock": lambda who, id_: who.op("el.lock", ids=[id_]),
    "el.unlock": lambda who, id_: who.op("el.unlock", ids=[id_]),
    "txt.put": lambda who, id_: who.op("txt.put", id=id_, t="Mine"),
    "txt.put made from others": lambda who, id_: who.op("txt.put", id=id_, t=f"{LONG} mine", was=LONG),
    "txt.put for a reveal": lambda who, id_: who.op("txt.put", id=id_, t="Mine", pm=1, l=LATE),
    "txt": lambda who, id_: step(who, id_, 4711),
    "ink.add": lambda who, id_: who.op("ink.add", id=id_, at=0, pts=[1, 1]),
    "el.merge of it": lambda who, id_: who.op("el.merge", id=note_id("own"), ids=[id_]),
    "el.merge into it": lambda who, id_: who.op("el.merge", id=id_, ids=[note_id("own")]),
}
"""Each kind, in every place where an op names something."""


def step(who: Somebody, id_: str, client: int, words: str = "Idle lab days", **more: object) -> dict:
    """One step of writing in a text that nobody wrote in before, as the page makes it."""
    pad = Notepad(who, id_, client)
    pad.take(b64encode(seed(id_, words)).decode())
    return pad.op(insert(0, "Many "), **more)


def kinds_in(names: object) -> set[str]:
    """The kinds that a table of these names holds."""
    return {str(name).split(" ", maxsplit=1)[0] for name in names}
