"""Two tabs of one person: one sleeps, as phones do it, while the other looks after what it left behind."""

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.rooms import connected, write

ZONE = "hope"
GONE = 11
"""Seconds without a sign of life after which a page counts as gone."""

SEEN = """async () => {
  const { name } = (await indexedDB.databases()).find(({ name }) => !/^baraza-(kept-|words-|shown)/.test(name))
  const db = await new Promise((done) => { indexedDB.open(name).onsuccess = (event) => done(event.target.result) })
  const clients = await new Promise((done) => {
    db.transaction("clients").objectStore("clients").getAll().onsuccess = (event) => done(event.target.result)
  })
  db.close()
  return clients.map(({ client, seen }) => [client, seen]).sort()
}"""
"""Each queue of this device, and when a page last looked after it."""


def note(page: Page, text: str):
    return page.locator("li[data-note]", has_text=text)


def said(page: Page):
    """What the bar says of the connection."""
    return page.locator("[data-connection] [data-words]")


def put_to_sleep(page: Page) -> CDPSession:
    """Stop a page as a phone does: no timer, no message, until the debugger lets it go on."""
    session = page.context.new_cdp_session(page)
    session.send("Debugger.enable")
    session.send("Debugger.pause")
    return session


@pytest.mark.row("R5", "R7", partly=True)
def test_what_two_tabs_write_arrives_though_one_slept_while_the_other_looked_after_its_words(come_in, complaints):
    bo, asleep = come_in("Bo"), come_in("Ada", "phone")
    write(asleep, ZONE, "Before it slept")
    expect(note(bo, "Before it slept")).to_have_count(1)
    expect(said(asleep)).to_contain_text("Connected · safe at")

    session = put_to_sleep(asleep)
    other = asleep.context.new_page()
    complaints.listen(other)
    other.goto("/j/")
    before = other.evaluate(SEEN)
    # What the test is about: the page sleeps for so long, whatever others do meanwhile.
    other.wait_for_timeout(1000 * GONE)
    assert other.evaluate(SEEN) == before, "nothing moves in the page that sleeps"
    other.goto(asleep.url)
    connected(other)
    for text in ("Other tab, first", "Other tab, second"):
        write(other, ZONE, text)
    expect(note(bo, "Other tab")).to_have_count(2)
    session.send("Debugger.disable")
    for text in ("Awake, first", "Awake, second"):
        write(asleep, ZONE, text)

    expect(note(bo, "Awake")).to_have_count(2)
    for page in (asleep, other):
        expect(said(page)).to_contain_text("Connected · safe at", timeout=30_000)
        expect(page.locator("[data-mark=waiting]:visible")).to_have_count(0)
    bo.reload()
    asleep.reload()
    for page in (bo, asleep):
        expect(note(page, "Before it slept")).to_have_count(1)
        for text in ("Other tab, first", "Other tab, second", "Awake, first", "Awake, second"):
            expect(note(page, text)).to_have_count(1)
