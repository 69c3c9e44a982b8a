"""Parts of a page come one by one over a line that may be slow or gone: none is lost, and the last asked for stays."""

from playwright.sync_api import Page, Route, expect

LOAD = """async ([addresses, same]) => {
    const script = performance.getEntriesByType("resource").map(({ name }) => name).find((name) => name.endsWith("/joined/live.js"))
    const { load } = await import(new URL("../workshops/parts.js", script))
    const places = addresses.map(() => document.body.appendChild(document.createElement("div")))
    const came = await Promise.all(addresses.map((address, index) => load(address, same ? places[0] : places[index], "innerHTML")))
    return [came, places.map((place) => place.querySelectorAll("[data-zone], template").length > 0), places[0].querySelector("[data-view]")?.dataset.view ?? "list"]
}"""  # noqa: E501 - as one reads it


def test_many_parts_asked_for_at_once_all_come(come_in):
    ada = come_in("Ada")
    board = ada.locator("[data-board]").get_attribute("data-board")

    came, filled, _ = ada.evaluate(LOAD, [[f"/boards/{board}/parts/"] * 6, False])

    assert (came, filled) == ([True] * 6, [True] * 6)


def test_of_many_asked_for_in_one_place_the_last_one_stays(come_in):
    ada = come_in("Ada")
    board = ada.locator("[data-board]").get_attribute("data-board")
    addresses = [f"/boards/{board}/parts/"] * 4 + [f"/boards/{board}/list/"]

    came, _, _ = ada.evaluate(LOAD, [addresses, True])

    assert came == [False] * 4 + [True]
    expect(ada.locator("[data-zone='hope']")).to_have_count(2)


def test_a_board_comes_though_the_line_broke_while_it_was_fetched(come_in, complaints):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    ada = come_in("Ada")
    lost = lose_the_first(ada, "**/boards/for/**")

    ada.locator("a[data-view='canvas']").click()

    expect(ada.locator("#board-canvas")).to_be_visible()
    assert len(lost) == 1


def lose_the_first(page: Page, addresses: str) -> list[str]:
    """Let the first request for these get lost on its way."""
    lost: list[str] = []

    def pass_on(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.request.url)
        return route.abort("internetdisconnected")

    page.route(addresses, pass_on)
    return lost
