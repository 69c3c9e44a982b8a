"""The vectors both reducers run, read as Python values."""

import dataclasses
import json
from pathlib import Path

from app.boards.engine.state import Board, Context, Element

FOLDER = Path(__file__).parent.parent / "vectors" / "boards"
GIVEN = json.loads((FOLDER / "given.json").read_text())


def vectors() -> list[tuple[str, dict]]:
    """Every vector, with the kind its file is named for."""
    files = (path for path in sorted(FOLDER.glob("*.json")) if path.name not in {"given.json", "order.json"})
    return [(path.stem, vector) for path in files for vector in json.loads(path.read_text())]


def board(names: list[str]) -> Board:
    elements = [Element(**GIVEN["elements"][name]) for name in names]
    return Board(7, {each.id: each for each in elements}, sum(not each.deleted for each in elements))


def context(name: str) -> Context:
    given = GIVEN["authors"][name]
    return Context(**{**given, "zones": frozenset(given["zones"])})


def as_data(state: Board) -> dict[str, object]:
    """The whole board as JSON reads it, in the order of its elements."""
    return {
        "seq": state.seq,
        "living": state.living,
        "elements": [dataclasses.asdict(element) for element in state.elements.values()],
    }
