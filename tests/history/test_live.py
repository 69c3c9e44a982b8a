"""Going back in a real house: every open browser shows it at once, and what is hidden stays where it is."""

import re
import urllib.request
from html import unescape

import pytest

from tests.boards.conftest import note_id
from tests.boards.live import cookie, post, shown, whole
from tests.boards.live_rooms import app, at, house, room

__all__ = ["app", "at", "house", "room"]

pytestmark = pytest.mark.process


def marked(somebody, house, path: str) -> str:
    """The mark of what a page says would change."""
    request = urllib.request.Request(f"{house.url}{path}", headers={"Cookie": cookie(somebody)})
    with urllib.request.urlopen(request) as answer:
        return re.search(r'name="seen"[^>]*value="(\w+)"', unescape(answer.read().decode()))[1]


def test_every_open_page_shows_the_board_as_it_was_at_once(house, room, at):
    ada, bo = at("Ada"), at("Bo")
    bo.ops(bo.somebody.note("First"), bo.somebody.note("Second"))
    bo.ops(bo.somebody.op("txt.put", id=note_id("First"), t="Spoilt"), bo.somebody.note("Third"))
    room.write("private")
    bo.ops(bo.somebody.note("Mine alone", pm=1))
    path = f"/history/{room.board}/restorations/2/"

    post(ada.somebody, house, path, seen=marked(ada.somebody, house, path))
    end = room.log()[-1][0]
    for page in (ada, bo):
        page.catch_up(end)

    assert ada.texts() == ["First", "Second"]
    assert bo.texts() == ["First", "Mine alone", "Second"]
    for page in (ada, bo):
        assert shown(page.board) == sorted(whole(page.somebody), key=lambda each: (each["r"]["z"], each["id"]))
