"""A real browser before a real house with its demo workshop: people act only through pages."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from app import build
from tests import pseudo
from tests.boards.conftest import make_room
from tests.boards.whole_house import same, standing
from tests.browser import behind, rooms
from tests.browser.a_board import visiting
from tests.browser.browsers import SIZES, WATCH_THE_FOCUS, Complaints, browser_of_this_machine
from tests.browser.canvas import open_plane
from tests.browser.demo import (
    check_in_token,
    eoi_token,
    letter_tokens,
    link_token,
    printed_people,
    seeded_ids,
    share_token,
    wall_token,
)
from tests.conftest import MEMORY, ROOM_IN_MEMORY
from tests.house_process import House

ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # A house under another name than this machine's: what it is to people at a venue.
    "--host-resolver-rules=MAP workshop.example 127.0.0.1",
    # No machine of the tests has such a thing, and to do as if costs more than to draw at once.
    "--disable-gpu",
]
expect.set_options(timeout=15_000)
"""What is to be seen is waited for; only a failing test takes so long."""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """The machine's own browser; `make test` has made sure that there is one."""
    named = browser_of_this_machine()
    assert named, "no browser on this machine; `make doctor` says how to get one"
    return {"executable_path": named, "args": ARGUMENTS, "ignore_default_args": _on_the_disk()}


def _on_the_disk() -> list[str]:
    """What would have a browser share memory by files on the disk, where there is room for that in memory."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_IN_MEMORY
    return ["--disable-dev-shm-usage"] if roomy else []


@pytest.fixture(scope="session")
def house(in_memory: Callable[[], Path], built) -> Iterator[House]:
    """A house with the demo, started as `make run` starts it."""
    var = in_memory()
    pseudo.teach(build.ensure(built))
    running = House({"VAR": str(var), "BUILT": str(built), "TESTING": "yes", "CLOCK_FILE": str(var / "clock")})
    yield running.start()
    running.stop()


@pytest.fixture(scope="session")
def people(house: House) -> dict[str, tuple[str, str]]:
    """Role → (e-mail, password), as the house printed them at its first start."""
    return printed_people(house)


@pytest.fixture(scope="session")
def seeded(house: House) -> dict[str, str]:
    """Variable of an address → an id of the demo that fits."""
    tokens = {
        "link_token": link_token,
        "wall_token": wall_token,
        "check_in_token": check_in_token,
        "share_token": share_token,
        "eoi_token": eoi_token,
    }
    made = {name: make(house) for name, make in tokens.items()}
    return {**seeded_ids(house), **made, **letter_tokens(house)}


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """Listens to every page of the test; anything heard fails it at the end."""
    listening = Complaints()
    yield listening
    assert listening.heard == []


@pytest.fixture
def open_browser(browser: Browser, house: House, complaints: Complaints) -> Iterator[Callable[..., Page]]:
    """Open a browser of somebody's own: a size, a language, a theme."""
    contexts: list[BrowserContext] = []

    def open_one(size: str = "laptop", language: str = "en", theme: str = "light", **more: object) -> Page:
        width, height = SIZES[size]
        # Files that a worker keeps are asked of nobody; those who try what is asked do without.
        more = {"base_url": house.url, "service_workers": "block", **more}
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=language,
            color_scheme=theme,
            has_touch=size in ("narrow", "phone"),
            **more,
        )
        contexts.append(context)
        context.add_init_script(WATCH_THE_FOCUS)
        page = context.new_page()
        page.set_default_timeout(15_000)
        complaints.listen(page)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(people: dict[str, tuple[str, str]]) -> Callable[[Page, str], Page]:
    """Sign somebody in through the page, by what they are."""

    def enter(page: Page, who: str) -> Page:
        return enter_as(page, *people[who])

    return enter


def enter_as(page: Page, address: str, password: str) -> Page:
    """Sign in through the page."""
    page.goto("/sign-in/")
    page.locator("input[name=email]").fill(address)
    page.locator("input[name=password]").fill(password)
    page.locator("main form button.btn-main").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    return page


def join_as_guest(page: Page, code: str, name: str) -> None:
    """Come into a workshop by its address, as from a QR code."""
    page.goto(f"/j/{code}/")
    page.locator("input[name=name]").fill(name)
    page.locator("form[method=post] button.btn-main").click()
    page.wait_for_url("**/w/*/**")


@pytest.fixture(scope="session")
def bare_house(empty_house, in_memory: Callable[[], Path]) -> Iterator[House]:
    """A house without a demo, for boards that are filled from behind."""
    with standing(empty_house, in_memory()) as running:
        yield running


@pytest.fixture(scope="module")
def behind_it(bare_house: House) -> Iterator[Flask]:
    """The same house in this process."""
    with same(bare_house) as here:
        yield here


@pytest.fixture
def come(browser: Browser, bare_house: House, behind_it: Flask, complaints: Complaints):
    """`come("Ada", "plane")`: somebody's page of a board of this test alone; `come.room` is what lies behind it."""
    room = make_room(behind_it)
    # As in `open_browser`: files that a worker keeps are asked of nobody.
    with visiting(browser, bare_house, room, complaints, service_workers="block") as come:
        come.room = room
        yield come


@pytest.fixture(scope="session")
def signed_in() -> dict[str, dict]:
    """The cookies of whoever leads rooms, by what they are, once they have signed in."""
    return {}


@pytest.fixture
def room(playwright: Playwright, house: House, people, signed_in) -> Iterator[behind.Room]:
    """A workshop of the test's own that has begun, in its first step; everybody writes."""
    leader = playwright.request.new_context(base_url=house.url, storage_state=signed_in.get("facilitator"))
    form = leader.get(behind.NEW)
    if "/sign-in/" in form.url:
        behind.sign_in(behind.Room(leader), *people["facilitator"])
        signed_in["facilitator"] = leader.storage_state()
        form = leader.get(behind.NEW)
    yield behind.lead_from(behind.Room(leader), form, "A room that writes")
    leader.dispose()


@pytest.fixture
def cockpit(open_browser, room: behind.Room) -> Page:
    """The cockpit of that room, for those who lead it."""
    page = open_browser("laptop", storage_state=room.request.storage_state())
    page.workshop, page.code = room.workshop, room.code
    page.goto(f"/w/{room.workshop}/cockpit/")
    return page


@pytest.fixture
def come_in(open_browser, room):
    """`come_in("Ada")`, `come_in("Bo", "phone")`: somebody's page of that room with the list, connected."""

    def arrive(name: str, size: str = "laptop") -> Page:
        page = open_browser(size)
        page.goto(behind.join(page, room.code, name))
        return rooms.connected(page)

    return arrive


@pytest.fixture
def at_the_plane(open_browser, room):
    """`at_the_plane("Ada")`: somebody's page of that room with the board as a plane."""

    def arrive(name: str, size: str = "laptop") -> Page:
        page = open_browser(size)
        behind.join(page, room.code, name)
        behind.look_in(page, room.workshop)
        return open_plane(page, room.workshop)

    return arrive


def speak(page: Page, language: str) -> None:
    """Choose a language as people do."""
    page.goto("/j/")
    if language == "en":
        return
    page.locator("details.menu summary").click()
    page.locator(f"button[name=language][value={language}]").click()


@pytest.fixture
def visitors(open_browser, people, seeded):
    """The browser of somebody by what they are, opened when first needed."""
    opened: dict[str, Page] = {}

    def browser_of(who: str, size: str, language: str) -> Page:
        if who not in opened:
            page = opened[who] = open_browser(size, language)
            behind.speak(page, language)
            if who == "guest":
                # Other tests bring guests into the same room: each has a name of its own.
                behind.join(page, seeded["code"], f"Guest {secrets.token_hex(4)}")
                behind.look_in(page, seeded["workshop_id"])
            elif who != "visitor":
                behind.sign_in(page, *people[who])
        return opened[who]

    return browser_of
