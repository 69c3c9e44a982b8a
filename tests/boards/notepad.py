"""A page that has a note open to write in, as its browser does it: a Yjs document, and the ops it makes."""

from base64 import b64decode, b64encode
from dataclasses import dataclass, field

from pycrdt import Doc, Text

from app.boards import merging
from tests.boards.conftest import Somebody


@dataclass
class Notepad:
    """Somebody's document of one note. `yc` is its Yjs client, another one for each document."""

    somebody: Somebody
    note: str
    yc: int
    document: Doc = field(init=False)

    def __post_init__(self) -> None:
        self.document = Doc(client_id=self.yc)
        self.document["t"] = Text()

    def open(self) -> "Notepad":
        """Fetch the text as the house has it."""
        found = self.somebody.ask(f"texts/{self.note}/").get_json()
        self.take(found["y"] or b64encode(merging.seed(self.note, found["t"])).decode())
        return self

    def take(self, update: str) -> None:
        self.document.apply_update(b64decode(update))

    @property
    def text(self) -> str:
        return str(self.document["t"])

    def step(self, edit) -> bytes:
        """The update of one edit of the text, given as `edit(text)`."""
        before = self.document.get_state()
        edit(self.document["t"])
        return self.document.get_update(before)

    def op(self, edit, **more: object) -> dict:
        """The op of one edit."""
        return self.of(self.step(edit), **more)

    def of(self, update: bytes, **more: object) -> dict:
        """The op that brings an update."""
        written = {"u": b64encode(update).decode(), "yc": self.yc, "t": self.text}
        return self.somebody.op("txt", **{"id": self.note, **written, **more})

    def write(self, edit, **more: object):
        """Do one edit and send it; what becomes of it: its row, or the code of its refusal."""
        entry = self.somebody.send(self.op(edit, **more))["a"][0]
        return entry.get("x") or entry["s"]


def insert(index: int, words: str):
    """Write words at an index, counted in bytes of UTF-8."""
    return lambda text: text.insert(index, words)


def cut(start: int, end: int):
    """Take bytes away."""

    def edit(text: Text) -> None:
        del text[start:end]

    return edit
