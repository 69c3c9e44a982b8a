"""A board of its own in a house of its own: people come to it by their cookie, and it can be filled from behind."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect

from tests.boards.live import cookie
from tests.browser.browsers import SIZES, WATCH_THE_FOCUS, Complaints
from tests.house_process import House

VIEWS = {"list": "/boards/{board}/list/", "plane": "/boards/{board}/", "wall": "/w/{id}/wall/"}


@contextmanager
def visiting(
    browser: Browser, house: House, room, complaints: Complaints | None = None, **always: object
) -> Iterator[Callable[..., Page]]:
    """`come("Ada", "plane")`, `come("Bo", "list", "phone")`: somebody's page of the board, connected.

    Without `complaints` a page may complain, as it does of a server that is away.
    """
    contexts = []

    def come(name: str, view: str = "list", size: str = "laptop", **more: object) -> Page:
        width, height = SIZES[size]
        more = {"base_url": house.url, "viewport": {"width": width, "height": height}, **always, **more}
        context = browser.new_context(**more)
        contexts.append(context)
        context.add_init_script(WATCH_THE_FOCUS)
        key, _, value = cookie(room.people.get(name) or room.join(name)).partition("=")
        context.add_cookies([{"name": key, "value": value, "url": house.url}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        if complaints is not None:
            complaints.listen(page)
        page.goto(VIEWS[view].format(board=room.board, id=room.id))
        if view == "wall":
            # The result of a vote may have the wall to itself.
            expect(page.locator("#board-wall[data-placed]")).to_have_count(1)
            return page
        expect(page.locator("[data-connection]")).to_have_attribute("data-connection", "connected")
        expect(page.locator("[data-board][data-live]")).to_have_count(1)
        if view == "plane":
            expect(page.locator("[data-wait]")).to_be_hidden()
        return page

    yield come
    for context in contexts:
        context.close()
