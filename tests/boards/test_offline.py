"""What a browser keeps so that a board opens without a line: all that its view may fetch, and nothing of a person."""

import json
import re
from posixpath import dirname, join, normpath

import pytest

from app import build
from app.boards import offline
from tests.places import TEMPLATES

VIEWS = {"list": ("workshops/room.html", "boards/list.html"), "canvas": ("workshops/room.html", "boards/board.html")}
"""A view → the pages that show it."""

UNSEEN = {"list": {"phone"}, "canvas": {"phone", "board-things"}}
"""A view → sheets it does without: nobody takes a turn without a line, and a plane shows what is no note in its way."""

DRESSED = re.compile(r"""\bcomponents/([\w-]+)\.css|\bdress\("([\w-]+)\.css"\)""")
NONCE = re.compile(r'nonce="[^"]*"')


@pytest.fixture
def static(built):
    return build.ensure(built) / "static"


@pytest.mark.parametrize("view", VIEWS)
def test_whatever_a_view_fetches_later_is_kept_with_it_but_for_other_views(static, view):
    kept = set(offline.needed(static, view))

    assert {path for path in kept if not (static / path).is_file()} == set()
    wanted = {
        normpath(join(dirname(path), way))
        for path in kept
        if path.endswith(".js")
        for way in offline.IMPORTED.findall((static / path).read_text())
    }
    assert {path for path in wanted - kept if not path.startswith(offline.WITHOUT[view])} == set()


@pytest.mark.parametrize("view", VIEWS)
def test_so_is_what_dresses_its_pages_and_what_modules_dress_themselves_in(static, view):
    kept = set(offline.needed(static, view))

    sources = [(TEMPLATES / page).read_text() for page in VIEWS[view]]
    sources += [(static / path).read_text() for path in kept if path.endswith(".js")]
    named = {one or other for text in sources for one, other in DRESSED.findall(text)}
    assert {name for name in named if f"css/components/{name}.css" not in kept} == UNSEEN[view]


def test_whoever_takes_a_phone_over_without_a_line_can_have_all_of_the_one_before_taken_away(static):
    assert "boards/forgetting.js" in offline.first(static)


def test_each_view_leaves_the_other_ones_files_alone(static):
    as_list, as_plane = (set(offline.needed(static, view)) for view in ("list", "canvas"))

    assert {"boards/hands.js", "joined/list.js"} & as_plane == {"boards/hands.js"} & as_plane
    assert not {path for path in as_list if "canvas/" in path or path == "joined/plane.js"}
    assert {"joined/plane.js", "boards/canvas/search.js"} <= as_plane
    assert {"joined/notes.js", "joined/list.js"} <= as_list


def test_the_worker_is_told_files_that_are_there_and_the_empty_page_is_one_for_all(app, client, come_in, guest):
    told = client.get("/worker.js")
    said = json.loads(told.text.split("\n", 1)[0].removeprefix("globalThis.HOUSE = "))
    ada = come_in(guest("Ada Lovelace"))

    assert (told.mimetype, said["root"]) == ("text/javascript", f"{app.static_url_path}/")
    answers = {}
    for path in said["first"]:
        with client.get(path) as answer:
            answers[path] = answer.status_code
    assert answers == dict.fromkeys(said["first"], 200)
    assert set(said["files"]) == {"list", "canvas"}
    pages = [NONCE.sub("", each.get(said["shell"]).text) for each in (client, ada)]
    assert pages[0] == pages[1]
    assert "csrf" not in pages[0]
