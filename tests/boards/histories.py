"""Seeded random histories of a board: three people, few ids, every type, stages that change, many ops that may not."""

import random

from app.boards import policy
from app.boards.engine import order
from app.boards.engine.state import Deed
from tests.boards import kinds

LENGTH = 60
SEATS = ("s_ada", "s_bo", "s_fay")
ZONES = ("gaps", "gaps", "gaps", "ideas", "elsewhere")
TEXTS = (
    "Idle lab days",
    "👍" * 90,
    "",
    " \u3000\n",
    "a\u0007",
    "مختبر",
    "实验室\n二",
    "e\u0301",
    "\U0001d518nicode",
    "x" * 121,
)
LONG = ("👍" * 2_600, "é" * 5_001, "x" * 5_000)
"""Rare, for they fill the pipe between the languages."""

GLOSSES = ("A laboratory", "a\u009fb", "Labo\nratoire", None)
COLOURS = ("blue", "teal", "plain", None)
UPDATES = ("AQHVv5uVBQA=", "AAA=")

ROOMS = {
    "gaps": {"box": [0, 0, 1200, 900], "inside": [500, 300, 700, 500]},
    "ideas": {"box": [1200, 0, 1700, 500], "inside": None, "head": 140},
}

RIGHTS = (
    {Deed.LOCK: "not-allowed"},
    {Deed.DELETE_OTHERS: "not-yours", Deed.LOCK: "not-allowed"},
    {Deed.DELETE_OTHERS: "not-yours", Deed.ARRANGE_OTHERS: "not-yours", Deed.REWRITE_OTHERS: "not-yours"},
    dict.fromkeys(Deed, "writing-closed"),
)


def history(seed: int) -> list[dict]:
    """Steps of `{"context", "op"}`; now and then `{"event"}`: the server puts an element, as at a reveal."""
    chance, ruling = random.Random(seed), random.Random(f"zones of {seed}")
    places = random.Random(f"places of {seed}")
    promises, sizes = random.Random(f"promises of {seed}"), random.Random(f"sizes of {seed}")
    things = {f"e_{number:022d}": type_ for number, type_ in enumerate(kinds.drawn(chance))}
    generation, private, key = 0, False, None
    named, moderated = chance.random() < 0.3, chance.random() < 0.2
    steps = []
    for n in range(1, LENGTH + 1):
        if chance.random() < 0.1:
            generation, private = generation + private, not private
        key = order.after(key, "".join(chance.choices(order.DIGITS, k=2)))
        if chance.random() < 0.05:
            steps.append({"event": revealing(chance, things, key, n)})
            continue
        seat = chance.choice(SEATS)
        context = {
            "seat": seat,
            "rights": {} if chance.random() < 0.4 else dict(chance.choice(RIGHTS)),
            "private": private,
            "generation": generation,
            "zones": ["gaps", "ideas"],
            "named": named,
            "leads": seat == "s_fay",
            "moderated": moderated and seat != "s_fay",
            "fields": kinds.ASKED,
            "assets": [kinds.IMAGE],
            "narrowed": narrowed(ruling),
            "rooms": ROOMS,
        }
        op = operation(chance, things, key, generation) if n > len(things) else beginning(chance, things, key, n - 1)
        steps.append(
            {
                "context": context,
                "op": measured(sizes, things, found(places, {"n": n, **op, **promised(promises, op["k"])})),
            }
        )
    return steps


def measured(chance: random.Random, things: dict[str, str], op: dict) -> dict:
    """How large the words are set that an op is about, now and then; of what has no such size too."""
    if chance.random() < 0.5 or (things.get(op.get("id", "")) != "note" and chance.random() < 0.97):
        return op
    if op["k"] in {"txt", "txt.put"}:
        return {**op, "fit": chance.choice((11, 15))}
    if op["k"] in {"el.add", "el.set"}:
        return {**op, "p": {**op["p"], "fit": chance.choice((13, 18, *([None] if op["k"] == "el.set" else [])))}}
    return op


def promised(chance: random.Random, kind: str) -> dict[str, bool]:
    """What the page said when the op was composed, which may be other than what holds when it comes."""
    names, first = chance.random() < 0.7, chance.random() < 0.1
    return {**({"nm": True} if names else {}), **({"lf": True} if first and kind == "el.add" else {})}


def found(chance: random.Random, op: dict) -> dict:
    """An op whose page found the place, now and then, most often where others lie."""
    if op["k"] not in {"el.add", "el.move"} or chance.random() < 0.5:
        return op
    near = {"x": chance.randint(0, 600), "y": chance.randint(0, 500)}
    return {**op, "fp": True, **(near if op["k"] == "el.move" else {"p": {**op["p"], **near}})}


def narrowed(ruling: random.Random) -> dict[str, dict[str, str]]:
    """Zones that let people do less, now and then."""
    rules = [*policy.ZONES.values(), policy.ZONES[policy.ZoneRule.ADD_ONLY]]
    return {zone: dict(ruling.choice(rules)) for zone in ("gaps", "ideas") if ruling.random() < 0.3}


def beginning(chance: random.Random, things: dict[str, str], key: str, place: int) -> dict:
    """Something is laid on the board first, so that most ops find what they are about."""
    id_, ids = list(things)[place], list(things)[: max(place, 1)]
    type_, text = things[id_], "" if things[id_] == "ink" else chance.choice(("Idle", "Lab days", "x" * 99))
    props = {"x": 40 * place, "y": chance.randint(0, 2_000), **kinds.first(chance, type_, ids)}
    inside = kinds.parent(chance, {each: things[each] for each in ids}, type_)
    return {"k": "el.add", "id": id_, "type": type_, "zone": "gaps", "z": key, "p": props, "t": text} | inside


def revealing(chance: random.Random, things: dict[str, str], key: str, x: int) -> dict:
    """Something as the server puts it, with all that its type may have."""
    id_ = chance.choice(list(things))
    record = {"type": things[id_], "zone": "gaps", "z": key, "x": x, "y": 0, "w": 160, "h": 121}
    holders = [each for each, type_ in things.items() if type_ in {"group", "frame"} and each != id_]
    parent = {"parent": chance.choice(holders)} if things[id_] != "group" and chance.random() < 0.5 else {}
    beside = kinds.first(chance, things[id_], list(things)) | {"text": "Revealed"}
    told = {"authors": {chance.choice(SEATS): True}} if chance.random() < 0.1 else {}
    return {"k": "el.put", "id": id_, "r": {**record, **parent, **beside, **told}}


def operation(chance: random.Random, things: dict[str, str], key: str, generation: int) -> dict:
    """One op, most of the time of a kind of element that its id may be."""
    ids = list(things)
    id_, zone = chance.choice(ids), chance.choice(ZONES)
    type_ = things[id_] if chance.random() < 0.97 else chance.choice(list(things.values()))
    x, y = chance.choice(((chance.randint(-50, 4_800), chance.randint(-50, 2_700)), (999_999, -1_000_000)))
    text = chance.choice(LONG) if chance.random() < 0.005 else chance.choice(TEXTS)
    pm = {"pm": chance.choice((0, 0, 0, generation, generation + 1))}
    late = {"l": chance.choice(ids)} if chance.random() < 0.3 else {}
    props = {"x": x, "y": y}
    if chance.random() < 0.3:
        props |= {"w": chance.randint(1, 400), "colour": chance.choice(COLOURS), "lang": "ar", "dir": "rtl"}
        props["gloss"] = chance.choice(GLOSSES)
    several = chance.sample(ids, chance.randint(1, 4))
    parent = kinds.parent(chance, things, type_)
    z = key if chance.random() < 0.8 else kinds.long_key(chance)
    first = {**props, **kinds.first(chance, type_, ids)}
    added = {"k": "el.add", "id": id_, "type": type_, "zone": zone, "z": z, "p": first, "t": text} | parent | pm
    simply = {**added, "zone": "gaps", "t": "" if type_ == "ink" else "Idle"}
    chosen: dict = chance.choice(
        (
            added,
            simply,
            simply,
            {**simply, "zone": "ideas"},
            {"k": "el.set", "id": id_, "p": {name: props[name] for name in chance.sample(list(props), 2)}} | pm,
            {"k": "el.set", "id": id_, "p": kinds.later(chance, type_, ids) or {"x": x}} | pm,
            {"k": "el.move", "id": id_, "zone": zone, "z": z, "x": x, "y": y} | parent,
            {"k": "el.move", "id": id_, "zone": "gaps", "z": z, "x": x, "y": y} | parent,
            {"k": "el.move", "id": id_, "zone": "ideas", "z": z, "x": x, "y": y},
            {"k": "el.del", "ids": several[:2]},
            {"k": "el.undel", "ids": several if chance.random() < 0.8 else ids},
            {"k": chance.choice(("el.lock", "el.unlock", "el.unlock", "el.show", "el.hide")), "ids": several[:2]},
            {"k": "txt.put", "id": id_, "t": text} | pm | late,
            {"k": "txt", "id": id_, "u": chance.choice(UPDATES), "yc": chance.randrange(2**32), "t": text} | pm | late,
            kinds.particular(chance, things) | pm,
        )
    )
    return chosen
