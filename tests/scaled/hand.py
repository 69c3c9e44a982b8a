"""What one page writes: notes of its own first, then anything that can be done to them."""

import random

from app.boards.engine import order
from tests.boards.conftest import note_id

NOTES = 8


class Hand:
    """Thinks of one op after another. Some are refused, for it does not look."""

    def __init__(self, seat: str, chance: random.Random) -> None:
        self._seat = seat
        self._chance = chance
        self._ids = [note_id(f"{number}{seat[2:]}") for number in range(NOTES)]
        self._key: str | None = None

    def op(self, n: int) -> dict:
        """The op of that number."""
        if n <= NOTES:
            self._key = order.after(self._key, "aa")
            note = {"id": self._ids[n - 1], "type": "note", "zone": "policy", "z": self._key}
            return {"n": n, "nm": True, "k": "el.add", **note, "p": {"x": 30, "y": 100}, "t": f"first words of {n}"}
        id_, place = self._chance.choice(self._ids), self._chance.randrange(4_000)
        deeds = {
            "txt.put": {"id": id_, "t": f"{n} by {self._seat}"},
            "el.set": {"id": id_, "p": {"x": place, "y": place // 2}},
            "el.del": {"ids": [id_]},
            "el.undel": {"ids": [id_]},
            "el.move": {"id": note_id("that nobody has"), "zone": "policy", "z": "V1", "x": 1, "y": 1},
        }
        [kind] = self._chance.choices(list(deeds), weights=(60, 30, 3, 6, 1))
        return {"n": n, "nm": True, "k": kind, **deeds[kind]}
