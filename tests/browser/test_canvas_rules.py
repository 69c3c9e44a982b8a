"""The board as a plane under the rules of the room: private, closed, without a line, by touch, in a crowd."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvas import ZONE, at, drag, look_at, open_plane, paper, place, settled, write_at
from tests.browser.crowd import fill
from tests.browser.rooms import reveal, turn
from tests.browser.test_drawn_things import id_of, lay, thing


def test_what_is_written_alone_lies_on_nobody_elses_plane_until_the_reveal(at_the_plane, cockpit):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    turn(cockpit, "private")
    expect(ada.locator("[data-state=private]")).to_be_visible()
    look_at(ada)

    write_at(ada, 300, 200, "For my eyes only")

    expect(paper(ada, "For my eyes only").locator("[data-mark=hidden]")).to_be_visible()
    expect(paper(ada, "For my eyes only")).not_to_have_class(re.compile("note-wait"))
    assert "For my eyes only" not in bo.content()
    reveal(cockpit)
    expect(paper(bo, "For my eyes only")).to_have_count(1)
    expect(paper(ada, "For my eyes only").locator("[data-mark=hidden]")).to_be_hidden()


def test_while_nobody_writes_the_plane_says_so_and_nothing_moves(at_the_plane, cockpit):
    ada = at_the_plane("Ada")
    look_at(ada)
    note = write_at(ada, 300, 200, "Stays where it is")
    before = note.bounding_box()
    turn(cockpit, "closed")
    expect(ada.locator("[data-state=closed]")).to_be_visible()

    ada.mouse.dblclick(*at(ada, 600, 200))
    x, y = before["x"] + 30, before["y"] + 30
    ada.mouse.move(x, y)
    ada.mouse.down()
    ada.mouse.move(x + 150, y + 80, steps=4)
    ada.mouse.up()
    settled(ada)

    assert note.bounding_box() == before
    expect(ada.locator("[data-write]")).to_be_hidden()
    expect(ada.locator("[data-do=note]")).to_be_disabled()
    expect(ada.locator("[data-heard]")).to_contain_text("Nobody writes just now")


@pytest.mark.row("R6", "R7", partly=True)
def test_what_is_done_without_a_line_waits_on_its_paper_and_arrives_once(at_the_plane, complaints):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close")
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    ada.context.set_offline(True)

    write_at(ada, 300, 200, "In the dead spot")

    expect(paper(ada, "In the dead spot").locator("[data-mark=waiting]")).to_be_visible()
    assert paper(bo, "In the dead spot").count() == 0
    ada.context.set_offline(False)
    expect(paper(bo, "In the dead spot")).to_have_count(1, timeout=30_000)
    expect(paper(ada, "In the dead spot").locator("[data-mark=waiting]")).to_be_hidden()


def fingers_on(page: Page):
    """Fingers on the screen, as the browser itself would tell of them."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        fingers = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    return touch


@pytest.mark.row("B3", partly=True)
def test_on_a_phone_fingers_push_pinch_tap_and_write(at_the_plane):
    ada = at_the_plane("Ada", "phone")
    expect(ada.locator("[data-zoom]")).to_contain_text("%")
    before = ada.locator("[data-layer]").bounding_box()
    x, y = at(ada, 150, 200)
    touch = fingers_on(ada)

    touch("touchStart", (x, y))
    touch("touchMove", (x - 60, y - 40))
    touch("touchMove", (x - 80, y - 60))
    touch("touchEnd")
    settled(ada)
    pushed = ada.locator("[data-layer]").bounding_box()
    assert pushed["x"] < before["x"]
    touch("touchStart", (x - 20, y), (x + 20, y))
    touch("touchMove", (x - 60, y), (x + 60, y))
    touch("touchEnd")
    settled(ada)
    assert ada.locator("[data-layer]").bounding_box()["width"] > pushed["width"] * 2

    ada.touchscreen.tap(x, y)
    ada.touchscreen.tap(x, y)
    expect(ada.locator("[data-field]")).to_be_focused()
    ada.keyboard.type("By touch")
    ada.locator("[data-write] button").tap()
    paper(ada, "By touch").tap()
    expect(paper(ada, "By touch")).to_have_attribute("aria-selected", "true")
    ada.locator("[data-bar] [data-act=menu]").tap()
    expect(ada.get_by_role("menu")).to_be_visible()


@pytest.mark.row("R11", partly=True)
def test_of_thousands_of_notes_only_those_in_sight_are_drawn(at_the_plane, room, house):
    fill(house, room.workshop, "check_in", ZONE, 2_000)
    ada = at_the_plane("Ada")
    expect(ada.locator(f"[data-count='{ZONE}']")).to_have_text("2000")
    ada.locator("[data-look=fit]").click()
    settled(ada)

    assert ada.locator("li.cv-note").count() < 10
    expect(ada.locator("[data-far]")).to_be_visible()
    for _ in range(6):
        ada.mouse.move(*at(ada, 900, 200))
        ada.keyboard.down("Control")
        ada.mouse.wheel(0, -250)
        ada.keyboard.up("Control")
    settled(ada)
    # They come a few with each frame.
    expect(ada.locator("li.cv-note").nth(5)).to_be_attached()
    assert ada.locator("li.cv-note").count() < 400
    frames = ada.evaluate(
        """async () => {
          const surface = document.querySelector("[data-surface]")
          const times = []
          for (let step = 0; step < 40; step += 1) {
            const start = performance.now()
            const way = { deltaX: step % 20 < 10 ? 60 : -60, deltaY: 25, bubbles: true, cancelable: true }
            surface.dispatchEvent(new WheelEvent("wheel", way))
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
            times.push(performance.now() - start)
          }
          return times.sort((one, other) => one - other)
        }"""
    )
    assert frames[len(frames) // 2] < 60, frames


def test_all_in_a_frame_go_together_and_come_back_together(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    for number, words in enumerate(("One", "Two", "Three")):
        write_at(ada, 180 + 330 * number, 300, words)
    expect(paper(bo, "Three")).to_have_count(1)
    before = {words: place(paper(ada, words)) for words in ("One", "Two", "Three")}
    one, two = (paper(ada, words).bounding_box() for words in ("One", "Two"))
    ada.keyboard.down("Shift")
    ada.mouse.move(one["x"] - 8, one["y"] - 8)
    ada.mouse.down()
    ada.mouse.move(two["x"] + 20, two["y"] + 20, steps=4)
    ada.mouse.up()
    ada.keyboard.up("Shift")
    expect(ada.locator("li[aria-selected=true]")).to_have_count(2)

    drag(ada, paper(ada, "Two"), 30, 160)

    expect(paper(bo, "One")).not_to_have_css("top", f"{before['One'][1]:g}px")
    one, two = place(paper(ada, "One")), place(paper(ada, "Two"))
    assert (two[0] - one[0], two[1] - one[1]) == (before["Two"][0] - before["One"][0], 0)
    assert place(paper(ada, "Three")) == before["Three"]
    ada.keyboard.press("Control+z")
    for words in ("One", "Two"):
        expect(paper(bo, words)).to_have_css("top", f"{before[words][1]:g}px")


def test_a_note_of_the_plane_becomes_an_action_says_so_and_leads_to_it(at_the_plane, cockpit):
    ada = at_the_plane("Ada")
    look_at(ada)
    write_at(ada, 300, 200, "Leave with one partner")
    desk = open_plane(cockpit, cockpit.workshop)
    look_at(desk)
    paper(desk, "Leave with one partner").click(button="right")
    desk.get_by_role("menuitem", name="Put it into the plan").click()
    form = desk.locator("#promotion")
    form.get_by_label("Who sees to it").fill("Lab manager")
    form.get_by_label("Until when").fill(f"{datetime.now(UTC) + timedelta(days=20):%Y-%m-%d}")
    form.get_by_role("button", name="Make it an action").click()

    expect(paper(desk, "Leave with one partner").locator("[data-became]")).to_have_text("became action 1")
    expect(desk.locator("dialog[data-promotion]")).to_be_hidden()
    expect(desk.locator("[data-heard]")).to_have_text("It stands in the plan as action 1.")
    told = desk.locator(".bd-toast", has_text="It stands in the plan as action 1.")
    expect(told.get_by_role("link", name="Open the plan")).to_be_visible()
    paper(desk, "Leave with one partner").click(button="right")
    desk.get_by_role("menuitem", name="Open the plan").click()
    desk.wait_for_url(re.compile(r"/plans/[\w-]+/"))


MOVES = """() => {
  const { insertBefore } = Node.prototype
  window.brought = { anew: 0, moved: 0 }
  Node.prototype.insertBefore = function (node, before) {
    if (this instanceof Element && this.matches(".cv-notes")) brought[node.parentNode === this ? "moved" : "anew"] += 1
    return insertBefore.call(this, node, before)
  }
}"""
"""Counts papers that come to the plane, and those that are put elsewhere once they lie there."""


@pytest.mark.row("R11", partly=True)
def test_papers_of_a_board_that_opens_lie_in_order_from_the_first(at_the_plane, room, house):
    fill(house, room.workshop, "check_in", ZONE, 300)
    ada = at_the_plane("Ada")
    ada.add_init_script(f"({MOVES})()")

    ada.reload()
    expect(ada.locator(f"[data-count='{ZONE}']")).to_have_text("300")
    settled(ada)

    brought = ada.evaluate("brought")
    assert brought["anew"] > 20
    assert brought["moved"] == 0


@pytest.mark.row("R11", partly=True)
def test_what_lies_wholly_under_others_has_a_paper_once_one_comes_to_it(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    for start in range(0, 200, 50):
        lay(bo, *(thing(f"n{number:03}", "note", f"Thought {number}", x=3_300) for number in range(start, start + 50)))
    lay(bo, thing("z_beside", "note", "Beside", x=3_700))

    expect(paper(ada, "Beside")).to_be_visible()
    expect(paper(ada, "Thought 199")).to_be_visible()
    # The one that Tab comes to first is there as well.
    expect(ada.locator("li.cv-note")).to_have_text(
        [re.compile(rf"^\s*{words}") for words in ("Thought 0", "Thought 199", "Beside")]
    )

    # What lies above is taken away, and what is looked for shines through.
    lay(bo, {"k": "el.del", "ids": [id_of("n199")]})
    expect(paper(ada, "Thought 198")).to_be_visible()
    ada.locator("[data-surface]").focus()
    ada.keyboard.press("Control+f")
    expect(ada.get_by_role("searchbox")).to_be_focused()
    ada.keyboard.type("Thought 42")
    expect(paper(ada, "Thought 42")).to_be_visible()
    ada.keyboard.press("Enter")
    ada.keyboard.press("Escape")
    expect(paper(ada, "Thought 42")).to_be_focused()
    expect(ada.locator("li.cv-note")).to_have_count(3)
