"""Who is here, live cursors and who writes, as people see them on plane and list; and how one goes out of sight."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvas import at, drag, look_at, paper, place, settled, write_at
from tests.browser.rooms import open_zone, turn

CURSOR = "[data-cursors] .cursor"


@pytest.fixture
def two(at_the_plane) -> tuple[Page, Page]:
    """Ada and Bo at the same plane, looking at the same zone; each knows of the other."""
    pages = at_the_plane("Ada"), at_the_plane("Bo")
    for page in pages:
        look_at(page)
        know_each_other(page)
    return pages


def know_each_other(*pages: Page, people: int = 2) -> None:
    for page in pages:
        expect(page.locator("[data-company]")).to_have_text(f"{people} people are here")


def wander(page: Page) -> None:
    """Move the pointer over the board to a place of its own."""
    page.mouse.move(*at(page, 300, 200))
    page.mouse.move(*at(page, 350, 225), steps=6)


def on_the_board(page: Page, x: float, y: float) -> tuple[int, int]:
    """A place of what is seen of the plane, in board units."""
    to_board = """(layer, [x, y]) => {
      const point = new DOMMatrix(layer.style.transform).inverse().transformPoint({ x, y })
      return [Math.round(point.x), Math.round(point.y)]
    }"""
    return tuple(page.locator("[data-layer]").first.evaluate(to_board, [x, y]))


@pytest.mark.row("R2", partly=True)
def test_the_cursor_of_another_is_where_they_point_and_nobody_s_while_names_are_hidden(two):
    ada, bo = two

    wander(bo)

    cursor = ada.locator(CURSOR)
    x, y = on_the_board(bo, 350, 225)
    expect(cursor).to_have_attribute("style", re.compile(rf"translate\({x}px, {y}px\)"))
    expect(cursor.locator("bdi")).to_be_hidden()
    expect(bo.locator(CURSOR)).to_have_count(0)
    cursor.evaluate("cursor => Promise.all(cursor.getAnimations().map(({ finished }) => finished))")
    box, (left, top) = cursor.locator("svg").bounding_box(), at(ada, 350, 225)
    assert abs(box["x"] - left) <= 3
    assert abs(box["y"] - top) <= 3


@pytest.mark.row("R2", partly=True)
def test_names_stand_at_cursors_where_the_workshop_shows_names(cockpit, at_the_plane):
    cockpit.goto(f"/w/{cockpit.workshop}/settings/")
    cockpit.locator("input[name=names_shown]").check()
    cockpit.locator("main form button.btn-main").first.click()
    expect(cockpit.get_by_text("The workshop was saved.")).to_be_visible()
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(bo)
    know_each_other(ada, bo)

    wander(bo)

    expect(ada.locator(f"{CURSOR} bdi")).to_have_text("Bo")
    expect(ada.locator("[data-presence] [data-names]")).to_contain_text("Bo")


@pytest.mark.row("R2", partly=True)
def test_who_switches_the_own_cursor_off_is_out_of_sight_at_once_and_after_a_reload(two):
    ada, bo = two
    wander(bo)
    expect(ada.locator(CURSOR)).to_have_count(1)

    bo.locator("[data-own-cursor]").click()
    expect(ada.locator(CURSOR)).to_have_count(0)
    bo.reload()
    expect(bo.locator("[data-own-cursor]")).to_have_attribute("aria-checked", "false")
    know_each_other(ada, bo)
    wander(bo)
    # What Ada does after Bo is told together with, or after, what Bo did.
    wander(ada)
    expect(bo.locator(CURSOR)).to_have_count(1)

    expect(ada.locator(CURSOR)).to_have_count(0)
    bo.locator("[data-own-cursor]").click()
    wander(bo)
    expect(ada.locator(CURSOR)).to_have_count(1)


def test_others_read_that_somebody_writes_on_a_note_on_plane_and_list(two, come_in):
    ada, bo = two
    note = write_at(bo, 300, 200, "Idle lab days")
    phone = come_in("Cy", "phone")
    expect(phone.locator("li[data-note]", has_text="Idle lab days")).to_have_count(1)
    open_zone(phone, "hope")
    phone.locator("[data-zone='hope'] textarea").first.focus()
    know_each_other(phone, people=3)

    note.dblclick()
    expect(bo.locator("[data-field]")).to_be_focused()
    bo.keyboard.type(" and nights")

    for page in (ada, phone):
        expect(page.locator("[data-writer]", has_text="Somebody is writing…")).to_have_count(1)
    bo.keyboard.press("Escape")
    bo.mouse.click(*at(bo, 700, 420))
    for page in (ada, phone):
        expect(page.locator("[data-writer]", has_text="Somebody")).to_have_count(0)


@pytest.mark.row("R2", partly=True)
def test_on_the_phone_too_one_can_keep_on_which_note_one_writes_to_oneself(two, come_in):
    ada, bo = two
    write_at(bo, 300, 200, "Idle lab days")
    phone = come_in("Cy", "phone")
    row = phone.locator("li[data-note]", has_text="Idle lab days")
    menu = row.locator("[data-menu] > summary")
    open_zone(phone, "hope")
    phone.locator("[data-zone='hope'] textarea").first.focus()
    know_each_other(ada, phone, people=3)
    menu.click()
    for page in (ada, bo):
        expect(page.locator(CHOSEN)).to_have_count(1)
    menu.click()
    expect(ada.locator(CHOSEN)).to_have_count(0)

    switch = phone.get_by_role("switch", name="Show others where I point")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    menu.click()
    # What Bo does after Cy is told together with, or after, what Cy did.
    wander(bo)
    expect(ada.locator(CURSOR)).to_have_count(1)

    expect(ada.locator(CHOSEN)).to_have_count(0)
    assert switch.bounding_box()["height"] >= 44


CHOSEN = ".others-chosen > div"


@pytest.mark.row("R2", partly=True)
def test_others_see_what_somebody_chose_on_plane_and_list_until_it_is_let_go(two, come_in):
    ada, bo = two
    note = write_at(bo, 300, 200, "Idle lab days")
    phone = come_in("Cy", "phone")
    expect(phone.locator("li[data-note]", has_text="Idle lab days")).to_have_count(1)
    open_zone(phone, "hope")
    phone.locator("[data-zone='hope'] textarea").first.focus()
    know_each_other(phone, people=3)

    note.click()
    expect(ada.locator(CHOSEN)).to_have_count(1)
    expect(phone.locator("[data-writer]")).to_have_text("Somebody has chosen this")
    expect(bo.locator(CHOSEN)).to_have_count(0)
    drag(bo, note, 120, 40)
    theirs = paper(ada, "Idle lab days")
    expect(theirs).to_have_attribute("style", re.compile(re.escape(f"left: {place(note)[0]:g}px")))
    settled(ada)
    outline, box = ada.locator(CHOSEN).bounding_box(), theirs.bounding_box()
    assert all(abs(outline[side] - box[side]) <= 2 for side in ("x", "y", "width", "height")), (outline, box)

    bo.mouse.click(*at(bo, 700, 420))
    expect(ada.locator(CHOSEN)).to_have_count(0)
    expect(phone.locator("[data-writer]")).to_have_text("")
    phone.locator("li[data-note] [data-menu] > summary").first.click()
    for page in (ada, bo):
        expect(page.locator(CHOSEN)).to_have_count(1)


def test_in_private_writing_nobody_sees_a_cursor(two, cockpit, at_the_plane):
    ada, bo = two
    wander(bo)
    expect(ada.locator(CURSOR)).to_have_count(1)

    turn(cockpit, "private")
    expect(ada.locator(CURSOR)).to_have_count(0)
    wander(bo)
    # By the time a third person is here, what Bo did before would have been told.
    at_the_plane("Cy")
    know_each_other(ada, people=3)

    expect(ada.locator(CURSOR)).to_have_count(0)
