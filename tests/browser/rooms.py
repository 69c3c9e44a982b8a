"""A workshop as people make it, come into it, write in it and lead it: what many journeys begin with."""

import re
from contextlib import suppress

from playwright.sync_api import Error, Locator, Page, expect

WIDE = 960
"""Pixels from which on a list shows all its zones at once."""


def make_workshop(page: Page, title: str) -> str:
    """Make a workshop from the half-day sequence; its id."""
    page.goto("/workshops/new/")
    page.get_by_role("link", name=re.compile("Centre co-creation, half day")).click()
    page.get_by_label("Title").fill(title)
    page.get_by_role("textbox", name="Question").fill("Where do we lose the most days?")
    page.get_by_role("button", name="Make the workshop").click()
    page.wait_for_url(re.compile(r"/w/[\w-]+/agenda/"))
    return re.search(r"/w/([\w-]+)/", page.url)[1]


def begin(page: Page, title: str) -> Page:
    """Make a workshop and go into its first step, in which everybody writes; the page is its cockpit."""
    page.workshop = make_workshop(page, title)
    page.code = join_code(page, page.workshop)
    press_next(page)
    turn(page, "open")
    return page


def join_code(page: Page, workshop: str) -> str:
    """The code as the cockpit shows it."""
    page.goto(f"/w/{workshop}/cockpit/")
    return page.locator("header .num").first.inner_text().replace(" ", "")


def join_by_code(page: Page, code: str, name: str) -> None:
    """Come in as a participant does: the code, a name, two taps."""
    page.goto("/j/")
    page.locator("#code").fill(code)  # a whole code is enough: the door opens by itself
    page.wait_for_url(re.compile(r"/j/\w{8}/"))
    page.locator("input[name=name]").fill(name)
    page.locator("form[method=post] button.btn-main").click()
    page.wait_for_url(re.compile(r"/w/[\w-]+/"))


def join_with_keys_alone(page: Page, code: str, name: str) -> None:
    page.goto("/j/")
    page.locator("#code").focus()
    page.keyboard.type(code)
    page.wait_for_url(re.compile(r"/j/\w{8}/"))
    page.locator("input[name=name]").focus()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/w/[\w-]+/"))


def connected(page: Page) -> Page:
    """Wait until the page has its line to the house and shows the board of the step."""
    expect(page.locator("[data-connection]")).to_have_attribute("data-connection", "connected")
    expect(page.locator("[data-zone='hope']")).to_be_visible()
    expect(page.locator("[data-board][data-live]")).to_have_count(1)
    return page


def speak_arabic(page: Page) -> None:
    page.goto("/j/")
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="العربية").click()


def open_zone(page: Page, zone: str) -> Locator:
    """A zone of the list, opened unless it stands open."""
    place = page.locator(f"[data-zone='{zone}']")
    if page.viewport_size["width"] >= WIDE:
        # There all stand open, as soon as the list is laid out.
        expect(place).to_have_attribute("open", "")
    elif _side_by_side(page):
        # There they lie side by side, and one is in sight.
        if place.get_attribute("data-here") is None:
            _bring(page, zone)
        expect(place).to_have_attribute("data-here", "")
    elif place.get_attribute("open") is None:
        place.locator("summary").first.click()
    return place


def let_pass(page: Page, seconds: int) -> None:
    """Let seconds pass where the clock is the test's: one by one, for what each of them begins needs time."""
    for _ in range(seconds):
        page.clock.run_for(1000)
        page.wait_for_timeout(50)
    page.wait_for_timeout(500)


def _bring(page: Page, zone: str) -> None:
    """Choose a zone by its name; many of them are in a list."""
    choice = page.locator("[data-way-to]")
    if choice.count():
        choice.select_option(f"zone-{zone}")
    else:
        page.locator(f"[data-way] a[href='#zone-{zone}']").click()


def write(page: Page, zone: str, text: str) -> None:
    """Write a note into a zone of the list."""
    place = open_zone(page, zone)
    place.locator("form[data-compose] textarea").fill(text)
    # What comes with the first touch makes the button smaller; people still type by then. Without a line it stays.
    if _side_by_side(page) and page.evaluate("navigator.onLine"):
        with suppress(Error):
            place.locator(".bd-mic").wait_for(timeout=1000)
    place.locator("form[data-compose] button").click()


def _side_by_side(page: Page) -> bool:
    """Whether the zones of a step lie side by side, as on a phone."""
    return bool(page.locator(".is-step").count()) and page.evaluate("matchMedia('(pointer: coarse)').matches")


def write_with_keys_alone(page: Page, zone: str, text: str) -> None:
    """Walk with Tab to the zone's field, write, and send with Ctrl+Enter."""
    page.locator("body").press("Home")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == f"write-{zone}":
            break
    else:
        raise AssertionError("Tab never reached the field")
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")


def press_next(cockpit: Page) -> None:
    """Press the cockpit's one button and wait until it has moved the room, or ended the workshop."""
    seen = cockpit.locator("form:has(#cp-next) input[name=seen]")
    before = seen.get_attribute("value")
    # On another day than planned it asks first.
    start = cockpit.locator("#cp-start:not([open]) > summary")
    if start.count():
        start.click()
    cockpit.locator("#cp-next").click()
    # After the last press there is no button any more.
    expect(cockpit.locator(f"form:has(#cp-next) input[name=seen][value='{before}']")).to_have_count(0)


def go_on_until(cockpit: Page, writing: str) -> None:
    """Press Next until the step's own part has writing `open` or `private`."""
    for _ in range(12):
        if cockpit.locator(f"#cp-w-{writing}[aria-pressed=true]").count():
            return
        press_next(cockpit)
    raise AssertionError(f"writing is never {writing}")


def turn(cockpit: Page, writing: str) -> None:
    """Choose by hand how people write: `open`, `private` or `closed`."""
    cockpit.locator(f"#cp-w-{writing}").click()
    expect(cockpit.locator(f"#cp-w-{writing}[aria-pressed=true]")).to_have_count(1)


def reveal(cockpit: Page) -> None:
    """Reveal by hand what people have written alone, once the cockpit tells of it."""
    cockpit.locator("[id^=cp-reveal-]").first.click()
    expect(cockpit.locator("#cp-w-open[aria-pressed=true]")).to_have_count(1)


def name_everybody(cockpit: Page) -> None:
    """Tick among the details of the workshop that names are shown."""
    cockpit.goto(f"/w/{cockpit.workshop}/settings/")
    cockpit.locator("input[name=names_shown]").check()
    cockpit.locator("main form button.btn-main").first.click()
    expect(cockpit.get_by_text("The workshop was saved.")).to_be_visible()
