"""The room of a rehearsal: a facilitator leads it from the lobby to the thanks, and every screen is looked at."""

import contextlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from playwright.sync_api import Browser, Page

from tests.browser.conftest import join_as_guest
from tests.browser.rooms import write
from tests.house_process import House
from tools.rehearsal import leader
from tools.rehearsal.person import Note, Person
from tools.rehearsal.screens import ARABIC, BOARD, COCKPIT, LAPTOP, PHONE, WALL, Kind, Screen, screen
from tools.rehearsal.sheet import Phase

ROOT = Path(__file__).parent.parent.parent
WRITES = 14.0
"""Seconds, at full pace, in which people write or vote before the facilitator goes on."""

LOOKS = 2.0
"""Seconds, at full pace, of a phase in which nobody writes."""

GUESTS = ((BOARD, "Cora", "canvas"), (LAPTOP, "Liam", "canvas"), (PHONE, "Phoebe", "list"), (ARABIC, "نور", "list"))
"""Who joins with a browser, and whether they look at the board or at the list; the first becomes co-facilitator."""

ON_PHONES = {"en": "Pay pilots within 30 days", "ar": "قاعة واحدة للجميع"}
"""What is written on a phone by hand, by its language."""


@dataclass
class Room:
    """A workshop, its screens and its people; `phases` has what was seen in each phase."""

    house: House
    browser: Browser
    pace: float
    folder: Path
    phases: list[Phase] = field(default_factory=list)
    workshop: str = ""
    _screens: list[Screen] = field(default_factory=list)
    _people: list[Person] = field(default_factory=list)
    _wrote: set[int] = field(default_factory=set)

    @contextlib.contextmanager
    def opened(self, sequence: str, people: int) -> Iterator["Room"]:
        """Make the workshop, open every screen, let everybody join."""
        with contextlib.ExitStack() as stack:
            cockpit = self._open(stack, COCKPIT)
            leader.sign_up(cockpit, self.house.environ, ROOT)
            self.workshop, code = leader.make_workshop(cockpit, sequence)
            wall = self._open(stack, WALL, storage_state=cockpit.context.storage_state())
            wall.goto(f"/w/{self.workshop}/wall/")
            for kind, name, view in GUESTS:
                page = self._open(stack, kind)
                join_as_guest(page, code, name)
                page.goto(f"/w/{self.workshop}/?view={view}")
            leader.make_co_facilitator(cockpit, GUESTS[0][1])
            for number, words in enumerate(words_of(people)):
                person = Person(f"{self.house.url}/j/{code}/", f"Person {number + 1}", words, pace=self.pace)
                self._people.append(person)
                person.start()
                time.sleep(0.1 / self.pace)
            yield self
            for person in self._people:
                person.leave()
            for person in self._people:
                person.join(5)

    def lead(self, steps: int) -> None:
        """Press *Next* from the lobby to the thanks, or through so many steps."""
        self._look("00-lobby", LOOKS)
        while not leader.has_ended(self._cockpit):
            pressed = time.time()
            leader.go_on(self._cockpit)
            now = leader.at(self._cockpit, self.workshop)
            if now.step > steps:
                break
            before = {word for person in self._people for word in person.written.values()}
            if now.takes_notes:
                self._write_on_phones(now)
            phase = self._look(now.name, WRITES if now.takes_notes or now.kind == "vote" else LOOKS)
            heard = [each.heard[now.version] - pressed for each in self._people if now.version in each.heard]
            phase.followed = max(heard, default=0.0)
            if now.writing == "private":
                self._expect_private(phase, before)
        self._expect_all_kept()
        for each in self.phases:
            print(f"{each.name}: followed within {each.followed:.2f} s, faults: {len(each.faults)}")

    @property
    def _cockpit(self) -> Page:
        return self._screens[0].page

    def _open(self, stack: contextlib.ExitStack, kind: Kind, **more: object) -> Page:
        opened = stack.enter_context(screen(self.browser, self.house.url, kind, **more))
        self._screens.append(opened)
        return opened.page

    def _write_on_phones(self, now: leader.At) -> None:
        if now.step in self._wrote:
            return
        self._wrote.add(now.step)
        for each in (each for each in self._screens if each.kind.touch):
            zone = each.page.locator("[data-zone]").first
            zone.wait_for()
            write(each.page, str(zone.get_attribute("data-zone")), ON_PHONES[each.kind.language])

    def _look(self, name: str, seconds: float) -> Phase:
        """Let people work for so long, then look at every screen."""
        time.sleep(seconds / self.pace)
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        phase = Phase(name)
        self._screens[0].settle()
        for each in self._screens:
            phase.faults += [f"{each.kind.name}: {what}" for what in each.take(folder)]
            phase.pictures.append(f"{each.kind.name}.png")
            if each.kind is LAPTOP:
                phase.faults += [f"{each.kind.name}, a zone: {what}" for what in each.take_zone(folder)]
                phase.pictures += [zone.name for zone in folder.glob(f"{each.kind.name}-zone.png")]
        for person in self._people:
            phase.faults += person.faults
            person.faults.clear()
        self.phases.append(phase)
        print(f"{name}: faults: {len(phase.faults)}", flush=True)
        return phase

    def _expect_private(self, phase: Phase, before: set[str]) -> None:
        """What was written alone in this phase is on no screen of anybody else."""
        new = {word for person in self._people for word in person.written.values()} - before - set(ON_PHONES.values())
        for each in self._screens:
            body = each.page.content()
            phase.faults += [
                f"{each.kind.name}: shows what somebody wrote alone: {word}" for word in new if word in body
            ]

    def _expect_all_kept(self) -> None:
        """Every note that the server accepted is on a board."""
        kept: set[str] = set()
        for board in {board for person in self._people for board in person.boards}:
            answer = self._cockpit.request.get(f"/boards/{board}/snapshot/").text()
            kept |= {event["id"] for event in json.loads(answer)["ev"]}
        lost = [
            f"{person.name}: lost {words!r}"
            for person in self._people
            for id_, words in person.written.items()
            if id_ not in kept
        ]
        self.phases[-1].faults += lost


def words_of(people: int) -> list[list[Note]]:
    """The notes of each person: each begins with another."""
    read = yaml.safe_load((Path(__file__).parent / "notes.yaml").read_text("utf-8"))
    notes = [(str(language), str(words)) for language, words in read]
    return [_from(notes, 7 * number % len(notes)) for number in range(people)]


def _from(notes: Sequence[Note], begin: int) -> list[Note]:
    return [*notes[begin:], *notes[:begin]]
