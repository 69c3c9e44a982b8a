"""An image put on a board by a form, without scripts: shown in its zone, with what it shows in words."""

import io
import re

import pytest
from werkzeug.datastructures import FileStorage

from tests.assets.pictures import SVG, photograph, png

ONCE = "a-form-that-is-sent"


def fill(somebody, body: bytes = b"", **fields: str):
    """Send the form as a browser without scripts does."""
    said = {"once": ONCE, "text": "A lab bench in the sun", "zone": "policy", "pm": "0", **fields}
    file = {"image": FileStorage(io.BytesIO(body), "bench.png")} if body else {}
    return somebody.browser.submit(f"/boards/{somebody.room.board}/assets/", **said, **file)


def images(somebody) -> list[dict]:
    return [event["r"] for event in somebody.sees() if event["r"]["type"] == "image"]


def test_the_form_puts_an_image_in_a_zone(room, join):
    bo, cy = join("Bo"), join("Cy")

    page = bo.browser.get(f"/boards/{room.board}/assets/")
    answer = fill(bo, photograph())

    assert page.status_code == 200
    assert 'enctype="multipart/form-data"' in page.text
    [image] = images(cy)
    assert (image["zone"], image["text"], image["w"], image["h"]) == ("policy", "A lab bench in the sun", 320, 240)
    where = re.fullmatch(rf"/boards/{room.board}/list/#(e_[A-Za-z0-9_-]{{22}})", answer.location)
    assert answer.status_code == 303
    assert [event["id"] for event in cy.sees()] == [where[1]]


def test_the_list_shows_the_image_with_its_words_to_all(room, join):
    bo, cy = join("Bo"), join("Cy")
    fill(bo, png())
    [image] = images(cy)

    page = cy.ask("list/", Accept="text/html").text

    source = f"/boards/{room.board}/assets/{image['asset']}"
    assert re.search(rf'<img [^>]*src="{source}"[^>]*>', page)
    assert "A lab bench in the sun" in page
    assert cy.browser.get(source, buffered=True).status_code == 200


def test_the_minutes_show_it_too(room, join):
    bo = join("Bo")
    fill(bo, png())
    [image] = images(bo)

    page = bo.browser.get(f"/reports/workshops/{room.id}/minutes/").text

    assert f'src="/boards/{room.board}/assets/{image["asset"]}" alt=""' in page
    assert "A lab bench in the sun" in page


def test_a_form_sent_twice_puts_one_image_there(room, join):
    bo = join("Bo")

    answers = [fill(bo, png()), fill(bo, png()), fill(bo, photograph())]

    assert [answer.status_code for answer in answers] == [303] * 3
    assert answers[0].location == answers[1].location != answers[2].location
    assert len(images(bo)) == 2
    assert room.rows("SELECT seat_id FROM asset_holder") == []


@pytest.mark.row("F3", partly=True)
def test_an_image_of_private_writing_is_for_its_author_until_the_reveal(room, join):
    bo, cy = join("Bo"), join("Cy")
    room.write("private")
    page = bo.browser.get(f"/boards/{room.board}/assets/").text

    fill(bo, png(), pm=re.search(r'name="pm"[^>]*value="(\d+)"', page)[1])
    before = len(images(bo)), len(images(cy)), "<img" in cy.ask("list/", Accept="text/html").text
    room.write("open")

    assert before == (1, 0, False)
    assert len(images(cy)) == 1


@pytest.mark.parametrize(
    ("body", "fields", "words"),
    [
        (b"", {}, "Choose an image first."),
        (SVG, {}, "SVG files can hold programs"),
        (b"words", {}, "Only JPEG, PNG, WebP and GIF images"),
        (png(), {"text": ""}, "Say in a few words what the image shows"),
        (png(), {"text": "x" * 1_001}, "At most 1,000 characters."),
        (png(), {"text": "bell\x07"}, "characters that cannot be shown"),
        (png(), {"zone": "nowhere"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_stays_in_the_form_with_its_reason(room, join, body, fields, words):
    bo = join("Bo")

    answer = fill(bo, body, **fields)

    assert answer.status_code == 422
    assert words in answer.text
    assert 'class="bad"' in answer.text
    if "text" not in fields:
        assert "A lab bench in the sun" in answer.text
    assert images(bo) == []


@pytest.mark.parametrize(("role", "mode"), [("observer", "open"), ("participant", "closed")])
def test_who_may_not_add_gets_no_form(room, join, role, mode):
    somebody = join("Oz", role)
    room.write(mode)

    page = somebody.browser.get(f"/boards/{room.board}/assets/")

    assert page.status_code == 403
    assert fill(somebody, png()).status_code == 403
    # The page shows it once they may.
    assert 'data-act="put-image" hidden' in somebody.ask("list/", Accept="text/html").text
