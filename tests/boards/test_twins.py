"""The two reducers on seeded random histories: same decisions, same events, same boards, byte for byte."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from app.boards.engine import codec, schema
from app.boards.engine.apply import apply, replay
from app.boards.engine.decide import decide
from app.boards.engine.state import Board, Refusal
from tests.boards.histories import history
from tests.boards.vectors import acting, as_data
from tests.places import ROOT

HISTORIES = 2_000

AT_ONCE = 100
"""Most drifts are caught by the first of them; what is rarer takes more."""

BOARDS = ROOT / "app" / "static" / "boards"
JS = ROOT / "tests" / "js"

DRIFTS = {
    "units for code points": ("decide.js", "[...text].length > most", "text.length > most"),
    "late drafts in the open": ("decide.js", "pm > 0 || (context.private && !lf)", "context.private && !lf"),
    "notes in groups of other zones": ("decide.js", "above.zone === zone && ", ""),
    "words go with their group": ("decide.js", "above?.deleted && kindOf", "above?.final && kindOf"),
    "a deleted group nobody else saw is told from none": (
        "decide.js",
        'const above = seen(board, context, parent ?? "")',
        'const above = board.elements.get(parent ?? "")',
    ),
    "a group leaves its notes behind": ("arranging.js", "x: near(each.x + dx)", "x: each.x"),
    "a deleted group keeps its notes": (
        "arranging.js",
        "moved(context, each, { ...each, parent: null })",
        "moved(context, each, each)",
    ),
    "notes come back before groups": ("arranging.js", "byHeight(board, coming, -1)", "byHeight(board, coming)"),
    "no text is ever empty": ("decide.js", 'live && refused === "text-empty"', "false"),
    "a reveal forgets the author": ("reducer.js", "event.by ?? before?.author ?? null", "event.by ?? null"),
    "nothing is deleted": (
        "reducer.js",
        'case "el.del": return { ...before, deleted: true }',
        'case "el.del": return undefined',
    ),
    "steps of writing are lost": ("reducer.js", '    case "txt":\n', ""),
    "who touches their unnamed notes is named": (
        "decide.js",
        "const unnamed = promised.named &&",
        "const unnamed = false &&",
    ),
    "a gloss stays away": ("reducer.js", 'dir: "auto", gloss: null, ...r,', 'dir: "auto", ...r, gloss: null,'),
    "a note loses the other fields": (
        "reducer.js",
        "valued({ ...before.fields, ...event.p.fields })",
        "valued(event.p.fields)",
    ),
    "words keep the size of other words": ("reducer.js", "fit: event.fit ?? null", "fit: event.fit ?? before.fit"),
    "words keep the size of another paper": ("reducer.js", "before.fit && FITTED.some", "false && FITTED.some"),
    "a frame lies in itself": ("further.js", 'return "cycle"', "return null"),
    "a text is written whole": (
        "further.js",
        "text: { most: MOST_CODE_POINTS, live: true,",
        "text: { most: MOST_CODE_POINTS,",
    ),
    "a shape keeps its form": ("further.js", 'sets: ["form"]', "sets: []"),
    "a connector points at the corner": ("ends.js", "x + Math.floor(w / 2)", "x"),
    "a connector says hidden ends": (
        "ends.js",
        "if (![EVERYONE, aud].includes(found.audience)) points",
        "if (false) points",
    ),
    "a connector leaves its ends behind": (
        "reducer.js",
        'if (before.type !== "connector") return after',
        "return after",
    ),
    "a connector holds on to what is gone": ("ends.js", "return lost.length ? [made", "return false ? [made"),
    "ink is drawn twice": ("reducer.js", "(before.pts ?? []).slice(0, event.at)", "(before.pts ?? [])"),
    "ink is never final": ("further.js", 'if (found.final) return refusal("ink-final")', ""),
    "anybody's image": ("further.js", 'return refusal("bad-asset")', "return {}"),
    "a comment tells of what is hidden": (
        "further.js",
        "return about.audience === EVERYONE ? null : { aud: about.audience, pm: about.generation }",
        "return null",
    ),
    "a lock holds nothing": ("reach.js", '"locked" in found && found.locked', "false"),
    "zones let everything be done": ("reach.js", "narrowed?.[zone]?.[what]", "undefined"),
    "zones let everything in": ("reach.js", 'narrowed?.[zone]?.[type === "comment" ? type : "add"]', "undefined"),
    "zones bind what only its author sees": ("reach.js", "audience === EVERYONE ? narrowed", "audience ? narrowed"),
    "zones let everything out": ("arranging.js", 'kept(context, each, "leave") || ', ""),
    "a group takes along what stays": (
        "arranging.js",
        "...along.map((each) => refusedOn(context, each, ARRANGE)), ",
        "",
    ),
    "what is ruled is tied to": ("ends.js", 'kept(context, found, "add")', "undefined"),
    "what is ruled is commented on": ("further.js", "if (closed) return refusal(closed)", ""),
    "whoever folded a note in deletes it all": (
        "reach.js",
        'own === "delete-own" ? found.author === context.seat : wrote(context, found)',
        "wrote(context, found)",
    ),
    "a fold forgets who wrote": ("reducer.js", "found[seat] = found[seat] || Boolean(named)", "found[seat] = false"),
    "names whom nobody promised it": ("reach.js", 'named: context.named && (nm || k === "el.show")', ""),
    "what was to be looked at comes at once": ("decide.js", "context.moderated || lf", "context.moderated"),
    "what was to be looked at waits for the reveal": ("decide.js", " && !lf", ""),
    "what finds its place lies on others": ("decide.js", "if (!room || !fp ||", "if (true ||"),
    "what is hidden takes room": ("decide.js", "isSolid(each) && seen(board, context, each.id)", "isSolid(each)"),
    "a group has the size it says": (
        "geometry.js",
        'each.type === "group" ? groupBox',
        "false ? groupBox",
    ),
    "long keys stay long": ("siblings.js", "if (op.z.length <= LONGEST)", "if (op.z.length <= 64)"),
}


def played(steps: list[dict]) -> dict[str, object]:
    """What each op came to, and the board at the end."""
    board, outcomes = Board(), []
    for step in steps:
        if "event" in step:
            board = apply(board, codec.read_event(step["event"]), board.seq + 1)
            continue
        context = acting(step["context"])
        outcome = decide(board, context, codec.read_op(step["op"]))
        if isinstance(outcome, Refusal):
            outcomes.append(outcome.code)
            continue
        outcomes.append([codec.as_body(event) for event in outcome])
        board = replay(board, [(event, board.seq + place, context.seat) for place, event in enumerate(outcome, 1)])
    return {"outcomes": outcomes, "board": as_data(board)}


def canonical(value: object) -> bytes:
    """JSON with sorted keys and nothing between them, as twin.mjs writes it."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def played_by_node(given: Path, folder: Path, reducer: Path) -> list[bytes]:
    """What a browser's reducer makes of each history of a file, a line each."""
    answer = folder / "answer.json"
    subprocess.run(
        ["node", JS / "twin.mjs", reducer, given, answer], check=True, timeout=120, capture_output=True, text=True
    )
    return answer.read_bytes().split(b"\n")


@pytest.fixture(scope="module")
def histories() -> list[list[dict]]:
    return [history(seed) for seed in range(HISTORIES)]


@pytest.fixture(scope="module")
def expected(histories) -> list[bytes]:
    return [canonical(played(steps)) for steps in histories]


@pytest.fixture(scope="module")
def files(histories, tmp_path_factory) -> list[Path]:
    """The histories as they are read elsewhere, `AT_ONCE` in each file."""
    folder = tmp_path_factory.mktemp("histories")
    return [written(folder, first, histories[first : first + AT_ONCE]) for first in range(0, HISTORIES, AT_ONCE)]


def written(folder: Path, first: int, histories: list[list[dict]]) -> Path:
    """A file of some histories, which begin at the `first`."""
    file = folder / f"{first}.json"
    file.write_text(json.dumps(histories))
    return file


def test_both_languages_play_every_history_alike(files, expected, tmp_path):
    answered = [line for file in files for line in played_by_node(file, tmp_path, BOARDS)]

    differing = [seed for seed, (one, other) in enumerate(zip(expected, answered, strict=True)) if one != other]
    assert differing == []


def test_the_histories_do_and_refuse_a_bit_of_everything(histories):
    outcomes = [outcome for steps in histories[:400] for outcome in played(steps)["outcomes"]]

    kinds = {event["k"] for outcome in outcomes if not isinstance(outcome, str) for event in outcome}
    several = {outcome[-1]["k"] for outcome in outcomes if not isinstance(outcome, str) and len(outcome) > 1}
    codes = {outcome for outcome in outcomes if isinstance(outcome, str)}
    assert kinds == {member.__struct_config__.tag for member in schema.Event.__args__}
    assert several >= {"el.add", "el.move", "el.del", "el.put", "el.merge"}
    assert codes >= {
        "bad-asset",
        "bad-field",
        "bad-merge",
        "bad-parent",
        "bad-target",
        "bad-zone",
        "cycle",
        "gone",
        "ink-final",
        "ink-gap",
        "locked",
        "malformed",
        "not-allowed",
        "not-deleted",
        "not-hidden",
        "not-public",
        "not-yours",
        "revealed",
        "text-control",
        "text-empty",
        "text-long",
        "title-empty",
        "title-long",
        "writing-closed",
        "zone-adds",
        "zone-reads",
        "zone-votes",
    }


@pytest.mark.parametrize("name", DRIFTS)
def test_a_drift_between_the_languages_is_caught_by_the_histories_and_by_the_vectors(files, expected, tmp_path, name):
    drifted = drift(tmp_path, *DRIFTS[name])

    caught = any(
        played_by_node(file, tmp_path, drifted) != expected[place * AT_ONCE : (place + 1) * AT_ONCE]
        for place, file in enumerate(files)
    )
    vectors = subprocess.run(
        ["node", JS / "reducer.test.js"],
        check=False,
        capture_output=True,
        env={**os.environ, "BOARDS": str(drifted)},
    )

    assert caught
    assert vectors.returncode == 1


def drift(folder: Path, file: str, right: str, wrong: str) -> Path:
    """The browser's modules with one place changed."""
    drifted = folder / "boards"
    shutil.copytree(BOARDS, drifted)
    source = (drifted / file).read_text()
    assert source.count(right) == 1
    (drifted / file).write_text(source.replace(right, wrong))
    return drifted
