"""Files that come late on a slow line: what is not there yet must not leave a page half made."""

from playwright.sync_api import Page, Request, Route, expect


def test_a_board_comes_though_the_guard_of_what_is_swapped_comes_late(visitors, seeded):
    page: Page = visitors("guest", "phone", "en")
    held: list[Route] = []
    came: list[str] = []

    def hold(route: Route) -> None:
        held.append(route)

    def note(request: Request) -> None:
        came.append(request.url)

    page.route("**/hx-csp-*", hold)
    page.on("requestfinished", note)
    page.goto(f"/w/{seeded['workshop_id']}/", wait_until="commit")
    expect(page.locator("h1[data-stage=prompt]")).to_be_visible()
    while not held or not any("/vendor/htmx-" in address for address in came):
        page.evaluate("() => new Promise(requestAnimationFrame)")
    page.evaluate("() => new Promise((done) => setTimeout(done))")
    for route in held:
        route.continue_()

    expect(page.locator("#board [data-board]")).to_be_visible()
