"""Half of a surrogate pair, as a broken keyboard or program leaves it: told at its field, and in nobody's way."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.canvas import at, look_at
from tests.browser.rooms import open_zone, write

ZONE = "hope"
SAID = "This text holds characters that cannot be shown."

LEFT_BEHIND = """async ({ board, zone }) => {
  const { name } = (await indexedDB.databases()).find(({ name }) => !/^baraza-(kept-|words-|shown)/.test(name))
  const db = await new Promise((done) => { indexedDB.open(name).onsuccess = (event) => done(event.target.result) })
  const tx = db.transaction(["ops", "clients"], "readwrite")
  const client = "a-page-that-went-away"
  for (const [index, t] of ["Before it", "half \\ud83d", "Behind it", "Last of all"].entries()) {
    const id = `e_left-behind-${index}`.padEnd(24, "-")
    const op = { v: 1, k: "el.add", id, type: "note", zone, z: `V${index}1`, pm: 0, t, p: { x: 40, y: 60 } }
    tx.objectStore("ops").put({ board, client, n: index + 1, op })
  }
  tx.objectStore("clients").put({ client, board, seen: 0 })
  await new Promise((done) => { tx.oncomplete = done })
  db.close()
}"""
"""Four notes of a page that went away; it took the half letter for a whole one."""


def note(page: Page, text: str) -> Locator:
    return page.locator("li[data-note]", has_text=text)


def fill_with_half(field: Locator) -> None:
    field.evaluate(
        """field => {
          field.value = "half \\ud83d"
          field.dispatchEvent(new Event("input", { bubbles: true }))
        }"""
    )


def nothing_waits(page: Page, line: str = "Connected · safe at") -> None:
    expect(page.locator("[data-connection] [data-words]")).to_contain_text(line, timeout=30_000)
    expect(page.locator("[data-mark=waiting]:visible")).to_have_count(0)


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_the_list_says_so_at_the_field_and_what_is_written_next_arrives(come_in, size):
    ada, bo = come_in("Ada", size), come_in("Bo")
    form = open_zone(ada, ZONE).locator("form[data-compose]")

    fill_with_half(form.locator("textarea"))
    form.locator("button").click()

    expect(form.locator("[data-bad]")).to_have_text(SAID)
    expect(form.locator("textarea")).to_be_focused()
    expect(form.locator("textarea")).to_have_attribute("aria-invalid", "true")
    for text in ("One", "Two", "Three"):
        write(ada, ZONE, f"{text}, whole 👍")
    expect(note(bo, "whole 👍")).to_have_count(3)
    expect(form.locator("[data-bad]")).to_be_hidden()
    nothing_waits(ada)


def test_so_it_is_with_the_title_of_a_group(come_in):
    ada = come_in("Ada")
    open_zone(ada, ZONE).locator("[data-act=new-group]").click()
    question = ada.locator("dialog[open]")

    fill_with_half(question.locator("input[name=title]"))
    question.locator("[data-yes]").click()

    expect(question.locator("[data-bad]")).to_have_text(SAID)
    question.locator("input[name=title]").fill("Whole")
    question.locator("[data-yes]").click()
    expect(ada.get_by_role("heading", name="Whole")).to_be_visible()
    nothing_waits(ada)


def test_the_plane_says_so_too(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    ada.mouse.dblclick(*at(ada, 300, 250))

    fill_with_half(ada.locator("[data-field]"))
    ada.keyboard.press("Escape")

    expect(ada.locator("[data-write] [data-bad]")).to_have_text(SAID)
    expect(ada.locator("li[data-note]", has_text="half")).to_have_count(0)
    nothing_waits(ada, "What you type is not sent yet")


def test_one_that_was_queued_all_the_same_is_offered_back_and_what_is_behind_it_arrives(come_in):
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    board = ada.locator("[data-board]").get_attribute("data-board")
    ada.evaluate(LEFT_BEHIND, {"board": board, "zone": ZONE})

    ada.reload()

    for text in ("Before it", "Behind it", "Last of all"):
        expect(note(bo, text)).to_have_count(1)
    offered = ada.locator("[data-refused] li")
    expect(offered).to_have_count(1)
    expect(offered.locator("[data-say]")).to_have_text(
        "This holds characters or numbers that cannot be kept. Nothing was changed."
    )
    expect(offered.locator("[data-text]")).to_contain_text("half")
    nothing_waits(ada, "Connected. One thing you wrote is not on its board.")
    ada.reload()
    nothing_waits(ada, "Connected. One thing you wrote is not on its board.")
    field = ada.locator("form[data-compose] textarea:visible").first
    field.fill("Begun")
    nothing_waits(ada, "Connected. One thing you wrote is not on its board. What you type is not sent yet.")
    field.fill("")
    write(ada, ZONE, "Afterwards")
    expect(note(bo, "Afterwards")).to_have_count(1)
