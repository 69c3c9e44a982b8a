"""How the plane draws in a real browser: frames while one pans and zooms a full board, opening it, and its memory.

Chromium draws without a graphics card, on the machine that serves it, so figures are those of a poor laptop.
"""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks import rooms
from benchmarks.among import Ear, others_at_work
from benchmarks.houses import OwnHouse
from tests.browser.browsers import browser_of_this_machine

Figures = dict[str, object]

SIZES = {"laptop": (1366, 768, 1), "phone": (360, 740, 4)}
"""Width, height, and how many times slower the processor is made."""

LIVE_PEOPLE = 200
"""Each does one thing a second, most of it moving and typing."""

ROOM_FOR_THEM = 1_000
"""Of what others do a part is new notes, and no board holds more than 5,000."""

OPENING = """() => {
  globalThis.opened = { shown: 0 }
  const look = () => {
    const wait = document.querySelector("[data-wait]")
    if (wait?.hidden && !opened.shown) requestAnimationFrame(() => (opened.shown = performance.now()))
    else if (!opened.shown) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}"""
"""Notes when the board is there: the first frame after it was drawn."""

OPENED = """() => {
  const snapshots = performance.getEntriesByType("resource").filter(({ name }) => name.includes("/snapshot/"))
  return opened.shown - Math.max(...snapshots.map(({ responseEnd }) => responseEnd))
}"""

FRAMES = """([name, count]) => new Promise((resolve) => {
  const surface = document.querySelector("[data-surface]")
  const { left, top, width, height } = surface.getBoundingClientRect()
  const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true }
  const deeds = {
    pan: (index) => ({ deltaX: index % 60 < 30 ? 14 : -14, deltaY: index % 40 < 20 ? 8 : -8 }),
    zoom: (index) => ({ deltaY: index % 60 < 30 ? -24 : 24, ctrlKey: true }),
  }
  const frames = []
  let before = 0
  let index = 0
  const next = (now) => {
    if (before) frames.push(now - before)
    before = now
    if (index >= count) return resolve(frames)
    surface.dispatchEvent(new WheelEvent("wheel", { ...at, ...deeds[name](index) }))
    index += 1
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
})"""
"""Pans or zooms a little in every frame, as a wheel does; milliseconds from frame to frame."""

COUNT = 240


def plane(house: OwnHouse, notes: int) -> Figures:
    """A board of so many notes, looked at alone by laptop and phone; then one while two hundred people work on it."""
    app = rooms.same_house(house.environ)
    room, busy = (rooms.open_room(app, house.url) for _ in range(2))
    room.fill(notes)
    busy.fill(notes - ROOM_FOR_THEM)
    told: dict[str, object] = {"people": LIVE_PEOPLE, "notes": notes, "notes_among_others": notes - ROOM_FOR_THEM}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_of_this_machine(), args=["--no-sandbox"])
        for name in SIZES:
            told[name] = _look(browser, room, name)
        told["live"] = _among_others(browser, house, busy)
        browser.close()
    return told


def _look(browser: Browser, room: rooms.Opened, size: str) -> Mapping[str, float]:
    page, session, _ear = _open(browser, room, size)
    opened = page.evaluate(OPENED)
    figures = {"open_ms": opened, **_drawn(page)}
    session.send("HeapProfiler.collectGarbage")
    figures["heap_mb"] = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    page.context.close()
    return figures


def _among_others(browser: Browser, house: OwnHouse, room: rooms.Opened) -> Mapping[str, float]:
    page, _session, ear = _open(browser, room, "laptop")
    seats = room.seats(LIVE_PEOPLE)
    with others_at_work(house.measured, seats, page, ear, seconds=14):
        figures = _drawn(page)
    page.context.close()
    return figures


def _drawn(page: Page) -> dict[str, float]:
    figures: dict[str, float] = {}
    for name, deed, key in (("fit", "pan", "Shift+1"), ("zoom", "zoom", "Shift+1"), ("pan", "pan", "Control+0")):
        page.locator("[data-surface]").focus()
        page.keyboard.press(key)
        page.wait_for_timeout(800)
        frames: list[float] = sorted(page.evaluate(FRAMES, [deed, COUNT]))
        figures[f"{name}_p95_ms"] = frames[int(len(frames) * 0.95)]
        figures[f"{name}_fps"] = 1000 * len(frames) / sum(frames)
    return figures


def _open(browser: Browser, room: rooms.Opened, size: str) -> tuple[Page, CDPSession, Ear]:
    width, height, slower = SIZES[size]
    context: Any = browser.new_context(viewport={"width": width, "height": height}, base_url=room.url)
    name, _, value = room.leads().cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": room.url}])
    page = context.new_page()
    ear = Ear(page)
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.add_init_script(f"({OPENING})()")
    page.goto(f"/boards/{room.board}/", timeout=120_000)
    page.wait_for_function("() => globalThis.opened?.shown > 0", timeout=120_000)
    page.wait_for_timeout(1_500)
    return page, session, ear
