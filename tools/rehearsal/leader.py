"""The facilitator of a rehearsal: opens an account, makes a workshop from a ready sequence, presses *Next*."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.rooms import join_code, press_next

ADDRESS = "facilitator@example.org"
PASSPHRASE = "four plain words here"


@dataclass(frozen=True)
class At:
    """Where the room is: the step from 1, the phase from 0 and its kind, and how people write."""

    step: int
    phase: int
    kind: str
    title: str
    canvas: str | None
    writing: str
    version: int
    mood: str

    @property
    def takes_notes(self) -> bool:
        """Whether people write, in the open or alone."""
        return self.writing in {"open", "private"}

    @property
    def name(self) -> str:
        """The name of the folder of its pictures."""
        said = self.canvas or self.title.lower().replace(" ", "-")
        return f"{self.step:02}-{said}-{self.phase}-{self.kind or self.mood}"


def sign_up(page: Page, environ: dict[str, str], root: Path) -> None:
    """Open the account that `flask admin` invites, as an operator does after the first start."""
    asked = [sys.executable, "-m", "flask", "--app", "wsgi", "admin", ADDRESS]
    link = subprocess.run(asked, cwd=root, env=environ, check=True, capture_output=True, text=True).stdout.split()[-1]
    page.goto(link[link.index("/links/") :])
    page.locator("input[name=name]").fill("Amina Facilitator")
    page.locator("input[name=password]").fill(PASSPHRASE)
    page.locator("main form button.btn-main").click()
    page.wait_for_url(lambda url: "/links/" not in url)


def make_workshop(page: Page, sequence: str) -> tuple[str, str]:
    """Make a workshop from a ready sequence; its id and its code, with the cockpit open."""
    page.goto(f"/workshops/new/?sequence={sequence}")
    page.get_by_label("Title").fill("What keeps our tests waiting")
    page.get_by_role("textbox", name="Question").fill("Where do we lose the most days?")
    page.get_by_label("Name of the host").fill("The Lab")
    page.get_by_role("button", name="Make the workshop").click()
    page.wait_for_url(re.compile(r"/w/[\w-]+/agenda/"))
    workshop = re.search(r"/w/([\w-]+)/", page.url)[1]
    return workshop, join_code(page, workshop)


def go_on(page: Page) -> None:
    """Press *Next* in the cockpit and wait until the room has moved."""
    press_next(page)


def has_ended(page: Page) -> bool:
    """True once the cockpit has no *Next* any more."""
    return page.locator("#cp-next").count() == 0


def at(page: Page, workshop: str) -> At:
    """Where the room is, as the server says."""
    stage = page.request.get(f"/w/{workshop}/stage/", headers={"Accept": "application/json"}).json()
    phases = stage["phases"]
    kind = phases[stage["phase"]]["kind"] if stage["phase"] < len(phases) else ""
    title = stage["title"].get("en") or next(iter(stage["title"].values()), stage["mood"])
    return At(
        stage["number"], stage["phase"], kind, title, stage["canvas"], stage["writing"], stage["version"], stage["mood"]
    )


def make_co_facilitator(page: Page, name: str) -> None:
    """Give somebody who has joined the role of a co-facilitator, in the list of people of the cockpit."""
    page.locator("#people-names > summary").click()
    person = page.locator("#people .person", has_text=name)
    person.locator("summary").click()
    person.locator("select[name=role]").select_option(label="Co-facilitator")
    person.get_by_role("button", name="Give role").click()
    expect(page.locator("#people .person .person-n", has_text=name)).to_contain_text("Co-facilitator")
    page.reload()
