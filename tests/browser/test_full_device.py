"""What a device keeps is full, broken or not to be had: one sentence says so, and nothing typed is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.canvas import look_at, write_at
from tests.browser.test_killed_tab import kill
from tests.browser.test_typing_together import cut_off

ZONE = "hope"
MOST = 2_000
LOST = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close")
FULL = "This device keeps at most 2,000 changes that are not sent."

LEFT_BEHIND = """async ({ board, principal, zone, count }) => {
  const asked = indexedDB.open(`baraza-${principal}`)
  const db = await new Promise((done) => { asked.onsuccess = () => done(asked.result) })
  const tx = db.transaction(["ops", "clients"], "readwrite")
  const client = "a-page-that-went-away"
  for (let n = 1; n <= count; n += 1) {
    const id = `e_left-behind-${n}`.padEnd(24, "-")
    const p = { x: 40, y: 60 }
    const z = `V${String(n).padStart(5, "0")}1`
    const op = { v: 1, k: "el.add", id, type: "note", zone, z, pm: 0, t: `Left ${n}`, p }
    tx.objectStore("ops").put({ board, client, n, op })
  }
  tx.objectStore("clients").put({ client, board, seen: 0 })
  await new Promise((done) => { tx.oncomplete = done })
  db.close()
}"""

NO_ROOM = """() => {
  const put = IDBObjectStore.prototype.put
  window.makeRoom = () => { IDBObjectStore.prototype.put = put }
  IDBObjectStore.prototype.put = function () { throw new DOMException("no room", "QuotaExceededError") }
}"""
"""From here on the device has no room."""

BROKEN = "IDBFactory.prototype.open = () => { throw new DOMException('broken', 'UnknownError') }"
"""A browser whose databases cannot be opened."""

FORBIDDEN = """for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, {
  get() { throw new DOMException("no", "SecurityError") }
})"""
WORDLESS = """Storage.prototype.setItem = () => { throw new DOMException("no room", "QuotaExceededError") }"""
"""A browser that lets pages keep no few words, or has no room for one more."""

NEWER = """async ({ principal }) => {
  for (const name of [`baraza-${principal}`, `baraza-words-${principal}`, "baraza-shown"]) {
    const gone = indexedDB.deleteDatabase(name)
    await new Promise((done) => { gone.onsuccess = gone.onblocked = done })
    const asked = indexedDB.open(name, 99)
    await new Promise((done) => { asked.onsuccess = done })
    asked.result.close()
  }
}"""
"""Databases as a release to come would make them."""


def where(page: Page) -> dict[str, str]:
    board = page.locator("[data-board]")
    return {name: board.get_attribute(f"data-{name}") for name in ("board", "principal")}


def note(page: Page, text: str):
    return page.locator("li[data-note]", has_text=text)


def safe(page: Page) -> None:
    expect(page.locator("[data-connection] [data-words]")).to_contain_text("Connected · safe at", timeout=60_000)


@pytest.mark.row("R6", partly=True)
def test_whose_device_holds_two_thousand_unsent_changes_is_told_why_nothing_more_can_be_written(come_in, complaints):
    complaints.expected = LOST
    bo, ada = come_in("Bo"), come_in("Ada", "phone")
    form = rooms.open_zone(ada, ZONE).locator("form[data-compose]")
    form.locator("textarea").fill("Half typed")
    expect(ada.locator("[data-presence]")).to_be_attached()
    cut_off(ada)
    ada.evaluate(LEFT_BEHIND, {**where(ada), "zone": ZONE, "count": MOST})

    said = ada.locator("[data-refused] li", has_text=FULL)
    expect(said).to_be_visible(timeout=30_000)
    expect(form.locator("button")).to_be_disabled()
    expect(form.locator("textarea")).to_have_value("Half typed")
    expect(ada.locator("[data-connection] [data-words]")).to_have_text(
        "Not connected. 2,000 notes wait to be sent. This device keeps no more. What you type is not sent yet."
    )

    ada.context.set_offline(False)
    expect(said).to_have_count(0, timeout=60_000)
    expect(form.locator("button")).to_be_enabled()
    expect(form.locator("textarea")).to_have_value("Half typed")
    expect(note(bo, "Left 1").first).to_be_visible()


@pytest.mark.row("R6", partly=True)
def test_a_device_without_room_says_so_and_the_words_stay_in_their_field(come_in):
    ada = come_in("Ada", "phone")
    form = rooms.open_zone(ada, ZONE).locator("form[data-compose]")
    ada.evaluate(NO_ROOM)

    form.locator("textarea").fill("Too much for this phone")
    form.locator("button").click()

    expect(form.locator("textarea")).to_have_value("Too much for this phone")
    expect(ada.locator("[data-heard]")).to_have_text(
        "This device could not keep the note. Its words are still in the field."
    )
    expect(note(ada, "Too much")).to_have_count(0)
    ada.evaluate("window.makeRoom()")
    form.locator("button").click()
    safe(ada)
    expect(note(ada, "Too much for this phone")).to_have_count(1)


@pytest.mark.row("R6", partly=True)
@pytest.mark.parametrize("how", ["broken", "newer"])
def test_where_a_browsers_databases_cannot_be_used_people_write_all_the_same_and_are_told(come_in, complaints, how):
    bo, ada = come_in("Bo"), come_in("Ada", "phone")
    if how == "broken":
        ada.add_init_script(BROKEN)
    else:
        home, place = ada.url, where(ada)
        ada.goto("/j/")
        ada.evaluate(NEWER, place)
        ada.goto(home)
    ada.reload()
    rooms.connected(ada)

    rooms.write(ada, ZONE, "Kept by the house alone")

    expect(note(bo, "Kept by the house alone")).to_have_count(1)
    safe(ada)
    complaints.expected = LOST
    cut_off(ada)
    rooms.write(ada, ZONE, "Kept by this page alone")
    expect(ada.locator("[data-connection] [data-words]")).to_have_text(
        "Not connected. One note waits to be sent. "
        "This browser keeps nothing: leave this page open until the connection is back."
    )
    ada.context.set_offline(False)
    expect(note(bo, "Kept by this page alone")).to_have_count(1, timeout=30_000)


@pytest.mark.parametrize("storage", [FORBIDDEN, WORDLESS], ids=["forbidden", "full"])
@pytest.mark.parametrize("view", ["list", "plane"])
def test_where_a_browser_keeps_no_few_words_a_board_works_as_elsewhere(come_in, at_the_plane, view, storage):
    ada = come_in("Ada") if view == "list" else at_the_plane("Ada")
    ada.add_init_script(storage)
    ada.reload()
    rooms.connected(ada)

    if view == "list":
        rooms.write(ada, ZONE, "Kept all the same")
        safe(ada)
        note(ada, "Kept all the same").locator("[data-menu] > summary").click()
        note(ada, "Kept all the same").get_by_role("button", name="Comments…").click()
    else:
        expect(ada.locator("[data-wait]")).to_be_hidden()
        look_at(ada)
        expect(write_at(ada, 300, 250, "Kept all the same")).to_be_focused()
        safe(ada)
        ada.keyboard.press("Shift+F10")
        ada.get_by_role("menuitem", name="Comments…").click()
    ada.get_by_label("Your comment").fill("Said all the same")
    ada.get_by_role("button", name="Comment", exact=True).click()

    expect(ada.get_by_role("dialog", name="Comments").get_by_text("Said all the same")).to_be_visible()


@pytest.mark.row("R6", partly=True)
def test_one_broken_record_keeps_no_other_from_being_sent(come_in):
    bo, ada = come_in("Bo"), come_in("Ada", "phone")
    ada.evaluate(LEFT_BEHIND, {**where(ada), "zone": ZONE, "count": 3})
    ada.evaluate(
        """async ({ board, principal }) => {
          const asked = indexedDB.open(`baraza-${principal}`)
          const db = await new Promise((done) => { asked.onsuccess = () => done(asked.result) })
          const tx = db.transaction("ops", "readwrite")
          tx.objectStore("ops").put({ board, client: "a-page-that-went-away", n: 2 })
          await new Promise((done) => { tx.oncomplete = done })
          db.close()
        }""",
        where(ada),
    )

    ada.reload()
    rooms.connected(ada)

    for text in ("Left 1", "Left 3"):
        expect(note(bo, text)).to_have_count(1, timeout=30_000)
    rooms.write(ada, ZONE, "Behind it")
    expect(note(bo, "Behind it")).to_have_count(1)
    safe(ada)


@pytest.mark.row("R6", partly=True)
@pytest.mark.parametrize("hours", [-24, 24])
def test_a_phone_whose_clock_is_wrong_by_a_day_writes_waits_and_sends(come_in, complaints, hours):
    complaints.expected = LOST
    bo, ada = come_in("Bo"), come_in("Ada", "phone")
    ada.clock.set_fixed_time(ada.evaluate("Date.now()") / 1000 + hours * 3600)
    rooms.write(ada, ZONE, "With the wrong clock")
    expect(note(bo, "With the wrong clock")).to_have_count(1)
    cut_off(ada)
    rooms.write(ada, ZONE, "Without a line")
    ada.context.set_offline(False)
    expect(note(bo, "Without a line")).to_have_count(1, timeout=30_000)
    ada.reload()
    rooms.connected(ada)
    expect(note(ada, "the wrong clock")).to_have_count(1)
    expect(note(ada, "Without a line")).to_have_count(1)
    safe(ada)


@pytest.mark.row("R6", partly=True)
def test_a_note_half_typed_outlives_a_killed_browser(come_in):
    ada = come_in("Ada", "phone")
    form = rooms.open_zone(ada, ZONE).locator("form[data-compose]")
    form.locator("textarea").press_sequentially("Half a thought")
    for _ in range(100):
        if "Half a thought" in ada.evaluate(HALF):
            break
        ada.wait_for_timeout(50)
    address, context = ada.url, ada.context
    kill(ada)

    # A tab of its own, which has nothing of the storage of the one that was killed.
    again = context.new_page()
    again.goto(address)

    field = again.locator(f"[data-zone='{ZONE}'] form[data-compose] textarea")
    expect(field).to_have_value("Half a thought", timeout=30_000)
    rooms.open_zone(again, ZONE).locator("form[data-compose] button").click()
    expect(note(again, "Half a thought")).to_have_count(1)
    safe(again)
    again.reload()
    rooms.connected(again)
    expect(field).to_have_value("")


HALF = """async () => {
  const found = []
  for (const { name } of (await indexedDB.databases()).filter(({ name }) => name.startsWith("baraza-words-"))) {
    const db = await new Promise((done) => { indexedDB.open(name).onsuccess = (event) => done(event.target.result) })
    found.push(...await new Promise((done) => {
      db.transaction("words").objectStore("words").getAll().onsuccess = (event) => done(event.target.result)
    }))
    db.close()
  }
  return found.map(({ words }) => words.mine).join(" ")
}"""
