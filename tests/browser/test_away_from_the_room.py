"""A board on a page of its own that the room is not on: it says what the room does, and leads back to it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import behind, rooms
from tests.browser.test_late_words import to_a_step, to_the_end, to_the_last_step, to_the_part


@pytest.fixture
def walk(cockpit: Page, come_in) -> Page:
    """A phone on which somebody opened the board of the first step from the list of a walk."""
    phone = come_in("Ada", "phone")
    rooms.write(phone, "hope", "Labs stand idle")
    expect(phone.locator("li[data-note] [data-mark=safe]")).to_be_visible()
    agenda = f"/w/{cockpit.workshop}/agenda/"
    behind.send(cockpit, agenda, "/steps/", minutes="15", screen="gallery_walk")
    cockpit.reload()
    to_the_last_step(cockpit)
    to_the_part(cockpit, "Walk")
    phone.locator(".walk li a").first.click()
    rooms.connected(phone)
    return phone


def way_back(page: Page):
    return page.locator(".bd-room")


def to_the_room(page: Page):
    return page.get_by_role("link", name="Go to the room")


def in_sight(page: Page) -> None:
    expect(to_the_room(page)).to_be_in_viewport(ratio=1)


def test_a_board_opened_on_a_walk_says_what_the_room_does_and_leads_back(cockpit, walk):
    expect(way_back(walk)).to_contain_text("Walk")
    expect(way_back(walk)).to_contain_text("Gallery walk")
    expect(way_back(walk).get_by_role("timer")).to_be_visible()
    walk.mouse.wheel(0, 600)
    in_sight(walk)

    to_a_step(cockpit, 1)

    expect(way_back(walk)).to_contain_text("Step 2 of")
    expect(way_back(walk)).not_to_contain_text("Gallery walk")
    expect(walk.locator("[data-heard]")).to_contain_text("Step 2 of")
    in_sight(walk)
    to_the_room(walk).click()
    expect(walk.locator(".ph-bar")).to_contain_text("Step 2 of")


def test_a_comment_half_typed_on_a_walk_is_there_after_a_look_into_the_room(cockpit, walk):
    menu = walk.locator("li[data-note] [data-menu] > summary")

    def comment():
        rooms.open_zone(walk, "hope")
        menu.click()
        walk.get_by_role("button", name="Comments").click()
        return walk.locator("form[data-say-it] textarea")

    comment().fill("Which la")
    to_a_step(cockpit, 1)
    walk.keyboard.press("Escape")
    to_the_room(walk).click()
    expect(walk.locator(".ph-bar")).to_contain_text("Step 2 of")
    walk.go_back()
    rooms.connected(walk)
    to_a_step(cockpit, 0)
    expect(way_back(walk)).to_be_hidden()

    expect(comment()).to_have_value("Which la")


def test_the_board_of_the_room_shows_no_way_back_until_the_room_goes_on(cockpit, come_in):
    ada = come_in("Ada", "phone")
    ada.goto(f"/boards/{ada.locator('[data-board]').get_attribute('data-board')}/list/")
    rooms.connected(ada)
    expect(to_the_room(ada)).to_have_count(0)

    to_a_step(cockpit, 5)

    in_sight(ada)
    to_a_step(cockpit, 0)
    expect(to_the_room(ada)).to_be_hidden()
    to_the_end(cockpit)
    expect(way_back(ada)).to_contain_text("The workshop has ended.")
    ada.reload()
    expect(ada.locator("[data-connection]")).to_have_attribute("data-connection", "connected")
    expect(to_the_room(ada)).to_be_hidden()


def test_the_plane_leads_back_to_the_room_as_well(cockpit, come_in):
    ada = come_in("Ada", "phone")
    board = ada.locator("[data-board]").get_attribute("data-board")
    ada.goto(f"/boards/{board}/")
    expect(ada.locator("[data-board][data-live]")).to_have_count(1)

    to_a_step(cockpit, 5)

    expect(way_back(ada)).to_contain_text("Step 6 of")
    in_sight(ada)
    to_the_room(ada).click()
    expect(ada.locator(".ph-bar")).to_contain_text("Step 6 of")


def test_whoever_leads_comes_from_the_list_of_a_board_back_to_the_cockpit(cockpit, come_in):
    board = come_in("Ada").locator("[data-board]").get_attribute("data-board")
    cockpit.goto(f"/boards/{board}/list/")

    cockpit.get_by_role("link", name="Cockpit").click()

    expect(cockpit).to_have_url(f"{cockpit.url.split('/w/')[0]}/w/{cockpit.workshop}/cockpit/")
