"""The people and the board of the boards' tests, and how their pages of the history are asked."""

from dataclasses import dataclass
from html import unescape
from re import findall, search

import pytest

from tests.boards.conftest import Room, Somebody, join, room

__all__ = ["join", "room"]


@dataclass
class Historian:
    """Somebody who looks back, and goes back if they may."""

    somebody: Somebody

    @property
    def browser(self):
        return self.somebody.browser

    def path(self, rest: str = "") -> str:
        return f"/history/{self.somebody.room.board}/{rest}"

    def ask(self, rest: str = ""):
        return self.browser.get(self.path(rest))

    def read(self, rest: str = "") -> str:
        """The page as people read it."""
        answer = self.ask(rest)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return unescape(answer.text)

    def at(self, seq: int) -> list[str]:
        """The notes of the board as it was after a row."""
        return notes_on(self.read(f"at/{seq}/"))

    def plan(self, rest: str) -> dict[str, list[str]]:
        """What a way back would change: notes by what would become of them."""
        page = self.read(rest)
        parts = findall(r'(?s)id="(way-\w+|kept-h)".*?</section>', page)
        whole = {name: search(rf'(?s)id="{name}".*?</section>', page)[0] for name in parts}
        return {name.removeprefix("way-").removesuffix("-h"): notes_on(part) for name, part in whole.items()}

    def go(self, rest: str, **more: str):
        """Look at a way back and take it; the answer."""
        seen = search(r'name="seen"[^>]*value="(\w+)"', self.ask(rest).text)
        return self.browser.submit(self.path(rest).partition("?")[0], seen=seen[1] if seen else "", **more)


def notes_on(page: str) -> list[str]:
    return findall(r'(?s)<p class="hi-words" dir="[a-z]*"[^>]*>(.*?)</p>', page)


@pytest.fixture
def looking(join):
    """`looking("Ada")` is she with the history open."""
    return lambda name, role="participant": Historian(join(name, role))


def shown(room: Room, name: str = "Ada") -> dict[str, str]:
    """What lies on the board now as somebody sees it: text by id."""
    return {element["id"]: element["r"]["text"] for element in room.people[name].sees()}
