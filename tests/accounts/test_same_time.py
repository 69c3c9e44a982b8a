"""Whether an address has an account does not show in how long its answer takes, at a server of its own."""

import http.client
import math
import re
import statistics
import time
from contextlib import closing
from urllib.parse import urlencode

import pytest

from tests.house_process import House

pytestmark = pytest.mark.timeout(300)

TRIES, ROUND = 500, 50
"""So often each is tried at most, and so often before it is asked whether that says enough."""

APART = 0.001
"""Seconds between the medians at most."""

SURE = 4
"""So many standard errors each median may lie beside where it seems, when fewer tries are to say enough."""


@pytest.fixture
def port(person, environ):
    """A server behind a proxy that names the address of each who asks."""
    person("Ada")
    house = House({**environ, "PROXIES": "1"}).start()
    yield house.port
    house.kill()


def tried(port: int, form: str, **fields: str) -> tuple[list[float], list[float]]:
    """How long a form takes for a known and an unknown address, tried by turns, each time from another place."""
    taken: dict[str, list[float]] = {"ada@example.org": [], "eve@example.org": []}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        line.request("GET", form)
        first = line.getresponse()
        cookie = first.headers["Set-Cookie"].partition(";")[0]
        token = re.search(r'name="csrf_token" value="([^"]+)"', first.read().decode())[1]
        for number in range(TRIES):
            if number and number % ROUND == 0 and are_surely_alike(*taken.values()):
                break
            for email, seconds in taken.items():
                words = urlencode({"email": email, "csrf_token": token, **fields})
                headers = {
                    "Cookie": cookie,
                    "Content-Type": "application/x-www-form-urlencoded",
                    "X-Forwarded-For": f"10.{number // 200}.{number % 200}.{len(seconds) % 2 + len(email)}",
                }
                started = time.perf_counter()
                line.request("POST", form, words, headers)
                answer = line.getresponse()
                answer.read()
                seconds.append(time.perf_counter() - started)
                assert answer.status in {303, 422}
    known, unknown = taken.values()
    return known, unknown


def are_surely_alike(known: list[float], unknown: list[float]) -> bool:
    """True when the medians are as near as they have to be wherever chance may have put them."""
    (least, most), (lowest, highest) = bounds(known), bounds(unknown)
    return max(most - lowest, highest - least) <= APART


def bounds(seconds: list[float]) -> tuple[float, float]:
    """Return between which of these the median of all tries there could be lies, whatever their distribution."""
    reach = SURE * math.sqrt(len(seconds)) / 2
    ordered = sorted(seconds)
    return ordered[math.floor(len(ordered) / 2 - reach)], ordered[math.ceil(len(ordered) / 2 + reach) - 1]


@pytest.mark.parametrize(
    ("form", "fields"),
    [("/sign-in/", {"password": "not this one"}), ("/password/forgotten/", {})],
    ids=["sign-in", "reset"],
)
@pytest.mark.long
def test_known_and_unknown_addresses_are_answered_in_the_same_time(port, form, fields):
    known, unknown = tried(port, form, **fields)

    print(f"{form} known {statistics.median(known) * 1000:.2f} ms, unknown {statistics.median(unknown) * 1000:.2f} ms")
    # Beside other work a try takes one of two times, and the medians may lie in either: both of a turn in the same one.
    longer = statistics.median(one - other for one, other in zip(known, unknown, strict=True))
    assert abs(longer) <= APART
