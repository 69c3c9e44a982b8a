"""The vectors both reducers run, read as Python values."""

import dataclasses
import json
from pathlib import Path
from typing import Any

from app.boards.engine.room import Place, Room
from app.boards.engine.state import BESIDE, Board, Context, Element
from app.boards.engine.weight import MOST_WEIGHT, board_of, weigh

FOLDER = Path(__file__).parent.parent / "vectors" / "boards"
GIVEN = json.loads((FOLDER / "given.json").read_text())


def spelled_out(value: Any) -> Any:
    """A value of a vector; `×120:x` in one stands for a hundred and twenty times x."""
    if isinstance(value, str) and value.startswith("×"):
        count, repeated = value[1:].split(":")
        return int(count) * repeated
    if isinstance(value, dict):
        return {key: spelled_out(inner) for key, inner in value.items()}
    return [spelled_out(inner) for inner in value] if isinstance(value, list) else value


def vectors() -> list[tuple[str, dict]]:
    """Every vector, with the kind its file is named for."""
    files = (path for path in sorted(FOLDER.glob("*.json")) if path.name not in {"given.json", "order.json"})
    return [(path.stem, vector) for path in files for vector in spelled_out(json.loads(path.read_text()))]


def board(names: list[str], room: int | None = None, beside: dict[str, int] | None = None) -> Board:
    """A board with these on it, and as many of others as `beside` says.

    Where `room` is said, with so much more that no more bytes are free.
    """
    elements = {each.id: each for each in (element(GIVEN["elements"][name]) for name in names)}
    copied = (element(GIVEN["elements"][name]) for name, count in (beside or {}).items() for _ in range(count))
    several = (dataclasses.replace(each, id=f"e_{number:022d}") for number, each in enumerate(copied))
    lying = board_of(7, elements | {each.id: each for each in several})
    if room is None:
        return lying
    heavy = element({**GIVEN["elements"]["public"], "id": "e_heavy-----------------", "text": ""})
    words = "w" * (MOST_WEIGHT - lying.weight - weigh(heavy) - room)
    return board_of(7, {**elements, heavy.id: dataclasses.replace(heavy, text=words)})


def context(name: str) -> Context:
    return acting(GIVEN["authors"][name])


def acting(given: dict[str, Any]) -> Context:
    """Who acts under which rules, as a vector or a history writes it."""
    rooms = {zone: _room(**each) for zone, each in given.get("rooms", {}).items()}
    return Context(**{**given, "zones": frozenset(given["zones"]), "rooms": rooms or None})


def _room(box: list[int], inside: list[int] | None, **more: int) -> Room:
    return Room(Place(*box), Place(*inside) if inside else None, **more)


def as_data(state: Board) -> dict[str, object]:
    """The whole board as JSON reads it, in the order of its elements."""
    return {
        "seq": state.seq,
        "living": state.living,
        "elements": [_as_data(element) for element in state.elements.values()],
    }


def element(given: dict[str, Any]) -> Element:
    """An element as a vector writes it: with lists where the engine has what does not change."""
    return Element(**{name: tuple(value) if isinstance(value, list) else value for name, value in given.items()})


def _as_data(each: Element) -> dict[str, object]:
    said = dataclasses.asdict(each)
    return {name: value for name, value in said.items() if value is not None or name not in BESIDE}
