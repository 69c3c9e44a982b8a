"""One phone, two people, one after the other: the second finds nothing of the first."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import join_as_guest
from tests.browser.rooms import go_on_until, join_code, make_workshop, press_next, write

SECRET = "only-for-my-own-eyes-5208"
KEPT = """async (but) => {
  const kept = []
  for (const { name } of await indexedDB.databases()) {
    if (name === but) continue
    const db = await new Promise((done) => { indexedDB.open(name).onsuccess = (event) => done(event.target.result) })
    for (const store of db.objectStoreNames) if (store !== "clients") kept.push(...await new Promise((done) => {
      db.transaction(store).objectStore(store).getAll().onsuccess = (event) => done(event.target.result)
    }))
    db.close()
  }
  return JSON.stringify(kept, (_, value) => (value instanceof Map || value instanceof Set ? [...value] : value))
}"""
"""Whatever this browser still keeps on the device, but for one database."""


def leave(phone: Page, workshop: str) -> None:
    """Leave the seat on this device, through the seat's own page."""
    phone.goto(f"/w/{workshop}/seat/")
    phone.get_by_role("button", name="Leave on this device").click()
    phone.wait_for_url("**/")


def test_the_next_person_at_a_shared_phone_finds_nothing_of_the_one_before(open_browser, sign_in, complaints):
    complaints.expected = ("401",)
    cockpit = sign_in(open_browser("laptop"), "facilitator")
    workshop = make_workshop(cockpit, "One phone for the table")
    code = join_code(cockpit, workshop)
    phone = open_browser("phone")
    join_as_guest(phone, code, "Ada")
    press_next(cockpit)
    go_on_until(cockpit, "private")
    zone = phone.locator("[data-zone]").first.get_attribute("data-zone")
    write(phone, zone, SECRET)
    expect(phone.locator("li[data-note]", has_text=SECRET).locator("[data-mark=safe]")).to_be_visible()

    leave(phone, workshop)
    phone.go_back()
    phone.wait_for_load_state()
    assert SECRET not in phone.content(), "the way back leads to no page of the one before"
    join_as_guest(phone, code, "Bo")
    expect(phone.locator(f"[data-zone='{zone}']")).to_be_visible()

    assert SECRET not in phone.content()
    # The board as Bo sees it may lie there by now, and nothing else.
    assert phone.evaluate(KEPT, "baraza-shown") == "[]"
    assert SECRET not in phone.evaluate(KEPT)
