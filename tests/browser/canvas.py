"""People at a board as a plane: where things are, and what hands do with them."""

from playwright.sync_api import Locator, Page, expect

ZONE = "hope"
"""The zone of the first step in which these tests write."""

PASTE = """(words) => {
  const given = new DataTransfer()
  given.setData("text/plain", words)
  const event = new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true })
  document.querySelector("[data-surface]").dispatchEvent(event)
}"""


def open_plane(page: Page, workshop: str) -> Page:
    """Show the room's board as a plane, and wait until it is there and connected."""
    page.goto(f"/w/{workshop}/?view=canvas")
    expect(page.locator("#board-canvas")).to_be_visible()
    expect(page.locator("[data-wait]")).to_be_hidden()
    expect(page.locator("[data-connection]")).to_have_attribute("data-connection", "connected")
    return page


def paper(page: Page, text: str) -> Locator:
    """A note or group of the plane by its words."""
    return page.locator("li[data-note]").filter(has=page.locator("[data-text]", has_text=text))


def look_at(page: Page, zone: str = ZONE) -> None:
    """Go to a zone as people do, from the panel."""
    page.locator(f"[data-go='{zone}']").click()
    settled(page)


def settled(page: Page) -> None:
    """Wait until what was moved has been drawn."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def at(page: Page, x: float, y: float) -> tuple[float, float]:
    """A place of the plane in the window, from the corner of what is seen of it."""
    box = page.locator("[data-surface]").bounding_box()
    return box["x"] + x, box["y"] + y


def write_at(page: Page, x: float, y: float, text: str) -> Locator:
    """Double-click, type, Esc; the note that is there then."""
    page.mouse.dblclick(*at(page, x, y))
    expect(page.locator("[data-field]")).to_be_focused()
    page.keyboard.type(text)
    page.keyboard.press("Escape")
    expect(page.locator("[data-write]")).to_be_hidden()
    return paper(page, text)


def take(page: Page, item: Locator) -> tuple[float, float]:
    """Press on something; where the pointer is."""
    box = item.bounding_box()
    where = box["x"] + min(20, box["width"] / 2), box["y"] + 12
    page.mouse.move(*where)
    page.mouse.down()
    return where


def drag(page: Page, item: Locator, dx: float, dy: float) -> None:
    """Take something along and let go of it."""
    x, y = take(page, item)
    page.mouse.move(x + dx, y + dy, steps=6)
    page.mouse.up()


def place(item: Locator) -> tuple[float, float]:
    """Where something lies, in board units."""
    return tuple(item.evaluate("(item) => [parseFloat(item.style.left), parseFloat(item.style.top)]"))


def paste(page: Page, words: str) -> None:
    """Paste words from elsewhere onto the plane."""
    page.locator("[data-surface]").focus()
    page.evaluate(PASTE, words)
