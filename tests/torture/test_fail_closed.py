"""A check that breaks refuses: nothing it would have judged is applied, and nobody learns what broke.

Every function that is asked while ops are decided is made to break, one after another: those of the engine, and
those that say who may do what, as whom, and which images they may show. An op that asked it is refused and leaves
no row; one that did not is as good as ever.
"""

import importlib
import logging
import pkgutil
import sys
from collections import defaultdict
from functools import cache, partial
from types import FunctionType, ModuleType

import pytest

from app.boards import alias, engine, images, merging, policy, scene, text, yupdate
from app.boards.exchange import Held
from tests.assets.conftest import put
from tests.assets.pictures import png
from tests.boards.conftest import Somebody, make_room
from tests.torture.one_of_each import batches, lay

JUDGES = [
    importlib.import_module(f"app.boards.engine.{module.name}")
    for module in pkgutil.iter_modules(engine.__path__)
    # What reads and writes is asked by everything else as well.
    if module.name not in {"codec", "schema", "apply", "inverse"}
] + [merging, yupdate, text, policy, scene, images, alias]

ASKED_BY_OTHERS = {
    "alias.refusal_of": "what keeps an op as refused",
    "engine.asked.fits": "answers to what a canvas asks; that of these boards asks for nothing",
    "engine.audience.told_to": "what tells rows, and pages",
    "engine.fitting._is_wide": "as guess",
    "engine.fitting.guess": "what is printed",
    "engine.fitting.letters_of": "as guess",
    "engine.fitting.lines_of": "as guess",
    "engine.fitting.room_for": "as guess",
    "engine.fitting.whole_lines": "as guess",
    "engine.groups._unfit": "what is refused by then: it says with which code",
    "engine.groups.holders_first": "reveals and ways back",
    "engine.order._count": "as after",
    "engine.order._head": "as after",
    "engine.order.after": "what lays notes where no page did: its own keys",
    "engine.showing.waits": "what tells screens that notes are hidden, where some wait for a reveal",
    "images.may_return": "what copies an image to another board, which gives nothing where that breaks",
    "policy.only_read": "dots",
    "policy.ruling": "pages, and the form of the rules",
    "policy.signs": "pages",
    "scene.marks_of_removed": "as waits, and pages",
}
"""What no op asks that is taken, with what does."""

CLOSED = {"op-broken", "broken", "malformed", "unavailable"}
"""How an op is refused whose check broke: alone, or with all it came with where even a refusal could not be kept."""


def functions() -> list[str]:
    return sorted(
        f"{module.__name__.removeprefix('app.boards.')}.{name}"
        for module in JUDGES
        for name, thing_ in vars(module).items()
        if isinstance(thing_, FunctionType) and thing_.__module__ == module.__name__
    )


@pytest.fixture
def room(app):
    logging.disable(logging.CRITICAL)
    made = make_room(app)
    made.join("Bo")
    made.asset = put(made.people["Ada"], png("red"))
    lay(made)
    yield made
    logging.disable(logging.NOTSET)


def send(room, page: Somebody, batch: dict) -> str:
    """Send it to a house that remembers nothing of the board; what becomes of its op."""
    from app.boards.desk import desk

    with room.app.app_context():
        desk().committer.lane(room.board).held = Held()
    headers = {"X-CSRFToken": page.browser.token()}
    answer = page.browser.post(f"/boards/{room.board}/ops/", json=batch, headers=headers).get_json()
    return answer.get("x") or answer["a"][0].get("x", "taken")


def rows(room) -> int:
    return room.rows("SELECT seq FROM board WHERE id = :board")[0][0]


@pytest.mark.row("R3", partly=True)
@pytest.mark.sqlite_only("breaks what decides in this process, which asks no database")
@pytest.mark.long
def test_a_check_that_breaks_refuses_and_nothing_is_applied(room, monkeypatch, clock):
    asking, wrong = who_asks(room, monkeypatch, clock), []
    told = len(batches(room, room.asset))

    for number, (name, asked) in enumerate(asking.items(), 1):
        # Nobody may write faster than people do.
        clock(30 * (told + number))
        begin_anew(room)
        todo = batches(room, room.asset)
        another = next((each for each in range(len(todo)) if each not in asked), None)
        with monkeypatch.context() as broken:
            touched = break_down(broken, name)
            for each in sorted({*asked, another} - {None}):
                touched.clear()
                at = rows(room)
                said = send(room, *todo[each])
                right = said in CLOSED and rows(room) == at if touched else said == "taken" and each == another
                if not right:
                    wrong.append((name, todo[each][1]["ops"][0], said, rows(room) - at))

    assert wrong == []
    assert sorted(set(functions()) - set(asking)) == sorted(ASKED_BY_OTHERS)


def who_asks(room, monkeypatch, clock) -> dict[str, set[int]]:
    """By function the batches that ask it on a new board, where none is broken."""
    asking = defaultdict(set)
    for number in range(len(batches(room, room.asset))):
        clock(30 * number)
        begin_anew(room)
        page, batch = batches(room, room.asset)[number]
        with monkeypatch.context() as watched:
            heard = set()
            for name in functions():
                replace(watched, name, partial(listening, name, heard))
            assert send(room, page, batch) == "taken", batch
        for name in heard:
            asking[name].add(number)
    return dict(sorted(asking.items()))


def listening(name: str, heard: set[str], right):
    """A function that is as it was, and is heard of when it is asked."""

    def asked(*arguments, **options):
        heard.add(name)
        return right(*arguments, **options)

    return asked


def break_down(monkeypatch, name: str) -> list[str]:
    """Let a function raise wherever it is known; what is returned fills when it is asked."""
    touched = []

    def raises(*_arguments, **_options):
        touched.append(name)
        raise RuntimeError("a check broke")

    replace(monkeypatch, name, lambda _right: raises)
    return touched


def replace(monkeypatch, name: str, made) -> None:
    """Put something else in the place of a function, wherever it is known."""
    module, _, function = f"app.boards.{name}".rpartition(".")
    right = getattr(sys.modules[module], function)
    wrong = made(right)
    for other, known in places(len(sys.modules))[right]:
        monkeypatch.setattr(other, known, wrong)


@cache
def places(_modules: int) -> dict[FunctionType, list[tuple[ModuleType, str]]]:
    """By function the modules that know it, and as what: looked up while nothing is replaced, anew for more modules."""
    found = defaultdict(list)
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("app.boards"):
            for known, thing_ in vars(module).items():
                if isinstance(thing_, FunctionType):
                    found[thing_].append((module, known))
    return found


def begin_anew(room) -> None:
    """The board as it was at first, for the next check."""
    from sqlalchemy import text as sql

    from app.db import db

    with room.app.app_context(), db.engine.begin() as connection:
        for table in ("op", "element", "element_text", "text_author", "client_cursor", "refused_op"):
            connection.execute(sql(f"DELETE FROM {table} WHERE board_id = :board"), {"board": room.board})
        connection.execute(sql("UPDATE board SET seq = 0 WHERE id = :board"), {"board": room.board})
        held = {"asset": room.asset, "seat": room.people["Ada"].seat}
        connection.execute(sql("DELETE FROM asset_holder"))
        connection.execute(sql("INSERT INTO asset_holder (asset_id, seat_id) VALUES (:asset, :seat)"), held)
    room.people["Ada"].n = 0
    lay(room)
