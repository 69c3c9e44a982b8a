"""While an image comes in and is drawn everybody else is served: the web process neither draws nor waits for it."""

import http.client
import io
import json
import subprocess
import sys
import threading
from urllib.parse import urlsplit

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.assets.kinds import MOST_BYTES
from tests.assets.pictures import picture, saved
from tests.boards.conftest import make_room
from tests.boards.live import cookie
from tests.boards.whole_house import same, standing
from tests.hub import CEILING, NAME, stalls
from tests.places import ROOT

ANSWERS = 20


@pytest.mark.process
def test_others_are_answered_while_a_large_image_is_drawn(empty_house, tmp_path_factory):
    large = saved(Image.effect_noise((7_900, 5_000), 40).convert("L"), "JPEG", quality=20)
    with standing(empty_house, tmp_path_factory.mktemp("drawing")) as house, same(house) as here:
        ada = make_room(here).people["Ada"]
        headers = {"Cookie": cookie(ada), "X-CSRFToken": ada.browser.token(), "Accept": "application/json"}
        headers = {**headers, "Cookie": cookie(ada), "Content-Type": "image/jpeg"}
        where, answers = urlsplit(house.url).netloc, []
        sending = threading.Thread(
            target=lambda: answers.append(ask(where, "POST", f"/boards/{ada.room.board}/assets/", large, headers))
        )

        sending.start()
        served = 0
        while sending.is_alive():
            assert ask(where, "GET", "/healthz")[0] == 200
            served += 1
        sending.join()

        assert [(status, said["w"], said["h"]) for status, said in answers] == [(201, 2_400, 1_519)]
        assert served > ANSWERS


@pytest.mark.process
def test_the_largest_image_there_may_be_holds_nobody_whichever_way_it_comes(empty_house, tmp_path_factory):
    folder = tmp_path_factory.mktemp("large")
    with standing(empty_house, folder) as house, same(house) as here:
        ada = make_room(here).people["Ada"]
        where, path = urlsplit(house.url).netloc, f"/boards/{ada.room.board}/assets/"
        small, largest = saved(picture()), as_large_as_may_be()
        ways = {name: in_both_ways(image) for name, image in {"small": small, "largest": largest}.items()}
        answers = []
        for name in ("small", "largest"):
            # Whoever comes first pays for everything that is done once in a process.
            behind = (folder / NAME).stat().st_size
            for kind, body in ways[name]:
                headers = {"X-CSRFToken": ada.browser.token(), "Accept": "application/json", "Content-Type": kind}
                headers["Cookie"] = cookie(ada)
                answers.append(ask(where, "POST", path, body, headers)[0])

        long = stalls(folder / NAME, behind=behind)
        print("turns over 50 ms, the longest first:", *long, sep="\n  ")
        assert answers == [201] * 4
        assert [each for each in long if each["held"] > CEILING] == []


def as_large_as_may_be() -> bytes:
    """Almost forty million pixels in almost ten megabytes."""
    noise = Image.effect_noise((8_000, 4_990), 40)
    body = next(body for quality in range(60, 5, -5) if len(body := saved(noise, "JPEG", quality=quality)) < MOST_BYTES)
    assert len(body) > MOST_BYTES * 0.7
    return body


def in_both_ways(image: bytes) -> list[tuple[str, bytes]]:
    """The image alone, and as the file of a form: the type of the body, and the body."""
    boundary, form = encode_multipart({"image": FileStorage(io.BytesIO(image), "photo.jpg")})
    return [("image/jpeg", image), (f"multipart/form-data; boundary={boundary}", form)]


def test_the_web_process_never_loads_what_draws(tmp_path, built):
    program = "import sys; from app import create_app; create_app(); print('PIL' in sys.modules)"
    environ = {"VAR": str(tmp_path), "BUILT": str(built), "TESTING": "yes", "PATH": ""}

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )

    assert done.stdout == "False\n"


def ask(where: str, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None):
    connection = http.client.HTTPConnection(where, timeout=60)
    connection.request(method, path, body=body, headers=headers or {})
    answer = connection.getresponse()
    said = json.loads(answer.read())
    connection.close()
    return answer.status, said
