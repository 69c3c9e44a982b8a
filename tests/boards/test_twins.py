"""The two reducers on seeded random histories: same decisions, same events, same boards, byte for byte."""

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from app.boards.engine import codec, order
from app.boards.engine.apply import apply, replay
from app.boards.engine.decide import decide
from app.boards.engine.state import Board, Context, Deed, Refusal
from tests.boards.vectors import as_data
from tests.places import ROOT

HISTORIES, LENGTH = 2_000, 60
SEATS = ("s_ada", "s_bo", "s_fay")
ZONES = ("gaps", "ideas", "elsewhere")
TEXTS = ("Idle lab days", "👍" * 260, "é" * 501, "", " \u3000\n", "a\u0007", "مختبر", "实验室\n二", "x" * 500)
COLOURS = ("blue", "teal", "plain", None)


def history(seed: int) -> list[dict]:
    """Steps of `{"context", "op"}`: three people, few ids, stages that change, many ops that may not be.

    Now and then `{"event"}` instead: the server puts an element, as at a reveal.
    """
    chance = random.Random(seed)
    ids = [f"e_{number:022d}" for number in range(8)]
    generation, private, named, key = 0, False, chance.random() < 0.3, None
    steps = []
    for n in range(1, LENGTH + 1):
        if chance.random() < 0.1:
            generation, private = generation + private, not private
        key = order.after(key, "".join(chance.choices(order.DIGITS, k=2)))
        if chance.random() < 0.05:
            record = {"type": "note", "zone": "gaps", "z": key, "x": n, "y": 0, "w": 160, "h": 120, "text": "Revealed"}
            steps.append({"event": {"k": "el.put", "id": chance.choice(ids), "r": record}})
            continue
        facilitates = chance.random() < 0.3
        rights = {} if facilitates else dict(chance.choice(RIGHTS))
        context = {
            "seat": chance.choice(SEATS),
            "rights": rights,
            "private": private,
            "generation": generation,
            "zones": ["gaps", "ideas"],
            "named": named,
        }
        steps.append({"context": context, "op": {"n": n, **operation(chance, ids, key, generation)}})
    return steps


RIGHTS = (
    {Deed.DELETE_OTHERS: "not-yours"},
    {Deed.DELETE_OTHERS: "not-yours"},
    {Deed.DELETE_OTHERS: "not-yours", Deed.ARRANGE_OTHERS: "not-yours", Deed.REWRITE_OTHERS: "not-yours"},
    dict.fromkeys(Deed, "writing-closed"),
)


def operation(chance: random.Random, ids: list[str], key: str, generation: int) -> dict:
    id_, zone = chance.choice(ids), chance.choice(ZONES)
    x, y = chance.randint(-50, 4_800), chance.randint(-50, 2_700)
    pm = chance.choice((0, 0, generation, generation + 1))
    props = {"x": x, "y": y}
    if chance.random() < 0.5:
        props |= {"w": chance.randint(1, 400), "colour": chance.choice(COLOURS), "lang": "ar", "dir": "rtl"}
    several = chance.sample(ids, chance.randint(1, 3))
    parent = {"parent": chance.choice(ids)} if chance.random() < 0.1 else {}
    return chance.choice(
        (
            {"k": "el.add", "id": id_, "type": "note", "zone": zone, "z": key, "p": props, "t": chance.choice(TEXTS)}
            | parent
            | {"pm": pm},
            {"k": "el.set", "id": id_, "p": {name: props[name] for name in list(props)[: chance.randint(1, 6)]}},
            {"k": "el.move", "id": id_, "zone": zone, "z": key, "x": x, "y": y} | parent,
            {"k": "el.del", "ids": several},
            {"k": "el.undel", "ids": several},
            {"k": "txt.put", "id": id_, "t": chance.choice(TEXTS), "pm": pm},
        )
    )


def played(steps: list[dict]) -> dict[str, object]:
    """What each op came to, and the board at the end."""
    board, outcomes = Board(), []
    for step in steps:
        if "event" in step:
            board = apply(board, codec.read_event(step["event"]), board.seq + 1)
            continue
        context = Context(**{**step["context"], "zones": frozenset(step["context"]["zones"])})
        outcome = decide(board, context, codec.read_op(step["op"]))
        if isinstance(outcome, Refusal):
            outcomes.append(outcome.code)
            continue
        outcomes.append([codec.as_body(event) for event in outcome])
        board = replay(board, [(event, board.seq + place, context.seat) for place, event in enumerate(outcome, 1)])
    return {"outcomes": outcomes, "board": as_data(board)}


def played_by_node(histories: list[list[dict]], folder: Path, reducer: Path) -> list[dict]:
    given, answer = folder / "histories.json", folder / "answer.json"
    given.write_text(json.dumps(histories))
    subprocess.run(
        ["node", ROOT / "tests" / "js" / "twin.mjs", reducer, given, answer],
        check=True,
        timeout=120,
        capture_output=True,
        text=True,
    )
    return json.loads(answer.read_text())


@pytest.fixture(scope="module")
def histories() -> list[list[dict]]:
    return [history(seed) for seed in range(HISTORIES)]


def test_both_languages_play_every_history_alike(histories, tmp_path):
    expected = [played(steps) for steps in histories]

    answered = played_by_node(histories, tmp_path, ROOT / "app" / "static" / "boards")

    differing = [seed for seed, (one, other) in enumerate(zip(expected, answered, strict=True)) if one != other]
    assert differing == []


def test_the_histories_do_and_refuse_a_bit_of_everything(histories):
    outcomes = [outcome for steps in histories[:200] for outcome in played(steps)["outcomes"]]

    kinds = {event["k"] for outcome in outcomes if not isinstance(outcome, str) for event in outcome}
    codes = {outcome for outcome in outcomes if isinstance(outcome, str)}
    assert kinds == {"el.add", "el.set", "el.move", "el.del", "el.put", "txt.put"}
    assert codes == {
        "bad-target",
        "bad-zone",
        "gone",
        "not-deleted",
        "not-yours",
        "revealed",
        "text-control",
        "text-empty",
        "text-long",
        "writing-closed",
    }


@pytest.mark.parametrize(
    ("file", "right", "wrong"),
    [
        ("decide.js", "[...text].length > MOST_CODE_POINTS", "text.length > MOST_CODE_POINTS"),
        ("decide.js", "const hidden = context.private || pm > 0", "const hidden = context.private"),
        ("reducer.js", "event.by ?? before?.author ?? null", "event.by ?? null"),
        ("reducer.js", 'case "el.del": return { ...before, deleted: true }', 'case "el.del": return undefined'),
    ],
    ids=["units for code points", "late drafts in the open", "a reveal forgets the author", "nothing is deleted"],
)
def test_a_drift_between_the_languages_is_caught(histories, tmp_path, file, right, wrong):
    drifted = tmp_path / "boards"
    shutil.copytree(ROOT / "app" / "static" / "boards", drifted)
    source = (drifted / file).read_text()
    assert source.count(right) == 1
    (drifted / file).write_text(source.replace(right, wrong))
    few = histories[:100]

    answered = played_by_node(few, tmp_path, drifted)

    assert answered != [played(steps) for steps in few]
