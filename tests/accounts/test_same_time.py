"""Whether an address has an account does not show in how long its answer takes, at a server of its own."""

import http.client
import re
import statistics
import time
from contextlib import closing
from urllib.parse import urlencode

import pytest

from tests.house_process import House

pytestmark = pytest.mark.timeout(300)

TRIES = 500

APART = 0.001
"""Seconds between the medians at most."""


@pytest.fixture
def port(person, environ):
    """A server behind a proxy that names the address of each who asks."""
    person("Ada")
    house = House({**environ, "PROXIES": "1"}).start()
    yield house.port
    house.kill()


def medians(port: int, page: str, **fields: str) -> list[float]:
    """How long a form takes for a known and an unknown address, tried by turns, each time from another place."""
    taken: dict[str, list[float]] = {"ada@example.org": [], "eve@example.org": []}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        line.request("GET", page)
        first = line.getresponse()
        cookie = first.headers["Set-Cookie"].partition(";")[0]
        token = re.search(r'name="csrf_token" value="([^"]+)"', first.read().decode())[1]
        for number in range(TRIES):
            for email, seconds in taken.items():
                form = urlencode({"email": email, "csrf_token": token, **fields})
                headers = {
                    "Cookie": cookie,
                    "Content-Type": "application/x-www-form-urlencoded",
                    "X-Forwarded-For": f"10.{number // 200}.{number % 200}.{len(seconds) % 2 + len(email)}",
                }
                started = time.perf_counter()
                line.request("POST", page, form, headers)
                answer = line.getresponse()
                answer.read()
                seconds.append(time.perf_counter() - started)
                assert answer.status in {303, 422}
    return [statistics.median(seconds) for seconds in taken.values()]


@pytest.mark.parametrize(
    ("page", "fields"),
    [("/sign-in/", {"password": "not this one"}), ("/password/forgotten/", {})],
    ids=["sign-in", "reset"],
)
@pytest.mark.long
def test_known_and_unknown_addresses_are_answered_in_the_same_time(port, page, fields):
    known, unknown = medians(port, page, **fields)

    print(f"{page} known {known * 1000:.2f} ms, unknown {unknown * 1000:.2f} ms")
    assert abs(known - unknown) <= APART
