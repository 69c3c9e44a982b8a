"""What a stranger may send who knows the addresses of a site and nothing else, one function for each kind of attack."""

import base64
import json
import os
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from random import Random
from urllib.parse import quote, urlencode

from tests.places import ROOT
from tests.realtime.frames import BINARY, CONTINUATION, PING, TEXT, frame

PATIENCE = 60
SILENT = 0
"""In place of a status: the site kept somebody waiting who had said all there was to say."""

STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
FORM = "application/x-www-form-urlencoded"
FIELD = re.compile(r"<(?:[^:>]+:)?[^>]+>")

WORDS = (
    "",
    "0",
    "-1",
    "9" * 400,
    "null",
    "true",
    "[]",
    "{}",
    "../../etc/passwd",
    "..\\..\\win.ini",
    "%00",
    "\0",
    "\x07\x1b[31m",
    "\ud800",
    "\ufeff\u202e\u200b",
    "e\u0301" * 3_000,
    "\U0001f9d1\u200d" * 500,
    "ﷺ" * 2_000,
    "x" * 70_000,
    "' OR 1=1 --",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "a\r\nSet-Cookie: x=1",
    "${jndi:ldap://x}",
    "٣",
    "１２",
    "1e999",
    "NaN",
    "2026-02-31",
    "0000-00-00",
)
"""What no field expects."""

PATHS = (
    "/../../etc/passwd",
    "/static/../../etc/passwd",
    "/static/%2e%2e/%2e%2e/etc/passwd",
    "/static/..%2f..%2fetc%2fpasswd",
    "//evil.example/",
    "/\\evil.example",
    "/%00",
    "/%ff%fe",
    "/%ed%a0%80/",
    "/;/",
    "/.",
    "/./.",
    "/?",
    "/?%00=%ff",
    "/#x",
    "*",
    "http://evil.example/",
    "/" + "a/" * 4_000,
    "/" + "%25" * 3_000,
    "/static/",
    "/static/%00.js",
    "/socket.io/",
    "/j/%F0%9F%98%80/",
    "/\u202e/",
    "/healthz/../",
    "/links/" + "A" * 43 + "/",
    "/c/" + "%" * 40,
    "/.git/config",
    "/var/baraza.db",
    "/worker.js%00",
)

METHODS = (
    "GET",
    "HEAD",
    "OPTIONS",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "get",
    "G\u00c9T",
    "X" * 2_000,
    "",
)

HEADS = (
    "Host: evil.example",
    "Host: ",
    "Host: a\r\nHost: b",
    "Cookie: " + "a=b; " * 2_000,
    "Cookie: baraza=.eJx" + "A" * 4_000,
    "Cookie: baraza=\xff\xfe",
    "Accept-Language: " + "en;q=0.1," * 1_000,
    "Accept-Language: \xff",
    "Accept: " + "*/*," * 1_000,
    "Range: bytes=0-,-1,5-2," * 50,
    "Range: bytes=99999999999-",
    "If-None-Match: " + '"a",' * 1_000,
    "If-Modified-Since: never",
    "X-Forwarded-For: 1.2.3.4, <script>",
    "X-Forwarded-Proto: gopher",
    "X-Forwarded-Host: evil.example",
    "Forwarded: for=x",
    "Transfer-Encoding: gzip",
    "Transfer-Encoding: chunked\r\nContent-Length: 5",
    "Content-Length: -1",
    "Content-Length: 1e3",
    "Content-Encoding: br",
    "Expect: 100-continue",
    "Expect: 200-maybe",
    "Upgrade: h2c",
    "Connection: upgrade",
    "Accept-Encoding: \0",
    "Origin: null",
    "Referer: " + "x" * 8_000,
    "HX-Request: true",
    "HX-Current-URL: javascript:1",
    "Authorization: Basic AAAA",
    "X-CSRFToken: " + "x" * 4_000,
    "If-Range: x",
    " folded",
    "No colon",
    ": no name",
    "X: " + "y" * 70_000,
    "\r\n".join(f"X-{number}: y" for number in range(400)),
    "X-HTTP-Method-Override: DELETE",
    "Sec-WebSocket-Key: x",
)

PART = b"--x\r\nContent-Disposition: form-data"
BODIES = (
    (PART + b"; na", "multipart/form-data; boundary=x"),
    (b"name=Ada", "multipart/form-data"),
    (b"--x\r\n" * 20_000, "multipart/form-data; boundary=x"),
    (PART + b'; name="a"; filename="../../x"\r\n\r\nMZ\r\n--x--\r\n', "multipart/form-data; boundary=x"),
    (b"".join(PART + b'; name="a%d"\r\n\r\n1\r\n' % n for n in range(3_000)), "multipart/form-data; boundary=x"),
    (b"{", "application/json"),
    (b"[" * 100_000, "application/json"),
    (b'{"a":' * 20_000, "application/json"),
    (b'{"n": 1e400, "m": ' + b"9" * 5_000 + b"}", "application/json"),
    (b'"\\ud800"', "application/json"),
    (bytes(range(256)) * 40, "application/octet-stream"),
    (b"&".join(b"k%d=v" % n for n in range(20_000)), FORM),
    (b"a=%" * 20_000, FORM),
    (b"\x1f\x8b" + bytes(2_000), FORM + "; charset=utf-7"),
    (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>', "text/xml"),
    (b"a=1", "text/plain"),
    (b"a=1", "\xff"),
)

GARBAGE = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(60),
    b"GET /\r\n",
    b"\r\n" * 5_000,
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET  /  HTTP/1.1\r\n\r\n",
    b"\xff" * 5_000,
    b"SSH-2.0-x\r\n",
    b"GET / HTTP/1.1\nHost: localhost\n\n",
    b"\0" * 2_000,
)


class Stranger:
    """Somebody at one site, with its addresses and luck of their own."""

    def __init__(self, port: int, luck: Random) -> None:
        self.port, self.luck = port, luck
        self.statuses: list[int] = []

    def ask(self, sent: bytes, *, patience: float | None = None) -> bytes:
        """Send and return what is said until the site hangs up, or says nothing for long.

        Without `patience` the stranger says that no more comes, so that no line stays open where both would wait: then
        the site has to say something, or hang up.
        """
        begun = time.monotonic()
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=patience or PATIENCE) as line:
                with suppress(OSError):
                    line.sendall(sent)
                    if patience is None:
                        line.shutdown(socket.SHUT_WR)
                answer = b"".join(_pieces(line))
        except (ConnectionError, TimeoutError):
            return b""
        self.statuses += [int(each) for each in STATUS.findall(answer)]
        if patience is None and time.monotonic() - begun > PATIENCE:
            self.statuses.append(SILENT)
        return answer

    def request(self, method: str, path: str, *heads: str, body: bytes = b"") -> bytes:
        length = f"Content-Length: {len(body)}\r\n" if body else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{length}"
        lines = "".join(f"{each}\r\n" for each in heads)
        return self.ask((head + lines + "\r\n").encode("utf-8", "surrogatepass") + body)

    def own_form(self) -> list[str]:
        """Return the heads with which forms of this site are sent: a cookie, and the token that goes with it."""
        answer = self.request("GET", "/form-token/")
        cookie, token = re.search(rb"Set-Cookie: ([^;]+)", answer), re.search(rb'"token":\s*"([^"]+)"', answer)
        if not cookie or not token:
            return []
        return [f"Cookie: {cookie[1].decode()}", f"X-CSRFToken: {token[1].decode()}"]

    def address(self) -> tuple[str, str]:
        """Return an address of the documentation and a method it takes, with something in place of its variables."""
        pattern, method = self.luck.choice(ADDRESSES)
        return FIELD.sub(lambda _field: self.word(200), pattern), method

    def word(self, most: int = 100_000) -> str:
        return quote(self.luck.choice(WORDS).encode("utf-8", "surrogatepass")[:most] or "0", safe="")


Attack = Callable[[Stranger], None]


def _pieces(line: socket.socket) -> Iterator[bytes]:
    with suppress(ConnectionResetError, TimeoutError):
        yield from iter(lambda: line.recv(65536), b"")


def _addresses() -> list[tuple[str, str]]:
    """Return the addresses as everybody may read them in the documentation."""
    said = (ROOT / "docs" / "reference.md").read_text().partition("\n## Addresses\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \| ([A-Z, ]+) \|", said, re.MULTILINE)
    return [(path, method) for path, methods in rows for method in methods.split(", ")]


ADDRESSES = _addresses()


def forms(stranger: Stranger) -> None:
    """Fill in forms with what no field expects, with a token as our own pages have it."""
    own = stranger.own_form()
    for _ in range(10):
        path, method = stranger.address()
        names = ("name", "email", "password", "code", "text", "title", "next", "language", "id", "version", "file", "q")
        said = {name: stranger.luck.choice(WORDS).encode("utf-8", "surrogatepass") for name in names}
        stranger.request(method, path, f"Content-Type: {FORM}", *own, body=urlencode(said).encode())


def open_forms(stranger: Stranger) -> None:
    """Fill in what is open to everybody."""
    own = stranger.own_form()
    for path, fields in OPEN_FORMS.items():
        said = {name: stranger.luck.choice(WORDS).encode("utf-8", "surrogatepass") for name in fields}
        stranger.request("POST", path, f"Content-Type: {FORM}", *own, body=urlencode(said).encode())


OPEN_FORMS = {
    "/sign-in/": ("email", "password", "next"),
    "/password/forgotten/": ("email",),
    "/language/": ("language", "next"),
    "/j/recovery/": ("code",),
    "/j/K7QF2M9D/": ("name", "table", "organisation", "position", "region", "consent"),
    "/client-errors/": ("module", "line", "kind"),
    "/mail/replies/": ("message",),
}


def methods(stranger: Stranger) -> None:
    """Ask with every method there is, and with some that are none."""
    for method in METHODS:
        stranger.request(method, stranger.address()[0])


def heads(stranger: Stranger) -> None:
    """Say in heads what no head says."""
    for head in HEADS:
        for method in ("GET", "POST"):
            stranger.request(method, stranger.address()[0], head)


def bodies(stranger: Stranger) -> None:
    """Send bodies that are not what they say they are."""
    own = stranger.own_form()
    for body, kind in BODIES:
        path, _method = stranger.address()
        stranger.request("POST", path, f"Content-Type: {kind}", *own, body=body)


def huge(stranger: Stranger) -> None:
    """Send more than anybody takes, with a length, in pieces, and as a file."""
    path = stranger.address()[0]
    body = b"a=" + b"x" * stranger.luck.choice((3_000_000, 30_000_000))
    stranger.request("POST", path, f"Content-Type: {FORM}", body=body)
    pieces = b"".join(b"10000\r\n" + b"y" * 65536 + b"\r\n" for _ in range(60))
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {FORM}\r\n"
    stranger.ask(head.encode() + b"Transfer-Encoding: chunked\r\n\r\n" + pieces)
    stranger.ask(head.encode() + b"Content-Length: 99999999999\r\n\r\n" + b"z" * 100_000, patience=3)


def paths(stranger: Stranger) -> None:
    """Ask for what lies elsewhere."""
    for path in PATHS:
        answer = stranger.request("GET", path)
        assert b"root:" not in answer, path
        assert b"SQLite format" not in answer, path


def garbage(stranger: Stranger) -> None:
    """Say what is no request."""
    for said in GARBAGE:
        stranger.ask(said, patience=1)
    stranger.ask(stranger.luck.randbytes(3_000), patience=1)


def flood(stranger: Stranger) -> None:
    """Ask for the largest open pages on many lines at once."""
    path = stranger.luck.choice(
        ("/", "/centres/", "/canvases/", "/showcase/", "/glossary/", "/about/", "/healthz", "/j/")
    )
    _at_once(30, lambda: stranger.request("GET", path))


def guesses(stranger: Stranger) -> None:
    """Guess passwords, codes and links, many at once."""
    own = stranger.own_form()
    body = urlencode({"email": "facilitator@demo.example", "password": stranger.word(60)}).encode()
    _at_once(20, lambda: stranger.request("POST", "/sign-in/", f"Content-Type: {FORM}", *own, body=body))
    _at_once(20, lambda: stranger.request("GET", f"/j/{stranger.luck.choice('ABCDEFGH')}7QF2M9D/"))
    asked = urlencode({"email": "facilitator@demo.example"}).encode()
    _at_once(10, lambda: stranger.request("POST", "/password/forgotten/", f"Content-Type: {FORM}", *own, body=asked))


def same_time(stranger: Stranger) -> None:
    """Send one form many times in the same moment."""
    own = stranger.own_form()
    path, method = stranger.address()
    _at_once(
        15, lambda: stranger.request(method, path, f"Content-Type: {FORM}", *own, body=b"name=Ada&email=a@example.org")
    )


def drops(stranger: Stranger) -> None:
    """Hold many lines on which a byte comes now and then, and hang up in the midst of an answer."""
    with ExitStack() as stack, suppress(OSError):
        lines = [stack.enter_context(socket.create_connection(("127.0.0.1", stranger.port), 5)) for _ in range(60)]
        for byte in b"GET / HTTP/1.1\r\nX-Slow":
            for line in lines:
                line.sendall(bytes([byte]))
            time.sleep(0.2)
    for _ in range(10):
        with socket.create_connection(("127.0.0.1", stranger.port), 5) as line:
            line.sendall(b"GET /centres/ HTTP/1.1\r\nHost: localhost\r\n\r\n")


def sockets(stranger: Stranger) -> None:
    """Open sockets without a ticket, and say in frames what no page of ours says."""
    key = base64.b64encode(os.urandom(16)).decode()
    head = (
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
        f"Origin: http://127.0.0.1:{stranger.port}\r\n\r\n"
    ).encode()
    ticket = json.dumps({"ticket": stranger.luck.choice(WORDS[:-1])})
    said = (
        frame(b"40" + ticket.encode()),
        frame(b"40" * 20_000),
        frame(b"4" + b"[" * 50_000),
        frame(b"a" * 2_000_000),
        frame(b"\xff\xfe"),
        frame(b"", opcode=PING) * 500,
        frame(b"x", opcode=BINARY),
        frame(b"x", opcode=CONTINUATION),
        frame(b"4", final=False) + frame(b"a", opcode=CONTINUATION, final=False) * 3_000,
        frame(b"x" * 200, compressed=True),
        frame(stranger.luck.randbytes(300), opcode=TEXT),
        stranger.luck.randbytes(2_000),
        b"\x81\xff" + b"\xff" * 8,
    )
    for each in said:
        stranger.ask(head + each, patience=1)
    with ExitStack() as stack, suppress(OSError):
        for _ in range(80):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", stranger.port), 5))
            line.sendall(head)
        time.sleep(2)


def _at_once(many: int, deed: Callable[[], object]) -> None:
    ready = threading.Barrier(many)

    def do() -> None:
        ready.wait()
        deed()

    threads = [threading.Thread(target=do, daemon=True) for _ in range(many)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


ATTACKS: tuple[Attack, ...] = (
    forms,
    open_forms,
    methods,
    heads,
    bodies,
    huge,
    paths,
    garbage,
    flood,
    guesses,
    same_time,
    drops,
    sockets,
)
