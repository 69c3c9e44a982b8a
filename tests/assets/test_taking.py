"""An image that comes in is drawn anew: its pixels stay, and nothing else of it."""

import io

import pytest
from PIL import Image

from tests.assets.conftest import drawings, left_over, look, put, send, send_file
from tests.assets.pictures import (
    ANIMATED,
    PLACE,
    POLYGLOTS,
    PROGRAM,
    photograph,
    picture,
    png,
    saved,
    taken_somewhere,
)


def seen(somebody, body: bytes) -> Image.Image:
    """What becomes of an image on the board."""
    image = Image.open(io.BytesIO(look(somebody, put(somebody, body)).data))
    image.load()
    return image


def test_an_image_is_sent_as_a_body_or_in_a_form_and_is_one(room, join):
    bo = join("Bo")

    pasted, chosen = send(bo, png()), send_file(bo, png(), "holiday.gif")

    assert (pasted.status_code, chosen.status_code) == (201, 201)
    assert pasted.json == chosen.json
    address = f"/boards/{room.board}/assets/{pasted.json['id']}"
    assert pasted.json == {"id": pasted.json["id"], "href": address, "mime": "image/webp", "w": 40, "h": 30}
    assert pasted.location == address
    assert len(pasted.json["id"]) == 22
    assert room.rows("SELECT count(*) FROM asset WHERE board_id = :board") == [(1,)]


def test_what_is_served_is_the_image_under_its_own_kind(app, room, join):
    bo = join("Bo")

    answer = look(bo, put(bo, photograph()))

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(answer.data)).format == "JPEG"
    assert drawings(app) == [answer.headers["ETag"].strip('"')]
    assert left_over(app) == []


def test_a_photograph_tells_neither_where_nor_when_nor_with_what_it_was_taken(room, join):
    bo, sent = join("Bo"), taken_somewhere()
    assert PLACE in sent
    assert b"A camera" in sent

    answer = look(bo, put(bo, sent))

    image = Image.open(io.BytesIO(answer.data))
    assert (dict(image.getexif()), image.info.get("comment"), image.info.get("xmp")) == ({}, None, None)
    assert not any(words in answer.data for words in (PLACE, b"Exif", b"camera", b"xmpmeta", b"GPS", b"ICC"))


def test_a_photograph_taken_sideways_stands_upright(room, join):
    image = seen(join("Bo"), taken_somewhere())

    # Turned by a quarter: what was left is above.
    assert image.size == (30, 40)
    assert image.getpixel((15, 5))[0] > 150
    assert image.getpixel((15, 35))[2] > 150


def test_metadata_of_a_png_goes_too(room, join):
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", PLACE.decode())
    words.add_itxt("XML:com.adobe.xmp", PLACE.decode())
    exif = Image.Exif()
    exif[0x013B] = PLACE.decode()
    bo, sent = join("Bo"), saved(picture(), pnginfo=words, exif=exif)
    assert sent.count(PLACE) == 3

    answer = look(bo, put(bo, sent))

    assert not any(words in answer.data for words in (PLACE, b"EXIF", b"XMP ", b"Exif"))


@pytest.mark.parametrize("kind", ANIMATED)
def test_of_images_that_move_the_first_stays(room, join, kind):
    image = seen(join("Bo"), ANIMATED[kind])

    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((20, 15)) == (200, 0, 0)


@pytest.mark.parametrize("what", POLYGLOTS)
def test_what_is_hidden_in_an_image_does_not_come_out_again(room, join, what):
    bo = join("Bo")
    assert PROGRAM in POLYGLOTS[what]

    answer = look(bo, put(bo, POLYGLOTS[what]))

    assert answer.headers["Content-Type"] in {"image/webp", "image/jpeg"}
    assert not any(part in answer.data for part in (b"script", b"alert", b"PK\x03\x04", b"<html"))


@pytest.mark.parametrize(
    ("body", "colour"),
    [
        (saved(picture((0, 255, 255, 0), mode="CMYK"), "JPEG", quality=95), (255, 0, 0)),
        (saved(picture(130 * 256, mode="I;16")), (130, 130, 130)),
        (saved(picture(1, mode="1")), (255, 255, 255)),
        (saved(picture((90, 255), mode="LA")), (90, 90, 90)),
        (saved(picture(90, mode="L"), "JPEG"), (90, 90, 90)),
    ],
    ids=["four inks", "sixteen bits", "black and white", "grey on glass", "grey"],
)
def test_every_way_to_say_a_colour_comes_out_in_red_green_and_blue(room, join, body, colour):
    image = seen(join("Bo"), body)

    assert image.mode == "RGB"
    assert all(abs(is_ - was) < 12 for is_, was in zip(image.getpixel((20, 15)), colour, strict=True))


def test_what_is_transparent_stays_so(room, join):
    image = seen(join("Bo"), saved(picture((200, 0, 0, 100), mode="RGBA")))

    assert (image.mode, image.getpixel((20, 15))) == ("RGBA", (200, 0, 0, 100))


def test_an_image_larger_than_any_screen_becomes_smaller(room, join):
    answer = send(join("Bo"), saved(picture(size=(6_000, 3_000)), "JPEG", quality=30))

    assert (answer.json["w"], answer.json["h"]) == (2_400, 1_200)


def test_the_same_image_on_two_boards_is_one_file_and_two_images(app, room, elsewhere):
    first, second = put(room.people["Ada"], png()), put(elsewhere.people["Zoe"], png())

    assert first != second
    assert len(drawings(app)) == 1
