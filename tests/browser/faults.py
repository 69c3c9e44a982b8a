"""What a page is looked at for, all at once: whoever has opened it sees it wide, narrow and in colours of their own."""

from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, Request

LOOK = f"{AXE_SCRIPT};{Path(__file__).with_name('faults.js').read_text()}"

EVERYTHING = {"rules": {"target-size": {"enabled": True}}}
"""All that axe knows, and that whatever is pressed is 24 px large or stands apart."""

OWN_COLOURS = {
    "runOnly": ["target-size", "scrollable-region-focusable", "link-in-text-block", "label"],
}
"""What may be otherwise where colours are somebody's own; contrast is theirs, and axe would hold our ink against it."""

ZOOMED = {"width": 320, "height": 256}
"""A window of 1280 × 1024 pixels at 400 %."""

STILL = 60
"""Milliseconds without a request after which a page has come that has nothing left to do."""

IDLE = """() => new Promise((done) => {
  const idle = (then) => requestIdleCallback(then, { timeout: 1000 })
  requestAnimationFrame(() => idle(() => idle(done)))
})"""
"""Once what has been loaded was run and drawn: what it asks for is asked for by then, however busy the machine."""


class Quiet:
    """Knows when a page has come with all its parts; a socket that stays open is none."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open: set[Request] = set()
        page.on("request", self._begin)
        for ended in ("requestfinished", "requestfailed"):
            page.on(ended, self._end)

    def _begin(self, request: Request) -> None:
        self._open.add(request)

    def _end(self, request: Request) -> None:
        self._open.discard(request)

    def wait(self) -> None:
        self._page.evaluate(IDLE)
        still = 0.0
        while still < STILL:
            self._page.wait_for_timeout(STILL / 4)
            still = still + STILL / 4 if not self._asking else 0

    @property
    def _asking(self) -> bool:
        return any("transport=polling" not in each.url for each in self._open)


def look(page: Page, **how: object) -> list[str]:
    """What is wrong with the page as it stands, as far as it is looked at for that."""
    if not page.evaluate("'faults' in globalThis"):
        # From now on each page that is opened there has it: half a megabyte is sent once.
        page.add_init_script(LOOK)
        page.evaluate(LOOK)
    return page.evaluate("how => faults.of(how)", how)


def on_a_desk(page: Page) -> list[str]:
    """What is wrong for somebody at a laptop; then in colours of their own and at rest; then at 400 %."""
    size = page.viewport_size
    found = look(page, axe=EVERYTHING, targets=24, sideways=True, spaced=True)
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    found += [f"in colours of one's own {each}" for each in look(page, forced=True, axe=OWN_COLOURS, running=True)]
    page.emulate_media(forced_colors="none", reduced_motion="reduce")
    page.set_viewport_size(ZOOMED)
    found += [f"at 400 % {each}" for each in look(page, sideways=True, crowded=True, targets=24, spaced=True)]
    page.set_viewport_size(size)
    found += look(page, opened=24)
    page.emulate_media(forced_colors="none", reduced_motion="no-preference")
    return found


def in_a_hand(page: Page) -> list[str]:
    """What is wrong for somebody with a narrow phone."""
    return look(page, axe=EVERYTHING, targets=44, sideways=True, spaced=True, opened=44)
