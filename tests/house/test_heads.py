"""Who asks for something says what within a minute, and what they send comes; nobody else is kept waiting for them."""

import time

import gevent
import pytest
from gevent import socket
from gevent.pywsgi import WSGIServer

from app.errors import TooSlow
from app.security import Unhurried
from app.serve import Attentive

REQUEST = b"GET /slow HTTP/1.1\r\nHost: here\r\n\r\n"


class Hasty(Attentive):
    patience = 0.3


@pytest.fixture
def server():
    """A server that takes longer for its answers than it waits for questions."""

    def answer(_environ, start_response):
        gevent.sleep(2 * Hasty.patience)
        start_response("200 OK", [("Content-Length", "4")])
        return [b"done"]

    serving = WSGIServer(("127.0.0.1", 0), answer, log=None, error_log=None, handler_class=Hasty)
    serving.start()
    yield serving
    serving.stop()


def read_all(sock) -> bytes:
    """Everything until the other side hangs up."""
    return b"".join(iter(lambda: sock.recv(4096), b""))


@pytest.mark.parametrize("said", [b"", b"GET /slow HT", b"GET /slow HTTP/1.1\r\nX-Slow: "])
def test_who_never_comes_to_the_end_is_waited_for_no_longer_though_a_byte_comes_now_and_then(server, said, capfd):
    with socket.create_connection(server.address, timeout=10 * Hasty.patience) as slow:
        slow.sendall(said)
        dripping = gevent.spawn(drip, slow) if said else None
        begun = time.monotonic()

        answer = read_all(slow)

        if dripping:
            dripping.kill()
        assert Hasty.patience <= time.monotonic() - begun < 3 * Hasty.patience
        assert answer.split(b"\r\n")[0] in {b"", b"HTTP/1.1 400 Bad Request"}
    assert capfd.readouterr().err == ""


def test_a_head_of_more_lines_than_anybody_sends_is_refused_and_leaves_no_trace(server, capfd):
    lines = b"".join(b"X-%d: y\r\n" % number for number in range(400))

    with socket.create_connection(server.address, timeout=10 * Hasty.patience) as asking:
        asking.sendall(REQUEST.removesuffix(b"\r\n") + lines + b"\r\n")
        answer = read_all(asking)

    assert answer.split(b"\r\n")[0] == b"HTTP/1.1 400 Bad Request"
    assert capfd.readouterr().err == ""


def drip(sock) -> None:
    while True:
        gevent.sleep(0.05)
        sock.sendall(b"x")


def test_what_takes_longer_to_be_answered_is_answered_and_the_next_question_too(server):
    with socket.create_connection(server.address, timeout=10 * Hasty.patience) as asking:
        for _ in range(2):
            asking.sendall(REQUEST)
            answer = b""
            while not answer.endswith(b"done"):
                answer += asking.recv(4096)
            assert answer.startswith(b"HTTP/1.1 200 OK")


class Impatient(Unhurried):
    PATIENCE = 0.3


@pytest.fixture
def taker():
    """A server that reads what is sent to it, and says how much that was or why not."""

    def answer(environ, start_response):
        body = Impatient(environ["wsgi.input"])
        try:
            said = f"{sum(len(piece) for piece in iter(body.read, b''))} bytes"
        except TooSlow as error:
            said = error.code
        start_response("200 OK", [("Content-Length", str(len(said)))])
        return [said.encode()]

    serving = WSGIServer(("127.0.0.1", 0), answer, log=None, error_log=None)
    serving.start()
    yield serving
    serving.stop()


@pytest.mark.parametrize(
    ("each", "told"), [(b"x", "too-slow"), (bytes(Unhurried.PIECE), f"{5 * Unhurried.PIECE} bytes")]
)
def test_a_body_may_take_long_as_a_whole_but_one_that_hardly_comes_is_waited_for_no_longer(taker, each, told):
    with socket.create_connection(taker.address, timeout=10 * Impatient.PATIENCE) as slow:
        slow.sendall(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: %d\r\n\r\n" % (5 * Unhurried.PIECE))
        for _ in range(5):
            gevent.sleep(Impatient.PATIENCE / 3)
            slow.sendall(each)

        answer = slow.recv(4096).decode()

    assert answer.rpartition("\r\n")[2] == told
