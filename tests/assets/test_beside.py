"""While an image is drawn everybody else is served: the web process neither draws nor waits, nor loads what draws."""

import http.client
import json
import subprocess
import sys
import threading
from urllib.parse import urlsplit

import pytest
from PIL import Image

from tests.assets.pictures import saved
from tests.boards.conftest import make_room
from tests.boards.live import cookie
from tests.boards.whole_house import same, standing
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
