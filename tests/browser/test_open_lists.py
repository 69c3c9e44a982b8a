"""A list and a plane that stay open: what they offer and count follows the room and what lies on the board."""

import pytest
from playwright.sync_api import expect

from tests.boards.conftest import note_id
from tests.browser import rooms
from tests.browser.canvas import look_at, paper, settled


@pytest.fixture
def two(come):
    """Two notes in one zone, far from each other, with a comment on one, and a note in the next zone."""
    ada = come.room.people["Ada"]
    ada.send(
        ada.note("Idle lab days", p={"x": 60, "y": 200, "w": 160, "h": 120}),
        ada.note("Nobody answers", p={"x": 400, "y": 200, "w": 160, "h": 120}),
        ada.note("Mentors are far", zone="talent", p={"x": 1300, "y": 200, "w": 160, "h": 120}),
    )
    comment = ada.note("Who could help?", z="X", p={"x": 30, "y": 100, "about": note_id("Idle lab days")})
    ada.send({**comment, "type": "comment"})
    return come


def test_an_open_list_offers_an_image_again_once_people_may_write(cockpit, come_in):
    rooms.turn(cockpit, "closed")
    bo = come_in("Bo")
    offer = bo.locator("[data-act=put-image]")
    expect(offer).to_be_hidden()

    rooms.turn(cockpit, "open")

    expect(offer).to_be_visible()


def test_the_places_beside_a_list_count_notes_and_no_comments(two):
    bo = two("Bo")

    entry = bo.locator("[data-places] li", has_text="Policy and regulation").first

    expect(entry.locator(".num")).to_have_text("2")


def test_a_question_where_several_move_says_how_many_do(two):
    ada = two("Ada", "plane")
    look_at(ada, "policy")
    paper(ada, "Idle lab days").click()
    settled(ada)
    paper(ada, "Nobody answers").click(modifiers=["Shift"])

    ada.keyboard.press("Shift+m")

    expect(ada.get_by_role("dialog", name="Move to…").locator("[data-what]")).to_have_text(
        "2 things are chosen and move."
    )


def test_a_note_of_another_zone_held_over_a_note_makes_a_group_there(two):
    ada, bo = two("Ada", "plane"), two("Bo")
    ada.keyboard.press("Shift+1")
    settled(ada)
    mine, other = paper(ada, "Mentors are far").bounding_box(), paper(ada, "Nobody answers").bounding_box()

    ada.mouse.move(mine["x"] + mine["width"] / 2, mine["y"] + mine["height"] / 2)
    ada.mouse.down()
    ada.mouse.move(other["x"] + other["width"] / 2, other["y"] + other["height"] / 2, steps=8)
    expect(ada.locator("[data-tip]")).to_have_text("Makes a group of 2")
    ada.mouse.up()

    made = bo.locator("[data-zone=policy] [data-group]")
    expect(made.locator("li[data-note]")).to_have_count(2)
    expect(made).to_contain_text("Mentors are far")
