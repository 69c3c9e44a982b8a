"""A tab is killed while somebody writes: no event tells the page, and what was typed is there all the same."""

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser import rooms
from tests.browser.test_typing_together import change, cut_off, shows

KEPT = """async () => {
  const kept = []
  for (const { name } of (await indexedDB.databases()).filter(({ name }) => name.startsWith("baraza-words-"))) {
    const db = await new Promise((done) => { indexedDB.open(name).onsuccess = (event) => done(event.target.result) })
    kept.push(...await new Promise((done) => {
      db.transaction("words").objectStore("words").getAll().onsuccess = (event) => done(event.target.result)
    }))
    db.close()
  }
  return kept.map(({ words }) => words.mine)
}"""
"""The words this browser keeps on the device."""

LOST = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close")


def kill(page: Page) -> None:
    """End the process of a tab, as a phone does that needs the memory."""
    with page.expect_event("crash"), pytest.raises(Error):
        page.goto("chrome://crash")
    page.close()


def until_kept(page: Page, words: str) -> None:
    """A key's way onto the device takes a moment."""
    for _ in range(100):
        if page.evaluate(KEPT) == [words]:
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.evaluate(KEPT))


@pytest.mark.row("R5", partly=True)
def test_words_typed_without_a_line_in_a_note_of_anothers_outlive_a_killed_tab(come_in, complaints):
    complaints.expected = LOST
    ada, bo = come_in("Ada"), come_in("Bo", "phone")
    rooms.write(ada, "hope", "Lend the lab")
    shows(bo, "Lend the lab")
    note = rooms.open_zone(bo, "hope").locator("li[data-note]", has_text="Lend the lab")
    note.locator("[data-menu] > summary").click()
    note.locator(".pop-list").wait_for()
    note.locator("[data-menu] > summary").click()
    cut_off(bo)
    field = change(bo, "Lend the lab")
    field.press("End")
    field.press_sequentially(" on Fridays")
    until_kept(bo, "Lend the lab on Fridays")

    kill(bo)
    adas = change(ada, "Lend the lab")
    adas.press("Home")
    adas.press_sequentially("Always ")
    adas.press("Escape")
    again = bo.context.new_page()
    complaints.listen(again)
    again.context.set_offline(False)
    again.goto(ada.url)

    for page in (ada, again):
        words = page.locator("li[data-note]", has_text="Always Lend the lab on Fridays")
        expect(words).to_have_count(1, timeout=60_000)
    expect(again.locator("li[data-note] [data-mark=waiting]:visible")).to_have_count(0)
