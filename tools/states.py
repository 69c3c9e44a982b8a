"""Take pictures of a board in every state people meet, as they come to it, into `tour/states/`.

On the plane, in the list and on a phone; by day, by night and from the right. A name ends the tour behind that state.
"""

import re
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tour" / "states"
sys.path.insert(0, str(ROOT))

from tests.browser import rooms
from tests.browser.browsers import browser_of_this_machine
from tests.browser.canvas import look_at, open_plane, paper, paste
from tests.browser.conftest import ARGUMENTS, SIZES, speak
from tests.browser.demo import printed_people
from tests.house_process import House
from tools.tour import Look

ZONE, OTHER = "hope", "bring"
SETTLES = 1_200
AWAY = 40_000
SLOW = 4_500
CROWD = 500
WORDS = (
    (ZONE, "Idle lab days: two a week"),
    (ZONE, "أيام المختبر الخالية"),
    (ZONE, "A long thought that needs three or four lines on its paper before everybody has read it to its end"),
    (ZONE, "空闲的实验室"),
    (OTHER, "Our own buyers"),
    (OTHER, "Twenty years of seed trials"),
)
LOOKS = (Look(), Look(theme="dark"), Look(language="ar"))
VIEWS = {"plane": "laptop", "list": "laptop", "phone": "phone"}


@dataclass
class Room:
    """A workshop that has begun, whoever leads it, and a page for each view and look."""

    browser: Browser
    house: House
    lead: Page
    pages: dict[str, Page] = field(default_factory=dict)

    @property
    def writer(self) -> Page:
        return self.pages[f"list-{LOOKS[0].name}"]

    def fill_up(self) -> None:
        """Somebody comes for each view and look."""
        for look in LOOKS:
            for view, size in VIEWS.items():
                self.pages[f"{view}-{Look(size, look.theme, look.language).name}"] = self._come(view, size, look)

    def photograph(self, state: str) -> None:
        self.writer.wait_for_timeout(SETTLES)
        for name, page in self.pages.items():
            page.screenshot(path=FOLDER / f"{state}-{name}.png")
        print(state, flush=True)

    def offline(self, *, yes: bool) -> None:
        for page in self.pages.values():
            page.context.set_offline(yes)
        for page in self.pages.values():
            line = page.locator("[data-connection]")
            if yes:
                expect(line).to_have_attribute("data-connection", "lost", timeout=AWAY)
            else:
                expect(line).to_have_attribute("data-connection", "connected", timeout=AWAY)

    def write(self, words: str) -> None:
        """Everybody writes something."""
        for name, page in self.pages.items():
            if not name.startswith("plane"):
                rooms.write(page, ZONE, words)
                continue
            page.locator("[data-surface]").focus()
            page.keyboard.press("n")
            page.keyboard.type(words)
            page.keyboard.press("Enter")

    def open_page(self, look: Look, size: str) -> Page:
        width, height = SIZES[size]
        context = self.browser.new_context(
            base_url=self.house.url,
            viewport={"width": width, "height": height},
            locale=look.language,
            color_scheme=look.theme,
            has_touch=size == "phone",
        )
        page = context.new_page()
        speak(page, look.language)
        return page

    def _come(self, view: str, size: str, look: Look) -> Page:
        page = self.open_page(look, size)
        rooms.join_by_code(page, self.lead.code, f"{view.title()} {look.theme} {look.language}")
        return open_plane(page, self.lead.workshop) if view == "plane" else rooms.connected(page)


def empty(room: Room) -> None:
    room.photograph("empty")


def written(room: Room) -> None:
    for zone, words in WORDS:
        rooms.write(room.writer, zone, words)
    for name, page in room.pages.items():
        if name.startswith("plane"):
            look_at(page)
        else:
            rooms.open_zone(page, ZONE)
    room.photograph("written")


def locked(room: Room) -> None:
    plane = room.lead.context.new_page()
    open_plane(plane, room.lead.workshop)
    look_at(plane)
    paper(plane, WORDS[0][1]).click()
    plane.keyboard.press("Control+Shift+L")
    expect(paper(plane, WORDS[0][1]).locator("[data-mark=locked]")).to_be_visible()
    plane.close()
    room.photograph("locked")


def voting(room: Room) -> None:
    panel = room.lead.locator("#votes-panel")
    panel.locator("#vote-opening > summary").click()
    panel.get_by_role("button", name="Open the vote").click()
    expect(panel).to_contain_text("have voted")
    room.photograph("voting")
    panel.locator("summary", has_text="Close the vote").click()
    panel.get_by_role("button", name="Close the vote").click()
    expect(panel).to_contain_text("Closed at")
    room.photograph("voted")


def private(room: Room) -> None:
    rooms.turn(room.lead, "private")
    room.write("Written alone")
    room.photograph("private")


def offline(room: Room) -> None:
    room.offline(yes=True)
    room.write("Written without a line")
    room.photograph("offline")


def late(room: Room) -> None:
    """What was written alone and without a line comes after the reveal."""
    rooms.turn(room.lead, "open")
    room.offline(yes=False)
    room.photograph("late")


def refused(room: Room) -> None:
    room.offline(yes=True)
    room.write("Nobody may write by then")
    rooms.turn(room.lead, "closed")
    room.offline(yes=False)
    room.photograph("refused")


def frozen(room: Room) -> None:
    rooms.turn(room.lead, "open")
    room.lead.locator("#cp-freeze").click()
    room.photograph("frozen")
    room.lead.locator("#cp-freeze").click()


def crowded(room: Room) -> None:
    """Half a thousand notes, and all of them in sight where there is a plane."""
    plane = open_plane(room.lead.context.new_page(), room.lead.workshop)
    look_at(plane)
    paste(plane, "\n".join(f"Thought {number} of the room" for number in range(1, CROWD + 1)))
    asked = plane.locator("dialog[open]")
    asked.locator("[data-way=lines]").click()
    asked.locator("button.btn-main").click()
    expect(plane.locator("[data-count]", has_text=re.compile(r"^5\d\d$"))).to_be_visible()
    expect(plane.locator("[data-connection]")).to_contain_text("safe at", timeout=AWAY)
    for name, page in room.pages.items():
        page.wait_for_timeout(SETTLES)
        if name.startswith("plane"):
            page.locator("[data-surface]").focus()
            page.keyboard.press("Shift+Digit1")
    plane.close()
    room.photograph("crowded")


def replayed(room: Room) -> None:
    """Each goes through the past of the board, and stands in the middle of it."""
    for page in room.pages.values():
        board = page.locator("[data-board]").first.get_attribute("data-board")
        page.goto(f"/history/{board}/replay/")
        expect(page.locator("[data-time]")).not_to_be_empty()
        for _ in range(4):
            page.locator("[data-do=step-back]").click()
    room.photograph("replayed")
    for page in room.pages.values():
        page.go_back()
        expect(page.locator("[data-connection]")).to_have_attribute("data-connection", "connected", timeout=AWAY)


def restored(room: Room) -> None:
    """A backup from before what everybody wrote last comes back."""
    copy = room.house.log.parent / "before.baraza"
    room.house.run("backup", str(copy))
    rooms.turn(room.lead, "open")
    room.write("Written after the backup")
    room.writer.wait_for_timeout(SETTLES)
    room.house.stop()
    room.house.run("restore", "--replace", str(copy))
    room.house.start()
    for page in room.pages.values():
        expect(page.locator("[data-restored]").first).to_be_visible(timeout=AWAY)
    room.photograph("restored")


def loading(room: Room) -> None:
    """The rows of the board do not come."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    for page in room.pages.values():
        page.route(re.compile(r"/boards/[^/]+/(snapshot|ops)/|/socket.io/"), hold)
        page.reload(wait_until="domcontentloaded")
    room.writer.wait_for_timeout(SLOW)
    room.photograph("loading")


STATES: tuple[Callable[[Room], None], ...] = (
    empty, written, locked, voting, private, offline, late, refused, frozen, crowded, replayed, restored, loading,
)  # fmt: skip
"""In the order in which one leads to the next."""


def main(arguments: list[str]) -> None:
    """Start the site, let people into a room, and go through what may happen to them."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("last", nargs="?", choices=[state.__name__ for state in STATES], help="the state to end behind")
    last = parser.parse_args(arguments).last
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as var, sync_playwright() as playwright:
        house = House({"VAR": var, "TESTING": "yes"}).start()
        browser = playwright.chromium.launch(executable_path=browser_of_this_machine(), args=ARGUMENTS)
        try:
            room = Room(browser, house, _lead(browser, house))
            room.fill_up()
            for state in STATES:
                state(room)
                if state.__name__ == last:
                    break
        finally:
            browser.close()
            house.stop()


def _lead(browser: Browser, house: House) -> Page:
    page = browser.new_context(base_url=house.url).new_page()
    email, password = printed_people(house)["facilitator"]
    page.goto("/sign-in/")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("main form button.btn-main").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    page.workshop = rooms.make_workshop(page, "A room in every state")
    page.code = rooms.join_code(page, page.workshop)
    rooms.press_next(page)
    rooms.turn(page, "open")
    return page


if __name__ == "__main__":
    main(sys.argv[1:])
