"""One WebSocket for gevent: whole frames out, messages up to a limit in, nothing compressed, no thread of its own."""

import fcntl
import socket
import struct
import termios
from base64 import b64decode
from binascii import Error as NoBase64
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import gevent
import gevent.lock
from wsproto.utilities import generate_accept_token

from app import clock
from app.realtime import limits
from app.realtime.rare_frames import RareFrames
from app.realtime.short_texts import ShortTexts

CHUNK = 4096
"""Bytes that are read at once."""

KEY_BYTES = 16

NOTHING = bytes(4)
"""How the kernel says that no byte waits."""


class NotAWebSocket(Exception):
    """The handshake was none."""


def accept(environ: Mapping[str, Any], *, max_bytes: int) -> "WebSocket":
    """Answer a handshake, and no offer of extensions: without them nobody compresses.

    Raises:
        NotAWebSocket: a header is missing or wrong, and nothing was answered; or nobody is there any more.
    """
    key = str(environ.get("HTTP_SEC_WEBSOCKET_KEY", "")).encode("latin-1")
    asked = {word.strip() for word in str(environ.get("HTTP_CONNECTION", "")).lower().split(",")}
    if "upgrade" not in asked or environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13" or not _is_key(key):
        raise NotAWebSocket
    answer = (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: %b\r\n\r\n" % generate_accept_token(key)
    )
    try:
        frames = WholeFrames(_socket_of(environ))
        frames.send(answer)
    except OSError as error:
        raise NotAWebSocket from error
    return WebSocket(frames, max_bytes=max_bytes)


def _is_key(key: bytes) -> bool:
    try:
        return len(b64decode(key, validate=True)) == KEY_BYTES
    except NoBase64:
        return False


def _socket_of(environ: Mapping[str, Any]) -> Any:  # noqa: ANN401 - gevent's socket
    """The socket behind a request. Gevent's server gets its own back closed, and its buffer for reading is free."""
    if "gunicorn.socket" in environ:
        return environ["gunicorn.socket"]
    requests = environ["wsgi.input"]
    theirs = requests.raw._sock  # noqa: SLF001 - there is no other way to it
    ours = theirs.dup()
    requests.close()
    theirs.close()
    return ours


class WholeFrames:
    """A socket that sends everything, one frame at a time, or is shut."""

    def __init__(self, sock: Any) -> None:  # noqa: ANN401 - gevent's socket
        self._sock = sock
        self._lock = gevent.lock.RLock()
        self._sending = 0
        self._open = True
        # Or a small frame waits until the one before was confirmed, which browsers put off for 40 ms.
        with suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, frame: bytes) -> None:
        """Send it whole.

        Raises:
            OSError: the reader is gone, or took nothing for too long.
        """
        self._sending += 1
        try:
            with self._lock, gevent.Timeout(limits.SEND_SECONDS, OSError("the reader has stopped")):
                self._sock.sendall(frame)
        except OSError:
            self.shut()
            raise
        finally:
            self._sending -= 1

    def send_at_once(self, frame: bytes) -> int:
        """Send what the network takes of it without waiting; how many bytes that was.

        What is left must be the next thing that is sent. Most frames go whole, and cost
        neither a switch of greenlets nor a timer: that is what a full room is made of.
        """
        if self._sending or not self._open:
            return 0
        try:
            return int(self._sock.send(frame, 0, 0.0))
        except OSError:
            # Whether it is full or gone is found out by whoever waits for it.
            return 0

    @property
    def unread(self) -> bool:
        """Whether something came that nobody has read yet."""
        # Asked of the kernel: gevent's own ways would wait.
        with suppress(OSError, ValueError):
            return fcntl.ioctl(self._sock.fileno(), termios.FIONREAD, NOTHING) != NOTHING
        return False

    def recv(self, size: int) -> bytes:
        received: bytes = self._sock.recv(size)
        return received

    def say_goodbye(self) -> None:
        """Send no more; what is under way still arrives."""
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_WR)

    def shut(self) -> None:
        """End it now, and let the kernel forget what was not delivered."""
        if self._open:
            self._open = False
            with suppress(OSError):
                self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self._sock.shutdown(socket.SHUT_RDWR)
            self._sock.close()

    close = shut


class WebSocket:
    """A WebSocket without extensions, read where it is waited for."""

    def __init__(self, sock: WholeFrames, *, max_bytes: int) -> None:
        self.sock = sock
        self.connected = True
        self._messages: deque[str | bytes] = deque()
        self._short = ShortTexts()
        self._rare: RareFrames | None = None
        self._max_bytes = max_bytes

    def read(self, pace: limits.Bucket) -> str | bytes | None:
        """The next message; None once the socket is gone."""
        while not self._messages:
            if not self.connected or not (chunk := self._receive()):
                self.connected = False
                return None
            rest = pace.add(clock.now(), self._take(chunk) + len(chunk) / limits.BYTES_A_FRAME)
            # Who has more to say than fits into one chunk lets the others run in between.
            if rest or len(chunk) == CHUNK:
                gevent.sleep(rest)
        return self._messages.popleft()

    def _receive(self) -> bytes:
        try:
            return self.sock.recv(CHUNK)
        except OSError:
            return b""

    def _take(self, chunk: bytes) -> int:
        """Read what is whole by now; how many frames came, those without a message included."""
        texts, left = self._short.take(chunk)
        self._messages += texts
        return len(texts) + (self._take_rare(left) if left else 0)

    def _take_rare(self, left: bytes) -> int:
        if self._rare is None:
            self._rare = RareFrames(max_bytes=self._max_bytes)
        seen = self._rare.seen
        messages, answer = self._rare.take(left)
        self._messages += messages
        self.connected = not self._rare.ended
        if answer:
            with suppress(OSError):
                self.sock.send(answer)
        return self._rare.seen - seen
