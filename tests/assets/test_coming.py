"""Images on their way in: piece by piece onto the disk, so many at once, while others are served in between."""

import io
import subprocess
import sys

import pytest

from app.assets import files
from app.assets.errors import ImagesBusy
from app.assets.intake import COMING_AT_ONCE, COMING_OF_ONE, Intake
from app.security import Unhurried
from tests.assets.conftest import send, send_file
from tests.assets.pictures import png
from tests.places import ROOT

IN_BETWEEN = """
from gevent import monkey; monkey.patch_all()
import io, gevent
from app.security import Unhurried

turns = []
def others():
    while True:
        turns.append(1)
        gevent.sleep(0)

gevent.spawn(others)
body, pieces = Unhurried(io.BytesIO(bytes(40 * Unhurried.PIECE))), 0
while body.read(10 * Unhurried.PIECE):
    pieces += 1
print(pieces, len(turns))
"""


class Counted(io.BytesIO):
    """A body that says how it was read."""

    def __init__(self, body: bytes) -> None:
        super().__init__(body)
        self.asked: list[int] = []

    def read(self, size: int | None = -1) -> bytes:
        self.asked.append(-1 if size is None else size)
        return super().read(size)


@pytest.fixture
def intake(tmp_path) -> Intake:
    return Intake(tmp_path)


def test_so_many_come_of_one_and_so_many_of_all(intake):
    for number in range(COMING_AT_ONCE):
        intake.let_in(f"guest {number // COMING_OF_ONE}")

    with pytest.raises(ImagesBusy):
        intake.let_in("somebody else")
    intake.let_go("guest 0")
    intake.let_in("somebody else")


def test_one_who_sends_many_at_once_keeps_nobody_else(intake):
    for _ in range(COMING_OF_ONE):
        intake.let_in("bo")

    with pytest.raises(ImagesBusy):
        intake.let_in("bo")
    intake.let_in("cy")


def test_whoever_comes_while_too_many_are_on_their_way_is_told_so_before_anything_of_it_is_read(room, join):
    from app.assets.intake import intake as at_work

    bo, body = join("Bo"), Counted(png())
    with room.app.app_context():
        for _ in range(COMING_OF_ONE):
            at_work().let_in(bo.principal)

    headers = {"X-CSRFToken": bo.browser.token(), "Accept": "application/json", "Content-Length": "100"}
    refused = bo.browser.post(
        f"/boards/{room.board}/assets/", input_stream=body, content_type="image/png", headers=headers
    )
    with room.app.app_context():
        at_work().let_go(bo.principal)
    taken = send(bo, png())

    assert (refused.status_code, refused.json["x"]) == (503, "images-busy")
    assert refused.json["say"] == "Too many images are on their way just now. Try again in a moment."
    assert body.asked == []
    assert taken.status_code == 201


def test_what_became_of_an_image_makes_room_for_the_next_whatever_it_was(room, join):
    bo = join("Bo")

    sent = [send(bo, body).status_code for body in (png(), b"", b"no image", b"<svg/>") * 3]
    of_forms = [send_file(bo, body).status_code for body in (png(), b"no image")]

    assert sent == [201, 422, 422, 422] * 3
    assert of_forms == [201, 422]


def test_what_comes_goes_onto_the_disk_piece_by_piece_and_no_further_than_it_may(tmp_path):
    body = Counted(bytes(10 * files.PIECE))

    with files.spooled(tmp_path, body, most=3 * files.PIECE) as file:
        assert file.seek(0, io.SEEK_END) == 4 * files.PIECE
        assert list((tmp_path / files.NEW).iterdir()) == []

    assert set(body.asked) == {files.PIECE}


def test_a_large_body_is_the_same_read_in_pieces():
    sent = bytes(range(256)) * 1_000
    body = Counted(sent)
    unhurried = Unhurried(body)

    read = [unhurried.read(), unhurried.read(10), unhurried.read(10 * Unhurried.PIECE)]
    rest = iter(lambda: unhurried.read(-1), b"")

    assert b"".join([*read, *rest]) == sent
    assert [len(piece) for piece in read] == [Unhurried.PIECE, 10, Unhurried.PIECE]
    assert max(body.asked) == Unhurried.PIECE
    assert unhurried.read() == b""


def test_others_are_served_between_two_pieces_of_a_large_body():
    done = subprocess.run(
        [sys.executable, "-c", IN_BETWEEN], cwd=ROOT, check=True, capture_output=True, text=True, timeout=60
    )

    pieces, turns = map(int, done.stdout.split())
    assert pieces == 40
    assert turns >= pieces
