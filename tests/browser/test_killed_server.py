"""Two real browsers have the list open while the server is killed five times and eight people write."""

import pytest
from playwright.sync_api import Browser, expect

from tests.boards.conftest import make_room
from tests.boards.live import whole
from tests.boards.whole_house import same, standing
from tests.boards.writers import write_through_kills
from tests.browser.a_board import visiting

TEXTS = """() => [...document.querySelectorAll('li[data-note]')]
  .map((note) => [note.dataset.note, note.querySelector('[data-text]').textContent]).sort()"""


@pytest.fixture
def killed_house(empty_house, tmp_path):
    with standing(empty_house, tmp_path) as running:
        yield running


@pytest.fixture
def room(killed_house):
    with same(killed_house) as here:
        yield make_room(here)


@pytest.fixture
def come(browser: Browser, killed_house, room):
    """`come("Bo", "list", "phone")`: somebody's page of the board, connected."""
    with visiting(browser, killed_house, room) as arrive:
        yield arrive


@pytest.mark.row("R3", "R5", partly=True)
@pytest.mark.long
def test_all_browsers_show_the_same_board_however_often_the_server_is_killed(killed_house, room, come):
    pages = [come("Ada"), come("Bo", "list", "phone")]

    writers = write_through_kills(killed_house, room)

    board = sorted([element["id"], element["r"]["text"]] for element in whole(room.people["Ada"]))
    for page in pages:
        expect(page.locator("[data-connection]")).to_have_attribute("data-connection", "connected", timeout=40_000)
        for _ in range(100):
            if page.evaluate(TEXTS) == board:
                break
            page.wait_for_timeout(200)
        assert page.evaluate(TEXTS) == board
    assert len(board) == sum(len(writer.notes) for writer in writers)
    for writer in writers:
        writer.page.close()
