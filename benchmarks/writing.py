"""What somebody writes: a new note, a note moved or coloured, its text put anew, and letters as they are typed."""

import random
from base64 import b64encode

from pycrdt import Doc, Text

from app.boards import merging
from app.boards.yupdate import ROOT

COLOURS = ("blue", "green", "teal", "orange", "purple", "yellow", "pink")
WORDS = ("idle", "lab", "days", "shared", "with", "young", "farmers", "twice", "a", "week", "before", "sowing")
MOST_NOTES = 20
ROOM_FOR = 4_000
"""Notes on one board, over all who write there; it holds 5,000."""

LONGEST = 280
"""Letters in a note, as far as a note is easy to read; the product says so beyond."""


class Hand:
    """Makes the ops of one person. Every other note is typed in, the rest are written anew as a whole."""

    def __init__(self, people: int) -> None:
        self._most = max(2, min(MOST_NOTES, ROOM_FOR // people))
        self._notes: list[str] = []
        self._texts: dict[str, str] = {}
        self._typed: dict[str, Doc[Text]] = {}
        self._turn = random.randrange(20)

    def op(self, n: int) -> dict[str, object]:
        """The next op, under this number. The first ones are notes, then all kinds take turns."""
        self._turn += 1
        if len(self._notes) < 2 or (len(self._notes) < self._most and self._turn % 4 == 0):
            return self.add(n)
        match self._turn % 10:
            case 0 | 1:
                return {"n": n, "nm": True, "k": "txt.put", "id": random.choice(self._notes[1::2]), "t": _words()}
            case 2 | 3 | 4:
                return {"n": n, "nm": True, "k": "txt", **self._type(random.choice(self._notes[::2]))}
            case 5 | 6:
                changed = {"colour": random.choice(COLOURS), "w": random.randrange(160, 240)}
                return {"n": n, "nm": True, "k": "el.set", "id": random.choice(self._notes), "p": changed}
        return {
            "n": n,
            "nm": True,
            "k": "el.move",
            "id": random.choice(self._notes),
            "zone": "policy",
            "z": _key(),
            **_place(),
        }

    def add(self, n: int) -> dict[str, object]:
        """A new note."""
        id_ = f"e_{random.randbytes(11).hex()}"
        self._notes.append(id_)
        self._texts[id_] = _words()
        note = {"type": "note", "zone": "policy", "z": _key(), "t": self._texts[id_], "p": _place()}
        return {"n": n, "nm": True, "k": "el.add", "id": id_, **note}

    def _type(self, id_: str) -> dict[str, object]:
        """A word more, as a step of Yjs; a long text is begun anew."""
        document = self._typed.get(id_)
        if document is None:
            document = self._typed[id_] = Doc(client_id=random.randrange(1, 2**32))
            document[ROOT] = Text()
            document.apply_update(merging.seed(id_, self._texts[id_]))
        before, text = document.get_state(), document[ROOT]
        if len(self._texts[id_]) > LONGEST:
            text.clear()
        text += f" {random.choice(WORDS)}"
        self._texts[id_] = str(text)
        update = b64encode(document.get_update(before)).decode()
        return {"id": id_, "u": update, "yc": document.client_id, "t": self._texts[id_]}


def _words() -> str:
    return " ".join(random.choices(WORDS, k=6))


def _place() -> dict[str, int]:
    return {"x": random.randrange(4800), "y": random.randrange(2700)}


def _key() -> str:
    return f"V{random.randrange(10**6):06}1"
