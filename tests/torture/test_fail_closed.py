"""A check that breaks refuses: nothing it would have judged is applied, and nobody learns what broke.

Every function of the engine that is asked while ops are decided is made to break, one after another. An op that
asked it is refused and leaves no row; an op that did not is as good as ever.
"""

import importlib
import logging
import pkgutil
import sys
from types import FunctionType

import pytest

from app.boards import engine, merging, text, yupdate
from tests.boards.conftest import make_room, note_id
from tests.boards.notepad import Notepad, insert

JUDGES = [
    importlib.import_module(f"app.boards.engine.{module.name}")
    for module in pkgutil.iter_modules(engine.__path__)
    # What reads and writes is asked by everything else as well.
    if module.name not in {"codec", "schema", "apply", "inverse"}
] + [merging, yupdate, text]


CLOSED = {"op-broken", "broken", "malformed", "unavailable"}
"""How an op is refused whose check broke: alone, or with all it came with where even a refusal could not be kept."""


def functions() -> list[str]:
    return sorted(
        f"{module.__name__}.{name}"
        for module in JUDGES
        for name, thing in vars(module).items()
        if isinstance(thing, FunctionType) and thing.__module__ == module.__name__
    )


@pytest.fixture
def room(app):
    logging.disable(logging.CRITICAL)
    made = make_room(app)
    lay(made)
    yield made
    logging.disable(logging.NOTSET)


def lay(room) -> None:
    """What the ops are about."""
    ada = room.people["Ada"]
    ada.send(*(ada.note(name, name=name) for name in ("one", "two", "gone")), ada.group("a group", name="group"))
    ada.send(ada.op("el.del", ids=[note_id("gone")]))


def batches(room) -> list[dict]:
    """One op of each kind, each from a page of its own, so that none waits for another."""
    ada = room.people["Ada"]
    pages = [ada.page(f"page-{number}-of-ada") for number in range(8)]
    place = {"zone": "policy", "z": "V1", "x": 1, "y": 2}
    pad = Notepad(pages[7], note_id("two"), 4_242).open()
    ops = [
        pages[0].note("three", name="three", parent=note_id("group")),
        pages[1].op("el.set", id=note_id("one"), p={"x": 7, "colour": "teal"}),
        pages[2].op("el.move", id=note_id("one"), parent=note_id("group"), **place),
        pages[3].op("el.del", ids=[note_id("group")]),
        pages[4].op("el.undel", ids=[note_id("gone")]),
        pages[5].op("txt.put", id=note_id("two"), t="two anew", was="two"),
        pages[6].op("txt.put", id=note_id("group"), t="another title"),
        pad.op(insert(3, " more")),
    ]
    return [page.batch(op) for page, op in zip(pages, ops, strict=True)]


def send(room, batch: dict) -> str:
    ada = room.people["Ada"]
    headers = {"X-CSRFToken": ada.browser.token()}
    answer = ada.browser.post(f"/boards/{room.board}/ops/", json=batch, headers=headers).get_json()
    return answer.get("x") or answer["a"][0].get("x", "taken")


def rows(room) -> int:
    return room.rows("SELECT seq FROM board WHERE id = :board")[0][0]


@pytest.mark.row("R3", partly=True)
def test_a_check_that_breaks_refuses_and_nothing_is_applied(room, monkeypatch, clock):
    asked, applied = set(), []
    for number, name in enumerate(functions()):
        # Nobody may write faster than people do.
        clock(10 * number)
        # The same ops every time, on the same board.
        todo = batches(room)
        with monkeypatch.context() as broken:
            touched = break_down(broken, name)
            for batch in todo:
                touched.clear()
                at = rows(room)
                said = send(room, batch)
                if touched:
                    asked.add(name)
                    if said not in CLOSED or rows(room) != at:
                        applied.append((name, batch["ops"][0]["k"], said, rows(room) - at))
                else:
                    assert said not in CLOSED
        begin_anew(room)

    assert applied == []
    assert len(asked) > len(JUDGES), asked


def break_down(monkeypatch, name: str) -> list[str]:
    """Let a function raise wherever it is known; what is returned fills when it is asked."""
    module, _, function = name.rpartition(".")
    right, touched = getattr(sys.modules[module], function), []

    def raises(*_arguments, **_options):
        touched.append(name)
        raise RuntimeError("a check broke")

    for other in list(sys.modules.values()):
        if getattr(other, "__name__", "").startswith("app.boards"):
            for known, thing in list(vars(other).items()):
                if thing is right:
                    monkeypatch.setattr(other, known, raises)
    return touched


def begin_anew(room) -> None:
    """The board as it was at first, for the next check."""
    from sqlalchemy import text as sql

    from app.boards.desk import desk
    from app.boards.exchange import Held
    from app.db import db

    with room.app.app_context():
        with db.engine.begin() as connection:
            for table in ("op", "element", "element_text", "text_author", "client_cursor", "refused_op"):
                connection.execute(sql(f"DELETE FROM {table} WHERE board_id = :board"), {"board": room.board})
            connection.execute(sql("UPDATE board SET seq = 0 WHERE id = :board"), {"board": room.board})
        desk().committer.lane(room.board).held = Held()
    room.people["Ada"].n = 0
    lay(room)
