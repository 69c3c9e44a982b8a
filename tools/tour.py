"""Take pictures of the main pages of the demo house: three widths, day and night, English and Arabic, into `tour/`.

Names on the command line choose pages; `--readme` renews the pictures in `docs/pictures/` instead.
"""

import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tour"
README = ROOT / "docs" / "pictures"
sys.path.insert(0, str(ROOT))

from tests.browser.browsers import browser_of_this_machine
from tests.browser.conftest import ARGUMENTS, SIZES, join_as_guest, speak
from tests.browser.demo import PLAN, check_in_token, printed_people, seeded_ids
from tests.house_process import House

PAGES = {
    "landing": ("visitor", "/"),
    "about": ("visitor", "/about/"),
    "centres": ("visitor", "/centres/"),
    "centre": ("facilitator", "/centres/{centre_id}/"),
    "canvases": ("visitor", "/canvases/"),
    "canvas": ("visitor", "/canvases/ecosystem_enablers/"),
    "sequences": ("visitor", "/canvases/sequences/"),
    "glossary": ("visitor", "/glossary/"),
    "sign-in": ("visitor", "/sign-in/"),
    "home": ("facilitator", "/"),
    "workshops": ("facilitator", "/workshops/"),
    "new-workshop": ("facilitator", "/workshops/new/"),
    "agenda": ("facilitator", "/w/{workshop_id}/agenda/"),
    "run-sheet": ("facilitator", "/w/{workshop_id}/run-sheet/"),
    "cockpit": ("facilitator", "/w/{workshop_id}/cockpit/"),
    "wall": ("facilitator", "/w/{workshop_id}/wall/"),
    "join": ("visitor", "/j/{code}/"),
    "step": ("guest", "/w/{workshop_id}/?view=list"),
    "board": ("facilitator", "/boards/{board_id}/"),
    "list": ("facilitator", "/boards/{board_id}/list/"),
    "voted": ("facilitator", "/boards/{voted_board}/list/"),
    "promotion": ("facilitator", "/plans/promotion/?board={board_id}&note={note_id}"),
    "minutes": ("facilitator", "/reports/workshops/{finished}/minutes/"),
    "plan": ("facilitator", "/plans/{plan_id}/"),
    "action": ("facilitator", "/plans/actions/{action_id}/"),
    "check-in": ("visitor", "/c/{check_in_token}/"),
    "portfolio": ("administrator", "/portfolio/"),
    "profile": ("facilitator", "/profile/"),
    "terms": ("administrator", "/terms/"),
}

SETTLES = 1_000
"""Milliseconds after which what comes by itself has come: who is here, a vote, the strip of the agenda."""

FINISHED = f"SELECT plan.workshop_id {PLAN} LIMIT 1"
"""The finished workshop the pictured plan comes from."""

VOTED = "SELECT board_id FROM vote_round WHERE workshop_id = ? ORDER BY candidates DESC LIMIT 1"
"""Its board on which people chose among most."""


@dataclass(frozen=True)
class Look:
    """On what screen, by day or night, and in which language somebody looks."""

    size: str = "laptop"
    theme: str = "light"
    language: str = "en"

    @property
    def name(self) -> str:
        return f"{SIZES[self.size][0]}-{self.theme}-{self.language}"


LOOKS = tuple(Look(*each) for each in product(SIZES, ("light", "dark"), ("en", "ar")))

IN_THE_README = {
    "cockpit": ("cockpit", Look()),
    "home": ("home", Look()),
    "agenda": ("agenda", Look()),
    "canvases": ("canvases", Look(theme="dark")),
    "wall": ("wall", Look()),
    "board": ("board", Look()),
    "voted": ("voted", Look()),
    "plan": ("plan", Look()),
    "portfolio": ("portfolio", Look()),
    "minutes": ("minutes", Look()),
    "join": ("join", Look("phone")),
    "check-in": ("check-in", Look("phone")),
    "phone-arabic": ("step", Look("phone", language="ar")),
}
"""File in `docs/pictures/` → which page it shows, and how."""


@dataclass
class Tour:
    """A browser before a demo house, with the pages of whoever has been there in one look."""

    browser: Browser
    house: House
    people: dict[str, tuple[str, str]]
    ids: dict[str, str]
    guest: dict = field(default_factory=dict)
    visitors: dict[tuple[str, Look], Page] = field(default_factory=dict)

    def take(self, name: str, look: Look, picture: Path, *, whole: bool) -> None:
        """Photograph a page; on a phone all of it, where that is wanted."""
        who, address = PAGES[name]
        page = self.visitors.get((who, look)) or self._arrive(who, look)
        page.goto(address.format(**self.ids), wait_until="networkidle")
        if page.locator("[data-connection]").count():
            page.wait_for_selector("[data-connection=connected]", state="attached")
        page.wait_for_timeout(SETTLES)
        page.screenshot(path=picture, full_page=whole and look.size == "phone")
        print(picture.relative_to(ROOT))

    def leave(self) -> None:
        """Close every page."""
        for page in self.visitors.values():
            page.context.close()
        self.visitors.clear()

    def _arrive(self, who: str, look: Look) -> Page:
        width, height = SIZES[look.size]
        context = self.browser.new_context(
            base_url=self.house.url,
            viewport={"width": width, "height": height},
            locale=look.language,
            color_scheme=look.theme,
            # One guest on all screens, or the room would fill with pictures.
            storage_state=self.guest if who == "guest" and self.guest else None,
        )
        page = self.visitors[who, look] = context.new_page()
        speak(page, look.language)
        if who in self.people:
            self._sign_in(page, *self.people[who])
        elif who == "guest" and not self.guest:
            join_as_guest(page, self.ids["code"], "Noor")
            self.guest = context.storage_state()
        return page

    @staticmethod
    def _sign_in(page: Page, email: str, password: str) -> None:
        page.goto("/sign-in/")
        page.locator("input[name=email]").fill(email)
        page.locator("input[name=password]").fill(password)
        page.locator("main form button.btn-main").click()
        page.wait_for_url(re.compile(r"^(?!.*sign-in)"))


def main(wanted: list[str]) -> None:
    """Start a demo house and photograph it."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as var, sync_playwright() as playwright:
        house = House({"VAR": var, "TESTING": "yes"}).start()
        browser = playwright.chromium.launch(executable_path=browser_of_this_machine(), args=ARGUMENTS)
        tour = Tour(browser, house, printed_people(house), _ids(house))
        try:
            if "--readme" in wanted:
                _for_the_readme(tour)
            else:
                _everywhere(tour, wanted or PAGES)
        finally:
            browser.close()
            house.stop()


def _everywhere(tour: Tour, names: Iterable[str]) -> None:
    for look in LOOKS:
        for name in names:
            tour.take(name, look, FOLDER / f"{name}-{look.name}.png", whole=True)
        tour.leave()


def _for_the_readme(tour: Tour) -> None:
    for picture, (name, look) in IN_THE_README.items():
        tour.take(name, look, README / f"{picture}.png", whole=False)


def _ids(house: House) -> dict[str, str]:
    """What the addresses need, from the demo house."""
    with closing(sqlite3.connect(f"file:{house.environ['VAR']}/baraza.db?mode=ro", uri=True)) as database:
        finished = database.execute(FINISHED).fetchone()[0]
        voted = database.execute(VOTED, [finished]).fetchone()[0]
    return {**seeded_ids(house), "finished": finished, "voted_board": voted, "check_in_token": check_in_token(house)}


if __name__ == "__main__":
    main(sys.argv[1:])
