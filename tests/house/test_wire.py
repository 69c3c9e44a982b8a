"""HTTP on the wire: answers come at once, and what could be read in two ways is refused."""

import os
import re
import socket
import statistics
import struct
import subprocess
import sys
import time

import pytest

from tests.consumer import wait_for
from tests.house_process import UNWATCHED, House, free_port
from tests.places import ROOT

pytestmark = [pytest.mark.process]

PAGE = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
FORM = b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
STARTS_WITHIN = 60
"""Seconds gunicorn may take to answer on a machine where much else runs."""

HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture(scope="module")
def alone(empty_house, tmp_path_factory):
    """The port of a server started as `make run` does."""
    house = House({**empty_house, "VAR": str(tmp_path_factory.mktemp("alone"))}, command=UNWATCHED).start()
    yield house.port
    house.kill()


@pytest.fixture(scope="module")
def under_gunicorn(empty_house, tmp_path_factory):
    """The port of gunicorn with the worker class that the documentation names."""
    port = free_port()
    environ = {**os.environ, **empty_house, "VAR": str(tmp_path_factory.mktemp("gunicorn")), "FLASK_APP": "wsgi"}
    subprocess.run([sys.executable, "-m", "flask", "prepare"], cwd=ROOT, env=environ, check=True, capture_output=True)
    serving = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--worker-class", "gevent", "--bind", f"127.0.0.1:{port}", "wsgi:app"],
        cwd=ROOT, env=environ, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    wait_for(lambda: answers(port), patience=STARTS_WITHIN)
    yield port
    serving.terminate()
    serving.wait()


@pytest.fixture(params=["alone", "under_gunicorn"])
def port(request):
    return request.getfixturevalue(request.param)


def answers(port):
    try:
        return ask(port, PAGE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")).startswith(b"HTTP/1.1 200")
    except OSError:
        # Refused, or too busy with its start to answer yet.
        return False


def ask(port, sent):
    """Return everything the server says until it hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(sent)
        try:
            return b"".join(iter(lambda: connection.recv(65536), b""))
        except ConnectionResetError:
            return b""


def one_answer(connection):
    """Read one answer, as far as it says that it goes."""
    got = b""
    while True:
        got += connection.recv(65536)
        head, there, body = got.partition(b"\r\n\r\n")
        if there and len(body) >= int(re.search(rb"(?i)content-length: (\d+)", head)[1]):
            return got


def test_a_kept_connection_answers_a_small_page_within_ten_milliseconds(port):
    took = []
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        for _ in range(30):
            begun = time.perf_counter()
            connection.sendall(PAGE)
            answer = one_answer(connection)
            took.append(time.perf_counter() - begun)
            assert answer.startswith(b"HTTP/1.1 200")

    # A head that waits to be acknowledged before its body leaves takes forty, each time.
    assert statistics.median(took) <= 0.010


def segments(connection):
    """Return how many segments with anything in them came so far, as Linux counts them for a connection."""
    (counted,) = struct.unpack_from("I", connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 156), 152)
    return counted


def test_head_and_body_of_a_small_page_leave_in_one_segment(port):
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        for _ in range(20):
            connection.sendall(PAGE)
            one_answer(connection)

        assert segments(connection) == 20


def test_an_answer_without_a_body_does_not_wait_for_one(port):
    took = []
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        for _ in range(10):
            begun = time.perf_counter()
            connection.sendall(PAGE.replace(b"GET", b"HEAD"))
            answer = b""
            while not answer.endswith(b"\r\n\r\n"):
                answer += connection.recv(65536)
            took.append(time.perf_counter() - begun)

    # What is held back for more leaves after two hundred by itself.
    assert statistics.median(took) <= 0.010


@pytest.mark.parametrize(
    "lengths",
    [
        b"Content-Length: 0\r\nContent-Length: 40\r\n",
        b"Content-Length: 5, 6\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length: 4_0\r\n",
        b"Content-Length: " + b"9" * 5000 + b"\r\n",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Content-Length : 5\r\n",
    ],
)
def test_what_says_two_things_about_its_length_is_refused_and_hung_up_on(port, lengths):
    answer = ask(port, FORM + lengths + b"\r\n0\r\n\r\n" + HIDDEN)

    assert re.findall(rb"HTTP/1\.1 (\d+)", answer) in ([b"400"], [b"501"])


def test_a_head_of_more_lines_than_anybody_sends_is_refused(port):
    lines = b"".join(b"X-%d: y\r\n" % number for number in range(400))

    answer = ask(port, PAGE.replace(b"\r\n\r\n", b"\r\n" + lines + b"\r\n"))

    assert re.findall(rb"HTTP/1\.1 (\d+)", answer) in ([b"400"], [b"431"])


def test_a_way_of_sending_that_nobody_reads_is_refused(alone):
    lengths = b"Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"

    answer = ask(alone, FORM + lengths + b"\r\n0\r\n\r\n" + HIDDEN)

    assert re.findall(rb"HTTP/1\.1 (\d+)", answer) == [b"400"]


def test_what_is_clear_about_its_length_is_answered_and_so_is_what_comes_next(port):
    chunked = FORM + b"Transfer-Encoding: chunked\r\n\r\n3\r\na=1\r\n0\r\n\r\n"
    counted = FORM + b"Content-Length: 3\r\n\r\na=1"
    last = PAGE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")

    answer = ask(port, chunked + counted + last)

    assert re.findall(rb"HTTP/1\.1 (\d+) ", answer) == [b"403", b"403", b"200"]


STOCK = """
import sys
import socketio
client = socketio.Client(reconnection=False)
client.on("connect_error", print)
try:
    client.connect(sys.argv[1], transports=["websocket"], auth={"ticket": "none"}, wait_timeout=10)
except socketio.exceptions.ConnectionError:
    client.disconnect()
"""


def test_a_form_with_files_is_read_like_any_other(port):
    body = b'--b\r\nContent-Disposition: form-data; name="email"\r\n\r\nnobody\r\n--b--\r\n'
    head = b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\n"

    answer = ask(port, head + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    # Understood, and refused for its missing token alone.
    assert answer.startswith(b"HTTP/1.1 403")


def test_the_stock_client_of_python_comes_as_far_as_its_ticket(alone):
    said = subprocess.run(
        [sys.executable, "-c", STOCK, f"http://127.0.0.1:{alone}"], capture_output=True, text=True, check=True
    ).stdout

    assert "prove who you are" in said
