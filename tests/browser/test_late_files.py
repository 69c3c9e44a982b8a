"""Files that come late on a slow line: what is not there yet must not leave a page half made."""

from playwright.sync_api import Page, Route, expect

from tests.browser.rooms import write


def test_one_writes_on_a_board_though_what_swaps_parts_of_the_page_comes_late(visitors, seeded):
    page: Page = visitors("guest", "phone", "en")
    held: list[Route] = []
    page.route("**/joined/htmx.min.js", lambda route: held.append(route))  # noqa: PLW0108 - the library looks at what it is given

    page.goto(f"/w/{seeded['workshop_id']}/", wait_until="commit")
    expect(page.locator("[data-connection=connected]")).to_be_visible()
    zone = page.locator("[data-zone][open]").first.get_attribute("data-zone") or ""
    write(page, zone, "Written before the page is whole")
    note = page.locator("li[data-note]", has_text="Written before the page is whole")

    expect(note.locator("[data-mark=safe]")).to_be_visible()
    assert len(held) == 1
    held[0].continue_()
    note.locator("[data-menu] > summary").click()
    expect(note.get_by_role("button", name="Delete")).to_be_visible()
