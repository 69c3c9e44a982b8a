"""The real browsers of a rehearsal: what each shows, what its page complained about, and its pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Response

LOOK = (Path(__file__).parent / "faults.js").read_text(encoding="utf-8")
FULLEST = """() => {
  const marks = [...document.querySelectorAll("#board-canvas [data-count]")]
  const counts = marks.map(({ dataset, textContent }) => [Number(textContent), dataset.count])
  const [most, zone] = counts.sort(([one], [other]) => other - one)[0] ?? [0]
  return most > 0 && document.querySelector(`[data-approach="${zone}"]`) ? zone : null
}"""
"""The zone of the plane in which the most notes lie, if there is one."""

SETTLES = 700
"""Milliseconds after which a screen stands still: groups, marks and pictures have come."""


@dataclass(frozen=True)
class Kind:
    """A screen: its size, language and theme, and at how many pixels words can still be read on it."""

    name: str
    size: tuple[int, int]
    least: int
    language: str = "en"
    theme: str = "light"
    touch: bool = False


COCKPIT = Kind("cockpit", (1366, 768), 11)
BOARD = Kind("board", (1366, 768), 11)
WALL = Kind("wall", (1920, 1080), 20)
LAPTOP = Kind("laptop", (1366, 768), 11)
PHONE = Kind("phone", (360, 740), 12, touch=True)
ARABIC = Kind("phone-arabic-dark", (360, 740), 12, language="ar", theme="dark", touch=True)


@dataclass
class Screen:
    """A page that stays open through the whole rehearsal."""

    kind: Kind
    page: Page
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Remember every error of the page, and every answer from 500 on."""
        self.page.on("pageerror", lambda error: self.complaints.append(f"error in the page: {error}"))
        self.page.on("response", self._answered)

    def _answered(self, answer: Response) -> None:
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.complaints.append(f"{answer.request.method} {answer.url} was answered {answer.status}")

    def settle(self) -> None:
        """Wait until this screen, and every other one, stands still."""
        self.page.wait_for_timeout(SETTLES)

    def take(self, folder: Path) -> list[str]:
        """Photograph the screen as it is; sentences about what is wrong on it."""
        self.page.screenshot(path=folder / f"{self.kind.name}.png")
        try:
            found: list[str] = self.page.evaluate(LOOK, self.kind.least)
        except Error as error:
            found = [f"could not be looked at: {error.message}"]
        found += self.complaints
        self.complaints.clear()
        return found

    def take_zone(self, folder: Path) -> list[str]:
        """Photograph the zone with the most notes after a press on its title; nothing where there is no board."""
        fullest = self.page.evaluate(FULLEST)
        if fullest is None:
            return []
        title = self.page.locator(f"[data-approach='{fullest}']")
        title.click()
        self.settle()
        found = Screen(Kind(f"{self.kind.name}-zone", self.kind.size, self.kind.least), self.page).take(folder)
        title.click()
        return found


@contextmanager
def screen(browser: Browser, url: str, kind: Kind, **more: object) -> Iterator[Screen]:
    """A browser of somebody's own."""
    width, height = kind.size
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        locale=kind.language,
        color_scheme=kind.theme,
        has_touch=kind.touch,
        **more,
    )
    opened = Screen(kind, context.new_page())
    opened.listen()
    yield opened
    context.close()
