"""Random elements of every type, for histories: what each comes with, and what is done to it alone."""

import random

from app.boards.engine import order

ASKED = {"gaps": ["impact", "why"], "ideas": []}
IMAGE = "i" * 22
FIELDS = ({"impact": 3}, {"impact": 4, "why": "because"}, {"why": "a\u0007"}, {"effort": 1})
OTHERS = ("frame", "text", "shape", "connector", "connector", "ink", "ink", "image", "comment")


def drawn(chance: random.Random) -> list[str]:
    """The types of the ten things a history is about."""
    return ["group", "group", "frame", "note", "note", "note", *chance.choices(OTHERS, k=4)]


def first(chance: random.Random, type_: str, ids: list[str]) -> dict:
    """What a new element of a type comes with beside what all have; now and then too little or too much."""
    if chance.random() < 0.03:
        return {"about": chance.choice(ids), "arrow": "end"}
    given: dict[str, dict] = {
        "note": {"fields": chance.choice(FIELDS)} if chance.random() < 0.3 else {},
        "text": {"size": "large"} if chance.random() < 0.5 else {},
        "shape": {"form": "oval"} if chance.random() < 0.5 else {},
        "connector": {"start": end(chance, ids), "end": end(chance, ids)},
        "ink": stroke(chance),
        "image": {"asset": IMAGE if chance.random() < 0.9 else "j" * 22},
        "comment": {"about": chance.choice(ids)},
    }
    return given.get(type_, {})


def later(chance: random.Random, type_: str, ids: list[str]) -> dict:
    """What may be set on it alone, a None where it may be taken away; now and then what is another's."""
    if chance.random() < 0.03:
        return {"resolved": True, "size": None}
    given: dict[str, dict] = {
        "note": {"fields": chance.choice((*FIELDS, {"impact": None}, {"impact": None, "why": "x" * 120}))},
        "text": {"size": chance.choice(("small", None))},
        "shape": {"form": chance.choice(("rectangle", None))},
        "connector": {chance.choice(("start", "end")): end(chance, ids)} | chance.choice(({}, {"arrow": "both"})),
        "ink": {"pen": chance.choice((1, 64, None))},
        "comment": {"resolved": chance.choice((True, False, None))},
        "group": {"folded": chance.choice((True, False, None))},
    }
    return given.get(type_, {})


def end(chance: random.Random, ids: list[str]) -> str | list[int]:
    """Where a connector ends."""
    return chance.choice(ids) if chance.random() < 0.7 else [chance.randint(-9, 9), chance.randint(0, 2_700)]


def stroke(chance: random.Random) -> dict:
    """A stroke, or its beginning; now and then half a point too much."""
    pressure = {"pressure": True} if chance.random() < 0.3 else {}
    pts = [chance.randint(-999, 999) for _ in range(chance.choice((0, 6, 12, 12, 7)))]
    return {"pts": pts, **pressure, **chance.choice(({}, {"final": True}, {"final": False}, {"pen": 3}))}


def parent(chance: random.Random, things: dict[str, str], type_: str) -> dict:
    """What it lies in, as far as it may; now and then what it may not lie in."""
    if chance.random() < 0.5:
        return {}
    if chance.random() < 0.1:
        return {"parent": chance.choice(list(things))}
    may = {"note": {"group", "frame"}, "comment": set()}.get(type_, {"frame"})
    holders = [id_ for id_, each in things.items() if each in may]
    return {"parent": chance.choice(holders)} if holders else {}


def long_key(chance: random.Random) -> str:
    """A key as it is after much was put between the same two."""
    return "V" + "".join(chance.choices(order.DIGITS, k=chance.randint(4, 50))) + "V"


def particular(chance: random.Random, things: dict[str, str]) -> dict:
    """Draw on, or fold notes."""
    notes = [id_ for id_, type_ in things.items() if type_ == "note"]
    strokes = [id_ for id_, type_ in things.items() if type_ == "ink"] or list(things)
    if chance.random() < 0.5:
        ids = chance.sample(notes, chance.randint(1, 2)) if chance.random() < 0.9 else chance.sample(list(things), 2)
        return {"k": "el.merge", "id": chance.choice(notes), "ids": ids}
    pts = [chance.randint(-9, 9) for _ in range(chance.choice((2, 6, 6, 3)))]
    final = {"final": True} if chance.random() < 0.3 else {}
    return {"k": "ink.add", "id": chance.choice(strokes), "at": chance.choice((0, 6, 12, 18)), "pts": pts, **final}
