"""One voice tells what happens: one's own at once, others' in batches, as much as one wants, nothing hidden."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import rooms
from tests.browser.canvas import open_plane
from tests.browser.voice import heard, listen, said

STORM = """async (seconds) => {
  let room
  const take = (connection) => (room = connection)
  document.dispatchEvent(new CustomEvent("connection:wanted", { detail: { take } }))
  const { board: b, seat, epoch: e } = document.querySelector("[data-board]").dataset
  const c = crypto.randomUUID()
  const base = { k: "el.add", type: "note", zone: "hope", pm: 0 }
  for (let n = 1; n <= seconds * 50; n++) {
    const id = "e_" + String(n).padStart(22, "0")
    const z = `V${String(n).padStart(4, "0")}1`
    const op = { ...base, n, id, z, t: `Note ${n}`, p: { x: 100 + n, y: 200 } }
    void room.emit("ops", { b, as: seat, c, e, ops: [op] })
    await new Promise((done) => setTimeout(done, 20))
  }
}"""
"""Fifty ops a second over the page's own line."""

VOICES = "#main [role=status], #main [role=alert], header [role=status], header [role=alert]"


@pytest.mark.row("I7")
def test_new_notes_are_told_in_one_batch_with_how_many_people_that_were_and_by_no_name(cockpit, come_in, at_the_plane):
    rooms.name_everybody(cockpit)
    ada, phone = at_the_plane("Ada"), come_in("Di", "phone")
    bo, cy = come_in("Bo"), come_in("Cy")
    for page in (ada, phone, bo):
        page.clock.install()
        listen(page)

    rooms.write(bo, "hope", "Idle lab days")
    rooms.write(cy, "hope", "Too few partners")
    rooms.write(bo, "hope", "No budget line")

    title = bo.locator("[data-zone=hope] [data-title]").inner_text()
    expect(ada.locator("[data-count=hope]")).to_have_text("3")
    expect(phone.locator("[data-zone=hope] li[data-note]")).to_have_count(3)
    for page in (ada, phone):
        expect(page.locator("[data-heard]")).to_contain_text(re.compile("by (one person|2 people)"))
        page.clock.run_for(1_600)
        told = re.findall(rf"(\d) new notes? in {title}, by (one person|2 people)\.", heard(page))
        assert sum(int(count) for count, _people in told) == 3
        assert not re.search(r"\b(Bo|Cy|Ada|Idle|partners)\b", heard(page))
    # Whoever wrote hears of their own notes as such, and of the others' alone as theirs.
    expect(bo.locator("[data-zone=hope] li[data-note]")).to_have_count(3)
    bo.clock.run_for(1_600)
    assert re.findall(r"\d new note", heard(bo)) == ["1 new note"]


@pytest.mark.access("i")
@pytest.mark.row("I7", partly=True)
def test_fifty_ops_a_second_are_told_in_at_most_one_message_in_a_while_and_a_half(come_in, at_the_plane):
    ada, bo = listen(at_the_plane("Ada")), come_in("Bo")

    bo.evaluate(STORM, 5)

    expect(ada.locator("[data-count=hope]")).to_have_text("250")
    ada.wait_for_timeout(1_600)
    apart = [later - sooner for (sooner, _), (later, _) in zip(said(ada), said(ada)[1:], strict=False)]
    assert len(apart) >= 2
    assert min(apart) >= 1_450
    assert sum(int(words.split()[0]) for _at, words in said(ada)) == 250


@pytest.mark.row("I7", partly=True)
def test_what_is_written_alone_is_told_to_nobody_and_its_reveal_to_all(cockpit, come_in, at_the_plane):
    rooms.turn(cockpit, "private")
    ada, bo = listen(at_the_plane("Ada")), come_in("Bo")
    ada.clock.install()

    rooms.write(bo, "hope", "A secret")
    rooms.write(bo, "hope", "Another")
    expect(bo.locator("[data-mark=waiting]:visible")).to_have_count(0)
    rooms.let_pass(ada, 2)
    assert heard(ada) == ""
    rooms.reveal(cockpit)

    expect(ada.locator("[data-heard]")).to_contain_text("2 new notes in")


@pytest.mark.row("I7", partly=True)
def test_how_much_is_told_is_chosen_by_keyboard_on_list_plane_and_phone_and_kept_on_the_device(come_in, room):
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    choice = ada.get_by_label("Screen reader: what others do")

    choice.focus()
    ada.keyboard.press("ArrowDown")
    expect(choice).to_have_value("summary")
    listen(ada)
    rooms.write(bo, "hope", "Told in short")
    expect(ada.locator("[data-heard]")).to_have_text("1 change by others.")
    ada.reload()
    expect(rooms.connected(ada).get_by_label("Screen reader: what others do")).to_have_value("summary")

    ada.set_viewport_size({"width": 1366, "height": 768})
    open_plane(ada, room.workshop)
    expect(choice).to_have_value("summary")
    choice.focus()
    ada.keyboard.press("End")
    expect(choice).to_have_value("off")
    ada.clock.install()
    listen(ada)
    rooms.write(bo, "hope", "Told to nobody")
    expect(ada.locator("[data-count=hope]")).to_have_text("2")
    ada.locator("[data-surface]").focus()
    ada.keyboard.press("n")
    ada.keyboard.type("My own")
    ada.keyboard.press("Escape")
    expect(ada.locator("[data-heard]")).to_have_text("Note added.")
    rooms.let_pass(ada, 2)
    assert [words for _at, words in said(ada)] == ["Note added."]


def test_only_the_lost_connection_and_the_end_of_the_time_are_alarms(come_in, cockpit, at_the_plane, complaints):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close")
    ada, phone = at_the_plane("Ada"), come_in("Di", "phone")

    for page in (ada, phone):
        assert [each.get_attribute("role") for each in page.locator(VOICES).all()] == ["status", "alert"]
        expect(page.locator("[data-alarm]")).to_have_text("")
    ada.context.set_offline(True)
    expect(ada.locator("[data-alarm]")).to_contain_text("Not connected.", timeout=40_000)
    ada.context.set_offline(False)
    expect(ada.locator("[data-alarm]")).to_have_text("")
    expect(ada.locator("[data-heard]")).to_contain_text("Connected")
    cockpit.locator("#cp-freeze").click()

    expect(phone.locator("[data-heard]")).to_contain_text("Frozen")
    assert phone.locator("[data-alarm]").inner_text() == ""
