"""The WebSocket under engine.io, for gevent.

The two stock drivers are not safe there: one sends parts of frames and lets frames mix,
the other stops the process over a large frame, both take messages of any size, and a
compressed one unpacks to gigabytes. This one

- sends whole frames, one at a time, and gives a reader that stopped eight seconds;
- reads in the socket's own greenlet, chunk by chunk, letting others run in between, and
  reads a socket that talks too fast more slowly;
- takes messages up to a limit, never compressed;
- hands engine.io only what engine.io can read;
- needs one greenlet for a socket, where engine.io would have three;
- shuts hard: nothing stays pinned behind a dead socket.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

import gevent
from engineio.packet import MESSAGE, PING, PONG, Packet

from app import clock
from app.realtime import limits
from app.realtime.outbox import Frame, Outbox, build_frame
from app.realtime.websocket import NotAWebSocket, WebSocket, accept

_READABLE = re.compile(r"1\Z|3\Z|4[012]")
"""Close, pong, and the three packets a browser of ours sends. Anything else would raise inside engine.io."""

_CLOSE = b"\x88\x02\x03\xe8"
"""A close frame: 1000, all is well."""


class Wire:
    """What engine.io calls a websocket; one per connection."""

    def __init__(self, handler: Any, server: Any) -> None:  # noqa: ANN401 - engine.io has no types
        # The handler would start a greenlet that writes; what it does besides stands in `_live`.
        self._socket = handler.__self__
        self._server = server
        self._heard = clock.now()
        self._asked: datetime | None = None
        self._at_work = False
        self._max_bytes: int = server.max_http_buffer_size
        self._pace = limits.Bucket(limits.FRAMES_PER_SECOND, limits.FRAMES_AT_ONCE, clock.now())
        self._strikes = 0
        self._ws: WebSocket | None = None
        self._gone = False
        self._outbox: Outbox = self._socket.queue
        self._outbox.wire = self

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
        under_gunicorn = "gunicorn.socket" in environ
        try:
            self._ws = accept(environ, max_bytes=self._max_bytes)
        except NotAWebSocket:
            start_response("400 Bad Request", [("Content-Type", "text/plain"), ("Content-Length", "0")])
            return []
        try:
            if not self._gone:
                self._live()
        finally:
            self.shut()
        if under_gunicorn:
            raise StopIteration  # how gunicorn is told that the answer was given elsewhere
        return []

    def _live(self) -> None:
        """Hear what comes until the socket ends. What waits for it is sent by a greenlet of its own (`outbox.py`)."""
        self._socket.connected = self._socket.upgraded = True
        self._outbox.flow()
        while (text := self.wait()) is not None:
            kind = int(text[0])
            if kind == MESSAGE:
                self._at_work = True
                self._server._trigger_event("message", self._socket.sid, text[1:])  # noqa: SLF001 - as engine.io does
                self._at_work = False
                if self._asked is not None:
                    self._asked = clock.now()
            elif kind == PONG:
                self._heard, self._asked = clock.now(), None
            else:
                break
        self._socket.close(wait=False, abort=True, reason=self._server.reason.TRANSPORT_CLOSE)

    @property
    def is_silent(self) -> bool:
        """Whether it is the browser that is waited for: nothing it said waits to be read or to be done."""
        return self._ws is not None and not self._at_work and not self._ws.sock.unread

    def ask(self, now: datetime) -> None:
        """Ask from time to time whether the browser is there, and end the socket of one that does not answer.

        While something it said waits to be done, as for the database, its answer would wait behind that unread.
        """
        # Where the clock was set back, the wait begins anew.
        self._heard, self._asked = min(self._heard, now), self._asked and min(self._asked, now)
        if self._asked is None and _passed(self._heard, now, limits.PING_SECONDS):
            self._asked = now
            self._outbox.put(Packet(PING))
        elif self._asked is not None and not self._at_work and _passed(self._asked, now, limits.PONG_SECONDS):
            self.shut()

    def send(self, message: Frame | str) -> None:
        """Send a frame that was built before, or one of engine.io's own packets.

        Raises:
            OSError: the socket is gone, or its reader is.
        """
        if self._ws is None or self._gone:
            raise OSError("the socket is closed")
        self._ws.sock.send(message if isinstance(message, Frame) else build_frame(message))

    def send_at_once(self, frame: Frame) -> int:
        """Send what the network takes without waiting, of a frame before which nothing waits; how many bytes."""
        return 0 if self._ws is None or self._gone else self._ws.sock.send_at_once(frame)

    def wait(self) -> str | None:
        """The next packet that engine.io can read; None once the socket is gone."""
        while self._ws is not None and not self._gone and (message := self._ws.read(self._pace)) is not None:
            if isinstance(message, str) and _READABLE.match(message):
                return message
            self.strike()
        return None

    def strike(self) -> None:
        """Count a broken packet. After the fifth the socket is gone."""
        self._strikes += 1
        if self._strikes >= limits.MALFORMED_PACKETS:
            self.shut()

    def close(self) -> None:
        """Send no more; a second later the socket is gone, whether the browser agrees or not."""
        if self._ws is not None and not self._gone:
            gevent.spawn_later(limits.FAREWELL_SECONDS, self.shut)
            with suppress(OSError):
                self._ws.sock.send(_CLOSE)
            self._ws.sock.say_goodbye()

    def shut(self) -> None:
        """End it now."""
        self._gone = True
        self._outbox.abandon()
        if self._ws is not None:
            self._ws.connected = False
            self._ws.sock.shut()


def _passed(since: datetime, now: datetime, seconds: float) -> bool:
    return (now - since).total_seconds() >= seconds


def install(server: Any) -> None:  # noqa: ANN401 - engine.io has no types
    """Put our driver and our queue under an engine.io server."""
    server._async = {**server._async, "websocket": Wire, "queue": Outbox}  # noqa: SLF001 - engine.io names no other way


def assert_installed(server: Any) -> None:  # noqa: ANN401 - engine.io has no types
    """Refuse to start on a stock driver.

    Raises:
        RuntimeError: engine.io would use another one.
    """
    if server._async["websocket"] is not Wire or not isinstance(server.create_queue(), Outbox):  # noqa: SLF001
        raise RuntimeError("the WebSocket driver of this house is not in place")
