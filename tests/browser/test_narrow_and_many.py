"""A list of many notes by keys, and a page that is narrow, low or just entered."""

from playwright.sync_api import expect

from tests.browser import rooms

STOPS = "[data-zone='hope'] [data-menu]:not([hidden]) > summary"


def test_menus_of_a_zone_are_one_stop_of_tab_and_each_names_its_note(come_in):
    bo = rooms.connected(come_in("Bo"))
    for words in ("A sandbox law", "A test bed", "A help desk"):
        rooms.write(bo, "hope", words)
    menus = bo.locator(STOPS)
    expect(menus).to_have_count(3)

    for number, name in enumerate(("A sandbox law", "A test bed", "A help desk")):
        expect(menus.nth(number)).to_have_accessible_name(f"What to do with this note {name}")
    stops = menus.evaluate_all("(all) => all.map((each) => each.tabIndex)")
    menus.first.focus()
    bo.keyboard.press("ArrowDown")
    expect(menus.nth(1)).to_be_focused()
    bo.keyboard.press("End")
    expect(menus.nth(2)).to_be_focused()
    after = menus.evaluate_all("(all) => all.map((each) => each.tabIndex)")
    bo.keyboard.press("Tab")

    assert (sorted(stops), after) == ([-1, -1, 0], [-1, -1, 0])
    expect(bo.locator("#write-hope")).to_be_focused()


def test_no_menu_of_a_note_opens_past_the_top_of_a_low_window(come_in):
    bo = rooms.connected(come_in("Bo"))
    bo.set_viewport_size({"width": 1280, "height": 480})
    for words in ("A sandbox law", "A test bed", "A help desk"):
        rooms.write(bo, "hope", words)
    menu = bo.locator("[data-zone='hope'] [data-menu]:not([hidden])").nth(2)
    menu.locator("> summary").scroll_into_view_if_needed()

    menu.locator("> summary").click()
    change = menu.get_by_role("button", name="Change", exact=True)
    expect(change).to_be_visible()

    assert change.bounding_box()["y"] >= 0
    menu.get_by_role("button", name="Delete", exact=True).scroll_into_view_if_needed()
    expect(menu.get_by_role("button", name="Delete", exact=True)).to_be_in_viewport(ratio=1)


def test_the_welcome_takes_one_line_and_keeps_the_code_in_sight(come_in):
    bo = come_in("Bo")

    card = bo.locator("details.welcome")
    expect(card.locator(".code-s")).to_be_visible()
    assert card.bounding_box()["height"] < 80


def test_at_400_percent_the_plane_keeps_most_of_a_screen(room, come_in):
    bo = come_in("Bo")
    bo.set_viewport_size({"width": 320, "height": 256})
    bo.goto(f"/w/{room.workshop}/?view=canvas")

    ground = bo.locator(".cv-ground")
    expect(ground).to_be_visible()

    assert ground.bounding_box()["height"] > 128
    assert bo.evaluate("document.documentElement.scrollWidth <= innerWidth")
