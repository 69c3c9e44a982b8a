"""A room is opened while the house cannot be reached: the board is there as it was, and what is written arrives."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.canvas import open_plane, paper, write_at
from tests.browser.conftest import speak
from tests.browser.test_killed_tab import kill
from tests.gateway import Gateway

ZONE = "hope"
LOST = ("net::ERR_", "after close", "Failed to fetch")

KEPT = """async () => {
  const found = []
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done) => { indexedDB.open(name).onsuccess = (event) => done(event.target.result) })
    for (const store of db.objectStoreNames) found.push(...await new Promise((done) => {
      db.transaction(store).objectStore(store).getAll().onsuccess = (event) => done(event.target.result)
    }))
    db.close()
  }
  const told = (_, value) => (value instanceof Map || value instanceof Set ? [...value] : value)
  const pages = []
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const address = new URL(request.url).pathname
      if (!address.startsWith("/static/")) pages.push(address, await (await cache.match(request)).text())
    }
  }
  return JSON.stringify([found, pages, { ...localStorage }, { ...sessionStorage }], told)
}"""
"""All this browser keeps: databases, caches but for built files, storages."""

OF_ANOTHER_HOUSE = """async () => {
  const asked = indexedDB.open("baraza-shown")
  const db = await new Promise((done) => { asked.onsuccess = () => done(asked.result) })
  const store = db.transaction("pages", "readwrite").objectStore("pages")
  const all = store.getAll()
  await new Promise((done) => { all.onsuccess = done })
  for (const page of all.result) store.put({ ...page, version: "/static/of-another-house/" })
  await new Promise((done) => { store.transaction.oncomplete = done })
  db.close()
}"""

FILES = """async () => {
  const names = await caches.keys()
  const found = names.length ? await (await caches.open(names[0])).keys() : []
  return [names, found.map(({ url }) => new URL(url).pathname)]
}"""


@pytest.fixture
def gateway(house):
    standing = Gateway(house.port)
    yield standing
    standing.stop()


@pytest.fixture
def come_through(open_browser, room, gateway):
    """Somebody's page of the room, reached through the gateway; its browser allows workers."""

    def arrive(name: str, size: str = "phone") -> Page:
        page = open_browser(size, base_url=gateway.url, service_workers="allow")
        rooms.join_by_code(page, room.code, name)
        return rooms.connected(page)

    return arrive


def kept(page: Page, *words: str) -> None:
    """Wait until the device keeps these words, and the files of its view."""
    for _ in range(150):
        if all(each in page.evaluate(KEPT) for each in words) and any(
            "yjs" in each for each in page.evaluate(FILES)[1]
        ):
            return
        page.wait_for_timeout(100)
    raise AssertionError((page.evaluate(FILES), page.evaluate(KEPT)[:2000]))


def note(page: Page, text: str):
    return page.locator("li[data-note]", has_text=text)


def opened_without_a_line(page: Page) -> Page:
    """The page says as of when it is, and that there is no line."""
    expect(page.locator("[data-as-of]")).to_have_text(
        re.compile(r"You see the board as it was at \d\d:\d\d\. What you write is kept on this device and sent when")
    )
    expect(page.locator("[data-connection]")).to_have_attribute("data-connection", "lost")
    return page


@pytest.mark.row("R5")
def test_a_killed_phone_opens_the_room_again_without_a_line_and_what_it_writes_arrives(
    come_in, come_through, gateway, complaints
):
    complaints.expected = LOST
    bo, ada = come_in("Bo"), come_through("Ada")
    rooms.write(ada, ZONE, "Written before")
    rooms.write(bo, ZONE, "By Bo, before")
    expect(note(ada, "By Bo, before")).to_be_visible()
    kept(ada, "Written before", "By Bo, before")
    address, context = ada.url, ada.context

    gateway.cut()
    rooms.write(ada, ZONE, "Written in the dark")
    expect(note(ada, "Written in the dark").locator("[data-mark=waiting]")).to_be_visible()
    kill(ada)
    again = context.new_page()
    complaints.listen(again)
    again.goto(address)

    opened_without_a_line(again)
    rooms.open_zone(again, ZONE)
    for text in ("Written before", "By Bo, before", "Written in the dark"):
        expect(note(again, text)).to_have_count(1)
    expect(note(again, "Written before").locator("[data-mark=safe]")).to_be_attached()
    expect(note(again, "Written in the dark").locator("[data-mark=waiting]")).to_be_visible()
    rooms.write(again, ZONE, "Written on the page of then")
    expect(note(again, "Written on the page of then").locator("[data-mark=waiting]")).to_be_visible()
    rooms.write(bo, ZONE, "By Bo, meanwhile")
    again.reload()
    rooms.open_zone(opened_without_a_line(again), ZONE)
    expect(again.locator("[data-mark=waiting]:visible")).to_have_count(2)

    gateway.connect()

    for text in ("Written in the dark", "Written on the page of then"):
        expect(note(bo, text)).to_have_count(1, timeout=40_000)
    # What everybody sees now, on a page of the house.
    expect(again.locator("[data-as-of]")).to_have_count(0, timeout=30_000)
    rooms.connected(again)
    for page in (again, bo):
        for text in (
            "Written before",
            "By Bo, before",
            "Written in the dark",
            "Written on the page of then",
            "By Bo, mean",
        ):
            expect(note(page, text)).to_have_count(1)
    expect(again.locator("[data-mark=waiting]:visible")).to_have_count(0)


@pytest.mark.row("R5")
def test_so_does_the_plane(come_in, room, come_through, gateway, complaints):
    complaints.expected = LOST
    bo, ada = come_in("Bo"), come_through("Ada", "laptop")
    open_plane(ada, room.workshop)
    write_at(ada, 300, 250, "Lies here")
    expect(note(bo, "Lies here")).to_have_count(1)
    kept(ada, "Lies here")
    place = paper(ada, "Lies here").evaluate("item => [item.style.left, item.style.top, item.style.transform]")

    gateway.cut()
    ada.goto(ada.url)

    opened_without_a_line(ada)
    expect(paper(ada, "Lies here")).to_be_visible()
    assert paper(ada, "Lies here").evaluate("item => [item.style.left, item.style.top, item.style.transform]") == place
    write_at(ada, 500, 300, "Written in the dark")
    expect(paper(ada, "Written in the dark")).to_have_count(1)
    gateway.connect()

    expect(note(bo, "Written in the dark")).to_have_count(1, timeout=40_000)
    expect(ada.locator("[data-as-of]")).to_have_count(0, timeout=30_000)
    expect(paper(ada, "Written in the dark")).to_have_count(1)


def test_the_device_keeps_no_page_of_a_person_and_nothing_of_whoever_left(come_through, cockpit, gateway, complaints):
    complaints.expected = LOST
    ada = come_through("Ada Lovelace of Nairobi")
    code = ada.locator("details.welcome .code-s").text_content()
    rooms.turn(cockpit, "private")
    expect(ada.locator("[data-writing=private]")).to_be_visible()
    rooms.write(ada, ZONE, "For my own eyes")
    kept(ada, "For my own eyes")
    ada.evaluate("caches.open('baraza of an older house')")

    files = ada.evaluate(KEPT)
    names, pages = ada.evaluate(FILES)
    # What opens the line is good once: nobody finds it there.
    assert '"data-tickets"' in files
    assert '"data-ticket"' not in files
    assert code.replace(" ", "") not in files.replace(" ", "")
    assert {each for each in pages if not each.startswith("/static/")} == {"/reopened/"}
    assert len(names) == 2
    ada.goto("/j/")
    assert ada.evaluate(
        "fetch('/reopened/').then((answer) => answer.text()).then((text) => !/csrf|data-whose|principal/.test(text))"
    )

    ada.goto(f"/w/{cockpit.workshop}/seat/")
    ada.get_by_role("button", name="Leave on this device").click()
    ada.wait_for_url("**/")
    expect(ada.locator("body")).to_have_attribute("data-whose", "")
    for _ in range(50):
        if "For my own eyes" not in ada.evaluate(KEPT):
            break
        ada.wait_for_timeout(100)
    left = ada.evaluate(KEPT)
    assert "For my own eyes" not in left
    assert "Ada Lovelace" not in left
    gateway.cut()
    ada.goto(f"/w/{cockpit.workshop}/")
    expect(ada.get_by_role("heading", name="Not connected")).to_be_visible()
    expect(ada.locator("[data-nothing] li")).to_have_count(0)
    gateway.connect()
    # It looks by itself whether the house is back.
    ada.wait_for_url("**/j/**", timeout=20_000)


def test_a_new_house_takes_the_files_of_the_one_before_away_and_shows_nothing_it_kept(
    come_in, come_through, gateway, complaints
):
    complaints.expected = LOST
    bo, ada = come_in("Bo"), come_through("Ada")
    rooms.write(ada, ZONE, "Anything")
    kept(ada, "Anything")
    ada.evaluate("caches.open('baraza of an older house')")

    ada.evaluate("navigator.serviceWorker.getRegistration().then((each) => each.unregister())")
    ada.reload()
    rooms.connected(ada)

    for _ in range(100):
        names, _files = ada.evaluate(FILES)
        if len(names) == 1:
            break
        ada.wait_for_timeout(100)
    assert [name.startswith("baraza /static/") for name in names] == [True]
    # What was kept may be of parts that no longer fit; what waits to be sent is kept all the same.
    kept(ada, "Anything")
    gateway.cut()
    rooms.write(ada, ZONE, "Waits through all of it")
    ada.evaluate(OF_ANOTHER_HOUSE)
    ada.goto(ada.url)
    expect(ada.get_by_role("heading", name="Not connected")).to_be_visible()
    expect(ada.get_by_text("What you wrote and could not send is kept.")).to_be_visible()
    gateway.connect()
    expect(note(bo, "Waits through all of it")).to_have_count(1, timeout=30_000)


def test_whoever_reads_arabic_is_told_so_by_the_page_an_english_reader_installed(come_through, gateway, complaints):
    complaints.expected = LOST
    ada = come_through("Ada")
    rooms.write(ada, ZONE, "Written in English")
    kept(ada, "Written in English")
    address = ada.url
    speak(ada, "ar")
    ada.goto(address)
    kept(ada, '"language":"ar"')

    gateway.cut()
    ada.goto("/w/another-room/")

    expect(ada.locator("html")).to_have_attribute("lang", "ar")
    expect(ada.locator("html")).to_have_attribute("dir", "rtl")
    expect(ada.locator("[data-nothing] h1")).to_have_text(re.compile(r"^[\u0600-\u06ff ]+$"))
