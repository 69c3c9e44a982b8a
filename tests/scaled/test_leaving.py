"""Who is shown out or signs out on one process hears nothing more on the other within two seconds, Redis or not."""

import time

import pytest

from tests.boards.live import post
from tests.scaled.conftest import until

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("starts a PostgreSQL of its own")]

AT_MOST = 2.0
"""Seconds after which no frame comes any more."""

APART = 0.17
"""Seconds between two who go: others look at fixed times, and these fall before, behind and between."""

WAYS = {"removed": "/w/{workshop}/seats/{seat}/removal/", "signed-out": "/sign-out/"}


@pytest.fixture(params=["stand", "kill", "hold"])
def redis(request, valkey, at):
    """Redis as it is once both processes listened to it; afterwards it is well again."""

    def come_to_pass():
        until(lambda: valkey.listeners() == 2)
        if request.param != "stand":
            getattr(valkey, request.param)()

    yield come_to_pass
    if request.param != "stand":
        valkey.kill()
        valkey.start()


def test_nobody_hears_anything_two_seconds_after_they_went_on_another_process(room, at, redis):
    ada = at(0, "Ada")
    going = [(at(1, f"{code} {number}"), code) for number in range(3) for code in WAYS]
    redis()
    waits = []

    for page, code in going:
        time.sleep(APART)
        who = ada.somebody if code == "removed" else page.somebody
        started = time.monotonic()
        post(who, ada.house, WAYS[code].format(workshop=room.id, seat=page.somebody.seat))
        page.socket.wait_for("closed")
        waits.append(page.socket.heard_at("closed", 0) - started)
    ada.ops(ada.somebody.note("said when they had gone"))
    ada.catch_up(1)
    for page, _code in going:
        page.socket.wait_until_gone()

    assert [page.socket.events[-1] for page, _code in going] == [("closed", {"x": code}) for _page, code in going]
    assert [b"said when they had gone" in page.socket.raw for page, _code in going] == [False] * len(going)
    assert max(waits) < AT_MOST
    print(f"\nthe last frame came {max(waits):.2f} s after at the latest")
