"""An image is pasted, dropped or chosen in one browser and seen in all; what cannot be taken is refused in words."""

import base64

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.assets.pictures import LIARS, SVG, png, saved
from tests.browser.canvas import drag, look_at, place, settled
from tests.browser.rooms import open_zone

WORDS = "Two people at a lab bench"
WALL = saved(Image.new("1", (8_000, 5_001)), "PNG")

HAND_OVER = """([name, type, text, length, event]) => {
  const bytes = new Uint8Array(length)
  bytes.set(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)))
  const given = new DataTransfer()
  given.items.add(new File([bytes], name, { type }))
  const target = document.querySelector("[data-surface]") ?? document.querySelector("[data-zone][open]")
  const { x, y, width, height } = target.getBoundingClientRect()
  const at = { clientX: x + width / 2, clientY: y + height / 2 }
  const how = { bubbles: true, cancelable: true }
  const made = event === "paste" ? new ClipboardEvent("paste", { ...how, clipboardData: given })
    : new DragEvent(event, { ...how, ...at, dataTransfer: given })
  return !target.dispatchEvent(made)
}"""


ASKED = """async () => {
  const names = (await indexedDB.databases()).map(({ name }) => name).filter((name) => name.startsWith("baraza-kept-"))
  return Promise.all(names.map(async (name) => {
    const open = indexedDB.open(name)
    const db = await new Promise((done) => { open.onsuccess = () => done(open.result) })
    const all = db.transaction("asked").objectStore("asked").getAll()
    const rows = await new Promise((done) => { all.onsuccess = () => done(all.result) })
    db.close()
    return rows
  }))
}"""
"""What is said of the images this device keeps because they are not sent."""


def hand_over(page: Page, body: bytes, name: str = "bench.png", kind: str = "image/png", how: str = "paste") -> Locator:
    """Give the page a file as the clipboard or a pointer does; the dialog that asks about it."""
    # Ten megabytes of nothing at its end are made in the page: to send them there takes longer than the test.
    sent = base64.b64encode(body.rstrip(b"\0")).decode()
    taken = page.evaluate(HAND_OVER, [name, kind, sent, len(body), how])
    assert taken, "the page has made it its own"
    dialog = page.locator("dialog.bd-image")
    expect(dialog).to_be_visible()
    return dialog


def put(dialog: Locator, words: str = WORDS) -> None:
    dialog.get_by_label("What it shows").fill(words)
    dialog.get_by_role("button", name="Put it there").click()


def drawn(image: Locator) -> bool:
    """Whether a browser has the image itself."""
    expect(image).to_be_visible()
    return image.evaluate("async (image) => { await image.decode(); return image.naturalWidth > 0 }")


def in_list(page: Page) -> Locator:
    return page.locator("#board-list li[data-type='image']")


@pytest.mark.row("B7", partly=True)
def test_an_image_that_one_pastes_is_drawn_for_the_other_on_the_plane_and_in_the_list(at_the_plane, come_in):
    ada, bo, cy = at_the_plane("Ada"), at_the_plane("Bo"), come_in("Cy", "phone")
    look_at(ada)
    look_at(bo)

    put(hand_over(ada, saved(Image.linear_gradient("L").resize((640, 320)))))

    expect(ada.locator("dialog.bd-image")).to_have_count(0)
    for page in (ada, bo):
        assert drawn(page.locator(".cv-image img"))
        assert page.locator(".cv-image img").get_attribute("alt") == WORDS
        assert page.locator(".cv-image img").get_attribute("loading") == "lazy"
        assert page.locator(".cv-image").evaluate("({ offsetWidth, offsetHeight }) => offsetWidth / offsetHeight") == 2
    assert place(ada.locator(".cv-image")) == place(bo.locator(".cv-image"))
    open_zone(cy, "hope")
    assert drawn(in_list(cy).locator("img"))
    expect(in_list(cy).locator("[data-text]")).to_have_text(WORDS)


@pytest.mark.row("B7")
def test_an_image_is_taken_along_and_undone_as_notes_are(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    put(hand_over(ada, png(), how="drop"))
    image = ada.locator(".cv-image")
    expect(bo.locator(".cv-image")).to_have_count(1)
    before = place(image)

    drag(ada, image, 90, 60)

    settled(ada)
    assert place(image) != before
    ada.keyboard.press("Control+z")
    ada.wait_for_function(
        "([item, left]) => item.style.left === left", arg=[image.element_handle(), f"{before[0]:g}px"]
    )
    ada.keyboard.press("Control+z")
    expect(bo.locator(".cv-image")).to_have_count(0)


@pytest.mark.parametrize(
    ("body", "name", "kind", "says"),
    [
        (SVG, "drawing.svg", "image/svg+xml", "SVG files can hold programs, so they do not go on a board."),
        (LIARS["a page"], "photo.png", "image/png", "This file is none of them, whatever its name says."),
        (LIARS["words"], "words.txt", "text/plain", "Only JPEG, PNG, WebP and GIF images go on a board."),
        (WALL, "wall.png", "image/png", "An image may have at most 40 million pixels."),
        (png() + b"\0" * 10 * 1024 * 1024, "huge.png", "image/png", "An image may have at most 10 MB."),
    ],
    ids=["SVG", "a page named PNG", "words", "40 million pixels", "too large"],
)
def test_what_is_no_image_for_a_board_is_refused_in_words_and_stays_in_the_dialog(
    at_the_plane, complaints, body, name, kind, says
):
    complaints.expected = ("422", "413")
    ada = at_the_plane("Ada")
    dialog = hand_over(ada, body, name, kind)

    put(dialog)

    expect(dialog.get_by_role("alert")).to_contain_text(says)
    expect(dialog.get_by_label("What it shows")).to_have_value(WORDS)
    expect(ada.locator(".cv-image")).to_have_count(0)
    dialog.get_by_label("Image file").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": png()})
    dialog.get_by_role("button", name="Put it there").click()
    expect(ada.locator(".cv-image")).to_have_count(1)


def test_an_image_that_was_put_there_without_a_line_is_sent_when_it_is_back_and_drawn_for_all(at_the_plane, complaints):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "WebSocket")
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    look_at(bo)
    dialog = hand_over(ada, png())
    ada.context.set_offline(True)

    put(dialog)

    expect(dialog.locator("[data-bad]")).to_contain_text("are sent as soon as the connection is back")
    ada.context.set_offline(False)
    expect(dialog).to_have_count(0, timeout=30_000)
    for page in (ada, bo):
        assert drawn(page.locator(".cv-image img"))


def test_an_image_that_did_not_come_is_drawn_once_the_line_is_back(at_the_plane, complaints):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to fetch", "WebSocket")
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    look_at(bo)
    bo.route("**/assets/*", lambda route: route.abort())
    put(hand_over(ada, png()))
    image = bo.locator(".cv-image img")
    expect(image).to_be_attached()
    bo.wait_for_function("image => image.complete && image.naturalWidth === 0", arg=image.element_handle())

    bo.context.set_offline(True)
    bo.unroute_all()
    bo.context.set_offline(False)

    bo.wait_for_function("image => image.naturalWidth > 0", arg=image.element_handle())


def test_an_image_that_was_not_sent_is_asked_about_again_after_a_reload(at_the_plane, come_in):
    ada, bo = at_the_plane("Ada"), come_in("Bo", "phone")
    hand_over(ada, png()).get_by_label("What it shows").fill(WORDS)
    kept = "([[{ text }]]) => text"
    ada.wait_for_function(f"async () => ({kept})(await ({ASKED})()) === {WORDS!r}")

    ada.reload()

    dialog = ada.locator("dialog.bd-image")
    expect(dialog.get_by_text("This image was not sent before the page was closed.")).to_be_visible()
    expect(dialog.get_by_label("What it shows")).to_have_value(WORDS)
    assert drawn(dialog.get_by_role("img", name="The image as it was chosen"))
    dialog.get_by_role("button", name="Put it there").click()
    expect(dialog).to_have_count(0)
    assert drawn(ada.locator(".cv-image img"))
    open_zone(bo, "hope")
    expect(in_list(bo).locator("[data-text]")).to_have_text(WORDS)
    ada.wait_for_function(f"async () => (await ({ASKED})()).flat().length === 0")
    ada.reload()
    settled(ada)
    expect(ada.locator("[data-wait]")).to_be_hidden()
    assert ada.locator("dialog.bd-image").count() == 0


def test_a_phone_asks_again_though_nobody_has_touched_it_and_forgets_what_nobody_wants(come_in):
    ada = come_in("Ada", "phone")
    ada.get_by_role("link", name="Put an image on the board").click()
    chosen = {"name": "a.png", "mimeType": "image/png", "buffer": png()}
    ada.locator("dialog.bd-image").get_by_label("Image file").set_input_files(chosen)
    ada.wait_for_function(f"async () => (await ({ASKED})()).flat().length === 1")
    other = ada.context.new_page()
    other.goto(ada.url)
    other.get_by_role("link", name="Put an image on the board").click()
    other.locator("dialog.bd-image").get_by_role("button", name="Leave it").click()

    ada.reload()
    ada.locator("dialog.bd-image").get_by_role("button", name="Leave it").click()

    ada.wait_for_function(f"async () => (await ({ASKED})()).flat().length === 0")
    assert other.locator("dialog.bd-image").count() == 0, "the other page leaves it to the one that asks"


def test_an_image_on_its_way_can_be_stopped_and_sent_again(at_the_plane):
    ada = at_the_plane("Ada")
    session = ada.context.new_cdp_session(ada)
    session.send("Network.enable")
    slow = {"offline": False, "latency": 50, "downloadThroughput": -1, "uploadThroughput": 40_000}
    dialog = hand_over(ada, saved(Image.effect_noise((1_200, 900), 90)))
    session.send("Network.emulateNetworkConditions", slow)
    put(dialog)
    expect(dialog.get_by_role("progressbar")).to_be_visible()

    dialog.get_by_role("button", name="Stop").click()

    expect(dialog.get_by_role("alert")).to_have_text("Stopped. Nothing was put on the board.")
    expect(ada.locator(".cv-image")).to_have_count(0)
    session.send("Network.emulateNetworkConditions", {**slow, "latency": 0, "uploadThroughput": -1})
    dialog.get_by_role("button", name="Put it there").click()
    expect(ada.locator(".cv-image")).to_have_count(1)


def test_a_phone_chooses_an_image_with_its_own_picker(come_in):
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    ada.get_by_role("link", name="Put an image on the board").click()
    dialog = ada.locator("dialog.bd-image")
    dialog.get_by_label("Image file").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": png()})

    expect(dialog.get_by_role("img", name="The image as it was chosen")).to_be_visible()
    put(dialog)

    assert drawn(in_list(ada).locator("img"))
    assert drawn(in_list(bo).locator("img"))


def test_an_image_is_put_there_with_keys_alone_and_nobody_is_left_out(come_in):
    ada = come_in("Ada")
    ada.get_by_role("link", name="Put an image on the board").focus()
    ada.keyboard.press("Enter")
    dialog = ada.locator("dialog.bd-image")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Image file").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": png()})

    expect(dialog.get_by_label("What it shows")).to_be_focused()
    report = Axe().run(ada)
    ada.keyboard.press("Tab")
    ada.keyboard.press("Tab")
    ada.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_have_text(
        "Say in a few words what the image shows, for those who cannot see it."
    )
    dialog.get_by_label("What it shows").focus()
    ada.keyboard.type(WORDS)
    dialog.get_by_role("button", name="Put it there").focus()
    ada.keyboard.press("Enter")

    assert report.violations_count == 0, report.generate_report()
    expect(in_list(ada).locator("[data-text]")).to_have_text(WORDS)
    dialog_again = ada.locator("dialog.bd-image")
    expect(dialog_again).to_have_count(0)


def test_words_that_come_with_an_image_go_into_the_field_one_writes_in(come_in):
    ada = come_in("Ada")
    field = ada.locator("[data-zone='hope'] form[data-compose] textarea")
    field.focus()

    taken = field.evaluate(
        """(field) => {
          const given = new DataTransfer()
          given.items.add(new File(["x"], "cells.png", { type: "image/png" }))
          given.setData("text/plain", "cells")
          const paste = new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: given })
          return !field.dispatchEvent(paste)
        }"""
    )

    assert not taken
    expect(ada.locator("dialog.bd-image")).to_have_count(0)
