"""One WebSocket for gevent: whole frames out, messages up to a limit in, nothing compressed, no thread of its own."""

import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import gevent
import gevent.event
import gevent.lock
import simple_websocket
from wsproto import ConnectionType, WSConnection
from wsproto.events import Event
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

from app import clock
from app.realtime import limits
from app.realtime.short_texts import ShortTexts

_HANDSHAKE_HEADERS = (
    "HTTP_HOST",
    "HTTP_UPGRADE",
    "HTTP_CONNECTION",
    "HTTP_SEC_WEBSOCKET_KEY",
    "HTTP_SEC_WEBSOCKET_VERSION",
)
"""Without the offer of extensions nobody compresses."""


class NotAWebSocket(Exception):
    """The handshake was none."""


def accept(environ: dict[str, Any], *, max_bytes: int) -> "PlainServer":
    """Answer a handshake.

    Raises:
        NotAWebSocket: a header is missing or wrong; nothing was answered.
    """
    try:
        return PlainServer(environ, max_message_size=max_bytes, thread_class=_NoThread, event_class=gevent.event.Event)
    except (LocalProtocolError, RemoteProtocolError, simple_websocket.ConnectionError, OSError) as error:
        raise NotAWebSocket from error


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


class _NoThread:
    """Stands where simple-websocket would start a reader of its own."""

    name = ""

    def __init__(self, target: Callable[[], None]) -> None:
        pass

    def start(self) -> None:
        pass


class _CountedFrames(WSConnection):
    """Counts what a socket sends, pings and empty frames included."""

    seen = 0

    def events(self) -> Iterator[Event]:  # type: ignore[override]
        for event in super().events():
            self.seen += 1
            yield event


class PlainServer(simple_websocket.Server):
    """A WebSocket without extensions, read where it is waited for."""

    sock: WholeFrames
    ws: _CountedFrames
    environ: dict[str, Any]
    connected: bool
    input_buffer: list[str | bytes]

    def handshake(self) -> None:
        self.sock = WholeFrames(self.sock)
        self.ws = _CountedFrames(ConnectionType.SERVER)
        self._short_texts = ShortTexts()
        self.environ = {name: value for name, value in self.environ.items() if name in _HANDSHAKE_HEADERS}
        super().handshake()

    def read(self, pace: limits.Bucket) -> str | bytes | None:
        """The next message; None once the socket is gone."""
        while not self.input_buffer:
            if not self.connected or not self._read_chunk():
                self.connected = False
                return None
            seen, self.ws.seen = self.ws.seen, 0
            rest = pace.add(clock.now(), seen)
            # Who has more to say than fits into one chunk lets the others run in between.
            if rest or self._has_more:
                gevent.sleep(rest)
        message: str | bytes = self.input_buffer.pop(0)
        return message

    _has_more = False

    def _read_chunk(self) -> bool:
        try:
            chunk = self.sock.recv(self.receive_bytes)
            self._has_more = len(chunk) == self.receive_bytes
            texts, left = self._short_texts.take(chunk)
            self.input_buffer += texts
            self.ws.seen += len(texts)
            if left:
                self.ws.receive_data(left)
                self.connected = self._handle_events()
        except (OSError, LocalProtocolError):
            return False
        return bool(chunk)
