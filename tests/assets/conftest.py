"""A room whose people put images on its board; another workshop of another centre beside it."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.boards.conftest import Room, Somebody, make_room


@pytest.fixture
def room(app: Flask) -> Room:
    return make_room(app)


@pytest.fixture
def join(room: Room) -> Callable[..., Somebody]:
    return lambda name, role="participant": room.people.get(name) or room.join(name, role)


@pytest.fixture
def elsewhere(app: Flask, room: Room) -> Room:
    """A workshop led by Zoe, in which nobody of the room sits."""
    return make_room(app, leader="Zoe")


def send(somebody: Somebody, body: bytes, kind: str = "image/png", board: str = ""):
    """Send an image as the whole body, as a page does that was pasted into; the answer."""
    headers = {"X-CSRFToken": somebody.browser.token(), "Accept": "application/json"}
    address = f"/boards/{board or somebody.room.board}/assets/"
    return somebody.browser.post(address, data=body, content_type=kind, headers=headers)


def send_file(somebody: Somebody, body: bytes, name: str = "photo.png", **fields: str):
    """Send an image as a file of a form, asking for JSON; the answer."""
    boundary, sent = encode_multipart({"image": FileStorage(io.BytesIO(body), name), **fields})
    headers = {"X-CSRFToken": somebody.browser.token(), "Accept": "application/json"}
    kind = f"multipart/form-data; boundary={boundary}"
    return somebody.browser.post(
        f"/boards/{somebody.room.board}/assets/", data=sent, content_type=kind, headers=headers
    )


def put(somebody: Somebody, body: bytes) -> str:
    """Put an image on the board; its id."""
    answer = send(somebody, body)
    assert answer.status_code == 201, answer.text
    return answer.json["id"]


def look(somebody: Somebody, asset: str, board: str = "", **headers: str):
    """Ask for an image."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    address = f"/boards/{board or somebody.room.board}/assets/{asset}"
    return somebody.browser.get(address, headers={"Accept": "application/json", **named}, buffered=True)


def drawings(app: Flask) -> list[str]:
    """The SHA-256 of every drawing on the disk."""
    folder: Path = app.config["VAR"] / "assets"
    return sorted(path.parent.name + path.name for path in folder.glob("??/*"))


def left_over(app: Flask) -> list[str]:
    """What was begun and not finished."""
    return [path.name for path in (app.config["VAR"] / "assets" / "new").glob("*")]


def show(somebody: Somebody, asset: str, *, name: str = "an-image", text: str = "A lab bench", **op: object):
    """Add the element that shows an image; the answer."""
    added = somebody.note(text, name=name, type="image", **op)
    return somebody.send({**added, "p": {**added["p"], "asset": asset}})
