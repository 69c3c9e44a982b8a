"""Two facilitators press whatever their pages show, old pages among them; people write, also what comes late.

Whatever happens in whatever order: no note appears that no button announced, none that was taken is gone for its
author, and votes open and close as it was said.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import pytest

from app.canvases.library import library
from tests.boards.conftest import Room, Somebody, note_id
from tests.boards.test_announced_moves import APPEAR, CLOSES, OPENS, now, room_ending_alone, room_of

SHOWS = {"Reveal now", "Show them and end", "Show all of them and end", "Take it in", "Take them in"}
"""Buttons that show notes, beside a move that says that all appear."""

WEIGHTS = {
    "Freeze everything": 1,
    "Let go again": 6,
    "Take the room there": 1,
    "Show them and end": 4,
    "Show all of them and end": 4,
}
"""How often buttons are pressed that are on every page, or seldom on one."""

FORM = re.compile(r'<form method="post" action="([^"]+)".*?>(.*?)</form>', re.DOTALL)
INPUT = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
BUTTON = re.compile(r"<button([^>]*)>(.*?)</button>", re.DOTALL)
PRESSED = {"moves", "reveal", "writing", "freeze", "late"}


@dataclass
class Press:
    """A button as a page showed it: where its form goes, what that sends, its words and what is said beside it."""

    address: str
    fields: dict[str, str]
    words: str
    says: str


def plain(part: str) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", part).split()))


def presses(page: str) -> list[Press]:
    """Return the buttons of a page that move the room or deal with notes that are not shown."""
    found = []
    for address, body in FORM.findall(page):
        if address.rstrip("/").rsplit("/", 1)[-1] not in PRESSED:
            continue
        marks, words = BUTTON.search(body).groups()
        about = re.search(r'aria-describedby="([^"]+)"', marks)
        said = re.search(rf'<(\w+)[^>]*id="{about[1]}">(.*?)</\1>', page, re.DOTALL)[2] if about else ""
        if not about and "/moves/" in address:
            # The way straight to a step: what it does stands above its button.
            said = page[: page.index(body)].rsplit('<p class="small soft">', 1)[-1].split("</p>", maxsplit=1)[0]
        found.append(Press(address, dict(INPUT.findall(body)), plain(words), plain(said)))
    return found


@dataclass
class Play:
    """A room with two who lead it and two who write; `written` is what was taken: by whom, on which board and how."""

    room: Room
    random: Random
    pages: dict[str, list[list[Press]]] = field(default_factory=lambda: {"Ada": [], "Eve": []})
    moments: list[dict[str, object]] = field(default_factory=list)
    written: dict[str, tuple[Somebody, str, str]] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    """What was left with its authors at an end."""
    clients: int = 0

    def look(self) -> None:
        """Somebody who leads loads the cockpit."""
        name = self.random.choice(["Ada", "Eve"])
        browser = self.room.people[name].browser
        page = browser.get(f"/w/{self.room.id}/cockpit/").text + browser.get(f"/boards/for/{self.room.id}/hidden/").text
        self.pages[name].append(presses(page))

    def press(self) -> None:
        """Somebody presses a button of a page they have before them, most often the newest one."""
        name = self.random.choice(["Ada", "Eve"])
        if not self.pages[name]:
            return self.look()
        page = self.pages[name][-1] if self.random.random() < 0.7 else self.random.choice(self.pages[name])
        weights = [WEIGHTS.get(each.words, 6 if each.fields.get("to") == "next" else 2) for each in page]
        chosen = self.random.choices(page, weights)[0]
        for _ in range(2 if self.random.random() < 0.2 else 1):
            self._press(name, chosen)
        if self.random.random() < 0.7:
            self.look()
        return None

    def _press(self, name: str, chosen: Press) -> None:
        who, before, votes = self.room.people[name], self.shown(), now(self.room)["votes"]
        answer = who.browser.submit(chosen.address, **chosen.fields)
        appeared, after = self.shown() - before, now(self.room)["votes"]

        assert answer.status_code in {303, 409}, (chosen, answer.status_code, answer.text)
        if answer.status_code == 409:
            assert (appeared, after) == (set(), votes), chosen
            page = answer.text
            if 'id="leaving"' in page:
                self.pages[name].append([each for each in presses(page) if "end" in each.words])
        if chosen.fields.get("hidden") == "keep" and answer.status_code == 303:
            self.left |= {id_ for id_, (_who, _board, how) in self.written.items() if how == "alone"} - self.shown()
        assert not appeared & self.left, (chosen, appeared & self.left)
        may_show = APPEAR in chosen.says or chosen.words in SHOWS
        assert may_show or not appeared, (chosen, appeared)
        if "/moves/" in chosen.address and answer.status_code == 303:
            assert after <= votes or OPENS in chosen.says, chosen
            assert after >= votes or CLOSES in chosen.says or OPENS in chosen.says, chosen

    def write(self) -> None:
        """Somebody writes as their page was at some moment: most often now."""
        here = now(self.room)
        if here["canvas"]:
            self.moments.append(here)
        if not self.moments:
            return
        moment = self.moments[-1] if self.random.random() < 0.6 else self.random.choice(self.moments)
        who = self.room.people[self.random.choice(["Bo", "Di"])]
        [(self.room.board, self.room.epoch)] = self.room.rows(
            f"SELECT id, epoch FROM board WHERE canvas = '{moment['canvas']}'"
        )
        self.clients += 1
        word = f"word {self.clients}"
        alone = moment["writing"] == "private"
        composed = {"pm": moment["generation"] + 1} if alone else {"o": moment["opening"]} if moment["opening"] else {}
        zone = ZONES[moment["canvas"]]
        page = who.page(f"page-{self.clients:04}-of-{who.seat[2:8]}")
        answer = page.send(page.note(word, zone=zone, **composed))["a"][0]
        if "s" in answer:
            self.written[note_id(word)] = (who, self.room.board, "alone" if alone else "open")
            if alone:
                assert note_id(word) not in self.shown(), (moment, answer)

    def take_away(self) -> None:
        """Somebody deletes what they wrote."""
        if not self.written:
            return
        id_ = self.random.choice(list(self.written))
        who, board, _how = self.written[id_]
        [(self.room.board, self.room.epoch)] = self.room.rows(f"SELECT id, epoch FROM board WHERE id = '{board}'")
        self.clients += 1
        page = who.page(f"page-{self.clients:04}-of-{who.seat[2:8]}")
        if "s" in page.send(page.op("el.del", ids=[id_]))["a"][0]:
            del self.written[id_]

    def shown(self) -> set[str]:
        """What everybody sees of what people wrote."""
        public = self.room.rows("SELECT id FROM element WHERE audience = '*' AND deleted_seq IS NULL")
        return {id_ for (id_,) in public if id_.startswith("e_word-")}

    def remove(self) -> None:
        """Somebody who writes is removed, and let back in."""
        ada, seat = self.room.people["Ada"].browser, self.room.people["Di"].seat
        for deed in ("removal", "return"):
            before = self.shown()
            assert ada.submit(f"/w/{self.room.id}/seats/{seat}/{deed}/").status_code == 303
            assert self.shown() == before
            for _ in range(2):
                self.press()

    def nothing_is_lost(self) -> None:
        """What was taken is there, for its author at least."""
        there = dict(self.room.rows("SELECT id, author_id FROM element WHERE deleted_seq IS NULL"))
        assert self.written.keys() <= there.keys()


ZONES = {name: canvas.zones[0].id for name, canvas in library().canvases.items()}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("agenda", ["alone to the end", "eight_ideas ecosystem_enablers", "energy_check eight_ideas"])
def test_whatever_is_pressed_does_what_was_said_and_loses_nothing(app, agenda, seed):
    room = room_ending_alone(app) if agenda == "alone to the end" else room_of(app, *agenda.split())
    for name in ("Bo", "Di"):
        room.join(name)
    room.join("Eve", "co-facilitator")
    play = Play(room, Random(seed))
    deeds: dict[Callable[[], None], float] = {
        play.look: 3,
        play.press: 5,
        play.write: 5,
        play.take_away: 1,
        play.remove: 0.3,
    }
    for _ in range(50):
        play.random.choices(list(deeds), list(deeds.values()))[0]()

    play.nothing_is_lost()
