"""What is no image, too large an image or from who may not is refused with a sentence, and nothing of it stays."""

import io
from threading import Thread

import pytest
from PIL import Image

from tests.assets.conftest import drawings, left_over, look, put, send, send_file
from tests.assets.pictures import LIARS, SVG, SVGS, bomb, heavy_text, photograph, picture, png, saved

NOISE, GIF = saved(Image.effect_noise((100, 100), 90)), saved(picture(3, mode="P"), "GIF")


def nothing_is_kept(app, room) -> bool:
    return (drawings(app), left_over(app), room.rows("SELECT id FROM asset")) == ([], [], [])


def said(answer) -> tuple[int, str]:
    return answer.status_code, answer.json["x"]


@pytest.mark.parametrize("what", LIARS)
def test_a_file_that_lies_about_what_it_is_is_refused(app, room, join, what):
    bo = join("Bo")

    answers = [send(bo, LIARS[what]), send_file(bo, LIARS[what], "photo.png")]

    assert {said(answer) for answer in answers} <= {(422, "not-an-image"), (422, "image-broken")}
    assert nothing_is_kept(app, room)


@pytest.mark.parametrize("what", SVGS)
def test_an_svg_is_refused_and_told_what_to_do(app, room, join, what):
    answer = send(join("Bo"), SVGS[what], "image/svg+xml")

    sentence = "SVG files can hold programs, so they do not go on a board. Save the drawing as PNG and try again."
    assert (answer.status_code, answer.json) == (422, {"x": "svg-refused", "say": sentence})
    assert nothing_is_kept(app, room)


def test_who_comes_by_a_form_reads_the_sentence_on_a_page(room, join):
    bo = join("Bo")

    answer = bo.browser.submit(f"/boards/{room.board}/assets/", image=(io.BytesIO(SVG), "a.png"))

    assert answer.status_code == 422
    assert answer.mimetype == "text/html"
    assert "SVG files can hold programs" in answer.text


@pytest.mark.parametrize(
    "body",
    [
        photograph()[:-300],
        photograph()[:200],
        NOISE[: len(NOISE) // 2],
        saved(picture(3, mode="P"), "GIF")[:30],
        png()[:40],
    ],
    ids=["a photograph to its end", "a photograph's head", "half a PNG", "a GIF", "a PNG's head"],
)
def test_an_image_that_ends_too_early_is_refused(app, room, join, body):
    assert said(send(join("Bo"), body)) == (422, "image-broken")
    assert nothing_is_kept(app, room)


@pytest.mark.parametrize("size", [(50_000, 50_000), (8_000, 5_001), (1_000_000, 41)])
def test_an_image_with_more_pixels_than_there_is_room_for_is_refused_by_its_head(app, room, join, size):
    sentence = "An image may have at most 40 million pixels. Make it smaller and try again."

    answer = send(join("Bo"), bomb(*size))

    assert (answer.status_code, answer.json) == (422, {"x": "image-too-many-pixels", "say": sentence})
    assert nothing_is_kept(app, room)


def test_a_room_full_of_words_in_a_small_image_is_never_unpacked(app, room, join):
    answer = send(join("Bo"), heavy_text())

    assert said(answer) == (422, "image-broken")
    assert nothing_is_kept(app, room)


def test_more_than_ten_megabytes_are_refused(app, room, join):
    bo, body = join("Bo"), photograph() + b"\0" * 10 * 1024 * 1024

    answers = [send(bo, body), send_file(bo, body), send(bo, body + body)]

    assert {said(answer) for answer in answers} == {(413, "image-too-large")}
    assert nothing_is_kept(app, room)


def test_an_image_of_some_megabytes_is_taken_where_other_bodies_are_not(room, join):
    bo = join("Bo")
    large = saved(Image.effect_noise((1_600, 1_200), 90).convert("RGB"), "PNG")
    assert len(large) > 2 * 1024 * 1024

    answers = [send(bo, large), send_file(bo, large)]
    elsewhere = send(bo, b"{}" + b" " * 2 * 1024 * 1024, "application/json")

    assert [answer.status_code for answer in answers] == [201, 201]
    assert said(elsewhere) == (413, "too-large")


@pytest.mark.parametrize("how", ["an empty body", "an empty file", "a form without a file"])
def test_nothing_is_no_image(app, room, join, how):
    bo = join("Bo")
    fields = {"X-CSRFToken": bo.browser.token(), "Accept": "application/json"}

    answer = {
        "an empty body": lambda: send(bo, b""),
        "an empty file": lambda: send_file(bo, b""),
        "a form without a file": lambda: bo.browser.post(
            f"/boards/{room.board}/assets/", data={"image": "photo.png"}, headers=fields
        ),
    }[how]()

    assert said(answer) == (422, "no-image")
    assert nothing_is_kept(app, room)


@pytest.mark.parametrize(
    ("role", "mode", "code"),
    [("observer", "open", "not-allowed"), ("wall", "open", "not-allowed"), ("participant", "closed", "writing-closed")],
)
def test_who_may_not_add_notes_puts_no_images_there(app, room, join, role, mode, code):
    somebody = join("Oz", role)
    room.write(mode)

    assert said(send(somebody, png())) == (403, code)
    assert nothing_is_kept(app, room)


def test_a_frozen_board_takes_images_of_its_facilitators_alone(room, join):
    bo, ada = join("Bo"), room.people["Ada"]
    room.freeze()

    assert said(send(bo, png())) == (403, "frozen")
    assert send(ada, png()).status_code == 201


def test_whoever_sends_many_at_once_waits_and_nobody_else_does(room, join, clock):
    bo, cy = join("Bo"), join("Cy")
    refused = [send(bo, b"") for _ in range(20)]

    answers = [send(bo, png()), send(cy, png())]
    clock(2.5)

    assert {said(answer) for answer in refused} == {(422, "no-image")}
    assert said(answers[0]) == (429, "images-too-fast")
    assert answers[1].status_code == 201
    assert send(bo, png()).status_code == 201


def test_a_board_holds_three_hundred_images(app, room, join):
    bo = join("Bo")
    first = put(bo, png())
    fill(room, 299)

    answer = send(bo, png((1, 2, 3)))

    assert said(answer) == (409, "images-full")
    assert look(bo, first).status_code == 200


@pytest.mark.parametrize(
    ("what", "code"), [("writing ends", (403, "writing-closed")), ("the board is full", (409, "images-full"))]
)
def test_what_changes_while_an_image_is_on_its_way_counts(app, room, join, what, code):
    bo = join("Bo")
    change = {"writing ends": lambda: room.write("closed"), "the board is full": lambda: fill(room, 300)}[what]
    headers = {"X-CSRFToken": bo.browser.token(), "Accept": "application/json"}

    answer = bo.browser.post(
        f"/boards/{room.board}/assets/",
        input_stream=OnItsWay(png(), change),
        content_type="image/png",
        content_length=len(png()),
        headers=headers,
    )

    assert said(answer) == code
    assert (drawings(app), left_over(app)) == ([], [])


class OnItsWay(io.BytesIO):
    """A body during which something happens once."""

    def __init__(self, body, change):
        super().__init__(body)
        self.changes = [change]

    def read(self, size=-1):
        while self.changes:
            # By somebody else, whose requests are others.
            elsewhere = Thread(target=self.changes.pop())
            elsewhere.start()
            elsewhere.join()
        return super().read(size)


def fill(room, images):
    """Let so many images lie on the board."""
    from app import clock
    from app.boards.models import Asset
    from app.db import db, transaction

    about = {"board_id": room.board, "mime": "image/webp", "width": 1, "height": 1, "size": 1}
    with room.app.app_context(), transaction():
        made = [Asset(id=f"{n:022}", sha256=f"{n:064}", made_at=clock.now(), **about) for n in range(images)]
        db.session.add_all(made)


def test_a_form_of_another_site_puts_nothing_there(app, room, join):
    bo = join("Bo")
    headers = {"Accept": "application/json"}
    address = f"/boards/{room.board}/assets/"

    without = bo.browser.post(address, data=png(), content_type="image/png", headers=headers)
    foreign = bo.browser.post(
        address,
        data=png(),
        content_type="image/png",
        headers={**headers, "X-CSRFToken": bo.browser.token(), "Origin": "https://evil.example"},
    )

    assert [said(without), said(foreign)] == [(403, "stale-form")] * 2
    assert nothing_is_kept(app, room)
