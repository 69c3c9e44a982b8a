"""Many sign in at the same moment, rightly or not, and the server goes on serving everybody else."""

import http.client
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier
from urllib.parse import urlencode

import pytest

from app.accounts import passwords
from tests.accounts.conftest import PASSWORD
from tests.house_process import House

STALL = 0.060
CEILING = 3 * STALL
"""Seconds of the loop's work before somebody else has a turn. With the hashes on the loop it is ten times STALL."""

PEOPLE, GUESSES = 20, 100


@pytest.fixture
def port(app, person, environ):
    """A house with twenty people, watched from inside."""
    for number in range(PEOPLE):
        person(f"Person {number}")
    house = House(environ, command=("-m", "tests.accounts.watched_house")).start()
    yield house.port
    house.kill()


def ask(port: int, path: str) -> str:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as door:
        door.request("GET", path)
        return door.getresponse().read().decode()


def sign_in(port: int, name: str, together: Barrier, password: str = PASSWORD) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as door:
        door.request("GET", "/sign-in/")
        page = door.getresponse()
        cookie = page.headers["Set-Cookie"].partition(";")[0]
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.read().decode())[1]
        form = {"email": f"{name}@example.org", "password": password, "csrf_token": token}
        kind = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        together.wait()
        door.request("POST", "/sign-in/", urlencode(form), kind)
        return door.getresponse().status


def test_twenty_people_signing_in_at_once_keep_nobody_waiting(port):
    sign_in(port, "person.0", Barrier(1))
    started = time.thread_time()
    passwords.hashed(PASSWORD)
    one_hash = time.thread_time() - started
    together = Barrier(PEOPLE)
    ask(port, "/loop")

    with ThreadPoolExecutor(PEOPLE) as people:
        answers = list(people.map(lambda number: sign_in(port, f"person.{number}", together), range(PEOPLE)))
    longest, all_together = map(float, ask(port, "/loop").split())

    assert answers == [303] * PEOPLE
    assert longest <= CEILING
    assert all_together < PEOPLE * one_hash


def seconds_for(port: int, path: str) -> tuple[int, float]:
    """The status of a page, and how long it took."""
    started = time.monotonic()
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as door:
        door.request("GET", path)
        answer = door.getresponse()
        answer.read()
        return answer.status, time.monotonic() - started


@pytest.mark.parametrize("accounts", [1, GUESSES], ids=["one account", "an account each"])
def test_a_hundred_wrong_passwords_at_once_keep_nobody_waiting(port, accounts):
    together = Barrier(GUESSES + 1)

    def guess(number: int) -> int:
        return sign_in(port, f"person.{number % accounts}", together, password=f"guess {number}")

    with ThreadPoolExecutor(GUESSES) as guessers:
        guesses = [guessers.submit(guess, number) for number in range(GUESSES)]
        together.wait()
        pages = [seconds_for(port, path) for _ in range(30) for path in ("/healthz", "/centres/")]
        answers = {each.result() for each in guesses}
    slowest = sorted(seconds for _status, seconds in pages)

    assert answers == {422, 429}
    assert {status for status, _seconds in pages} == {200}
    assert slowest[len(slowest) * 95 // 100] <= 1
