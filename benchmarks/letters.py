"""How long a letter takes from the key to the screen, while others work; and how long a weak phone waits to write.

Chromium draws without a graphics card, on the machine that serves it and on which the others are made, so figures
are those of a poor laptop.
"""

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import rooms
from benchmarks.among import Ear, others_at_work
from benchmarks.figures import quantile
from benchmarks.houses import OwnHouse
from benchmarks.thin import thin_line
from tests.browser.browsers import browser_of_this_machine

Figures = dict[str, object]

NOTES, LETTERS, EVERY = 1_000, 250, 80
"""What lies on the board, how many letters are written, and milliseconds from one to the next: a quick hand."""

VISITS, SLOWER, PHONE = 3, 4, (360, 740)

LISTEN = """() => {
  globalThis.letters = { painted: [], told: [] }
  const gone = new MessageChannel()
  const waiting = []
  gone.port1.onmessage = () => { for (const at of waiting.splice(0)) letters.painted.push(performance.now() - at) }
  let key = 0
  document.addEventListener("keydown", (event) => (key = event.timeStamp), true)
  document.addEventListener("input", () => {
    const at = key
    requestAnimationFrame(() => {
      waiting.push(at)
      gone.port2.postMessage(null)
    })
  }, true)
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === "keydown") letters.told.push(duration)
  }).observe({ type: "event", durationThreshold: 16 })
}"""
"""`painted`: from the key to behind the frame that shows its letter. `told`: what Event Timing says of slow ones."""

STATES = """() => {
  globalThis.states = {}
  const look = () => {
    const form = document.querySelector("form[data-compose]:not([hidden]) textarea")
    const now = performance.now()
    if (form && form.getClientRects().length) states.form ??= now
    if (document.querySelector("[data-connection=connected]")) states.live ??= now
    if (!states.live) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}"""
"""When a field to write in is there, which works without scripts, and when the page is live."""


def typing(house: OwnHouse, people: int) -> Figures:
    """Somebody writes in a note of a board of a thousand, alone and while so many others work."""
    app = rooms.same_house(house.environ)
    room = rooms.open_room(app, house.url)
    room.fill(NOTES)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_of_this_machine(), args=["--no-sandbox"])
        page, ear = _at_a_note(browser, room)
        alone = _letters(page)
        seats = room.seats(people)
        with others_at_work(house.measured, seats, page, ear, seconds=30):
            among = _letters(page)
        browser.close()
    return {"people": people, "notes": NOTES, "letters": LETTERS, "alone": alone, "among": among}


def weak_line(house: OwnHouse, people: int) -> Figures:
    """A participant's phone comes to a board of so many notes over a thin line, and comes again."""
    app = rooms.same_house(house.environ)
    room = rooms.open_room(app, house.url)
    room.fill(people)
    address = urlsplit(house.url)
    with thin_line((address.hostname or "", address.port or 0)) as (line, port), sync_playwright() as playwright:
        rules = f"--host-resolver-rules=MAP {address.netloc} 127.0.0.1:{port}"
        browser = playwright.chromium.launch(executable_path=browser_of_this_machine(), args=["--no-sandbox", rules])
        visits = [_visits(browser, room) for _ in range(VISITS)]
        browser.close()
        carried = line.carried["down"]
    if not carried:
        raise AssertionError("the browser went past the thin line")
    told = {name: quantile([first[name] for first, _again in visits], 0.5) for name in ("form_s", "live_s")}
    again = {f"again_{name}": quantile([second[name] for _first, second in visits], 0.5) for name in told}
    return {"people": people, "visits": VISITS, "kilobytes": carried / 1000 / VISITS, **told, **again}


def _at_a_note(browser: Browser, room: rooms.Opened) -> tuple[Page, Ear]:
    """A page of the plane with a note open to write in, and what it hears of others."""
    context: Any = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=room.url)
    context.add_cookies([_cookie(room.leads().cookie, room.url)])
    page: Page = context.new_page()
    ear = Ear(page)
    page.add_init_script(f"({LISTEN})()")
    page.goto(f"/boards/{room.board}/", timeout=120_000)
    page.wait_for_function("() => document.querySelector('[data-wait]')?.hidden", timeout=60_000)
    page.locator("[data-surface]").focus()
    page.keyboard.press("n")
    page.locator("[data-field]").wait_for()
    page.keyboard.type("Begun")
    page.keyboard.press("Enter")
    note = page.locator("li[data-note]:focus")
    ear.own = note.get_attribute("data-note") or ""
    note.press("Enter")
    page.locator("[data-field]:focus").wait_for()
    page.wait_for_timeout(1_500)
    return page, ear


def _letters(page: Page) -> Mapping[str, float]:
    """Write at an even pace, and say how long the letters took."""
    page.evaluate("() => { letters.painted.length = letters.told.length = 0 }")
    due = time.monotonic()
    for number in range(LETTERS):
        page.keyboard.press("abcdefghij "[number % 11].replace(" ", "Space"))
        due += EVERY / 1000
        page.wait_for_timeout(max(0.0, 1000 * (due - time.monotonic())))
    page.wait_for_timeout(500)
    told: dict[str, list[float]] = page.evaluate("() => letters")
    painted = told["painted"]
    if len(painted) < LETTERS:
        raise AssertionError(f"only {len(painted)} of {LETTERS} letters came")
    slow = told["told"]
    return {
        "p50_ms": quantile(painted, 0.5),
        "p95_ms": quantile(painted, 0.95),
        "worst_ms": max(painted),
        # Event Timing tells of those alone that took two frames or more.
        "event_p95_ms": quantile([*slow, *[8.0] * (LETTERS - len(slow))], 0.95),
    }


def _visits(browser: Browser, room: rooms.Opened) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Seconds of the first visit of a phone, and of its next one."""
    width, height = PHONE
    context: Any = browser.new_context(
        viewport={"width": width, "height": height}, base_url=room.url, has_touch=True, is_mobile=True
    )
    context.add_cookies([_cookie(room.come_in().page().cookie, room.url)])
    page: Page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(f"({STATES})()")
    first, again = (_visit(page, room) for _ in range(2))
    context.close()
    return first, again


def _visit(page: Page, room: rooms.Opened) -> Mapping[str, float]:
    page.goto(f"/w/{room.workshop}/", timeout=120_000, wait_until="commit")
    page.wait_for_function("() => globalThis.states?.live && globalThis.states?.form", timeout=120_000)
    states: dict[str, float] = page.evaluate("() => states")
    page.wait_for_load_state("networkidle")
    return {f"{name}_s": ms / 1000 for name, ms in states.items()}


def _cookie(header: str, url: str) -> dict[str, str]:
    name, _, value = header.partition("=")
    return {"name": name, "value": value, "url": url}
