"""A socket client of the tests: speaks just enough engine.io and socket.io, and keeps every byte it hears."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Self

import websocket

PATIENCE = 10


class Refused(AssertionError):
    """The server did not let the socket in; `answer` is what it said, None if it only hung up."""

    def __init__(self, answer: Any) -> None:
        super().__init__(answer)
        self.answer = answer


class SocketClient:
    """One browser's socket, read in a thread of its own.

    `cookie` is the Cookie header of the page, `ticket` what the page was handed. Everything
    that came is in `raw`, the events in order in `events`, and `gone` is set when it ended.
    """

    def __init__(
        self, url: str, ticket: object, *, cookie: str = "", origin: str | None = None, **options: Any
    ) -> None:
        self.raw = bytearray()
        self.events: list[tuple[str, Any]] = []
        self._times: list[float] = []
        self.gone = threading.Event()
        self.gone_at = 0.0
        self.refusal: Any = None
        self._acks: dict[int, Any] = {}
        self._n = 0
        self._changed = threading.Condition()
        self._let_in = False
        self._paused = threading.Event()
        self._paused.set()
        self.ws = open_websocket(url, cookie=cookie, origin=origin or url, **options)
        self.send_text("40" + json.dumps({"ticket": ticket}))
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._wait(lambda: self._let_in or self.refusal or self.gone.is_set())
        if not self._let_in:
            self.close()
            raise Refused(self.refusal)

    def emit(self, event: str, *message: Any, patience: float = PATIENCE) -> Any:
        """Send an event and return its acknowledgement."""
        number = self.post(event, *message)
        self._wait(lambda: number in self._acks or self.gone.is_set(), patience)
        return self._acks[number]

    def post(self, event: str, *message: Any) -> int:
        """Send an event without waiting; returns the number of its acknowledgement."""
        self._n += 1
        self.send_text(f"42{self._n}" + json.dumps([event, *message]))
        return self._n

    def ack(self, number: int, patience: float = PATIENCE) -> Any:
        """The acknowledgement of something posted before."""
        self._wait(lambda: number in self._acks or self.gone.is_set(), patience)
        return self._acks[number]

    def send_text(self, text: str) -> None:
        """Send a text frame as it is."""
        self.ws.send(text)

    def heard(self, event: str) -> list[Any]:
        """The messages of one event so far."""
        return [message for name, message in self.events if name == event]

    def heard_at(self, event: str, index: int) -> float:
        """When an event came for the `index`th time, from 0, on this process's monotonic clock."""
        times = [at for (name, _message), at in zip(self.events, self._times, strict=True) if name == event]
        return times[index]

    def wait_for(self, event: str, *, count: int = 1, patience: float = PATIENCE) -> list[Any]:
        """Wait until an event came so often, and return its messages."""
        self._wait(lambda: len(self.heard(event)) >= count or self.gone.is_set(), patience)
        assert len(self.heard(event)) >= count, (event, self.events, self.gone.is_set())
        return self.heard(event)

    def wait_until_gone(self, patience: float = PATIENCE) -> float:
        """Wait until the server ended it; returns how many seconds that took."""
        started = time.monotonic()
        assert self.gone.wait(patience), "the socket still stands"
        return time.monotonic() - started

    def stop_reading(self) -> None:
        """Read nothing more, as a phone that fell asleep."""
        self._paused.clear()

    def go_on_reading(self) -> None:
        self._paused.set()

    def close(self) -> None:
        """Hang up."""
        self._paused.set()
        with contextlib.suppress(websocket.WebSocketException, OSError):
            self.ws.send_close()
        self.gone.wait(PATIENCE)

    def drop(self) -> None:
        """Be gone without a word, as a phone in a tunnel."""
        self._paused.set()
        with contextlib.suppress(OSError):
            self.ws.sock.shutdown(socket.SHUT_RDWR)
        self.gone.wait(PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _wait(self, condition: Callable[[], bool], patience: float = PATIENCE) -> None:
        with self._changed:
            assert self._changed.wait_for(condition, patience), f"nothing came within {patience} s: {self.events[-5:]}"

    def _read(self) -> None:
        try:
            while self._paused.wait():
                opcode, frame = self.ws.recv_data()
                if opcode == websocket.ABNF.OPCODE_CLOSE:
                    break
                self.raw += frame
                self._take(frame.decode())
        except (websocket.WebSocketException, OSError, ValueError):
            pass
        finally:
            self.ws.shutdown()
            self.gone_at = time.monotonic()
            with self._changed:
                self.gone.set()
                self._changed.notify_all()

    def _take(self, text: str) -> None:
        if text == "2":
            self.send_text("3")
        with self._changed:
            if text.startswith("40"):
                self._let_in = True
            elif text.startswith("44"):
                self.refusal = json.loads(text[2:])["data"]
            elif text.startswith("42"):
                name, *message = json.loads(text[2:])
                self.events.append((name, message[0] if message else None))
                self._times.append(time.monotonic())
            elif text.startswith("43"):
                number, _, answer = text[2:].partition("[")
                self._acks[int(number)] = json.loads("[" + answer)[0]
            self._changed.notify_all()


@contextlib.contextmanager
def bare_websocket(url: str, *, cookie: str = "", **options: Any) -> Iterator[websocket.WebSocket]:
    """A WebSocket that says nothing by itself, for frames made by hand."""
    ws = open_websocket(url, cookie=cookie, origin=url, **options)
    try:
        yield ws
    finally:
        ws.shutdown()


def read_to_the_end(ws: websocket.WebSocket) -> list[str]:
    """Everything until the server hangs up."""
    frames = []
    try:
        while True:
            opcode, data = ws.recv_data()
            if opcode == websocket.ABNF.OPCODE_CLOSE:
                return frames
            frames.append(data.decode())
    except websocket.WebSocketTimeoutException:
        raise
    except (websocket.WebSocketException, OSError):
        return frames


def open_websocket(
    url: str, *, cookie: str = "", origin: str | None = None, receive_buffer: int | None = None, header: Any = ()
) -> websocket.WebSocket:
    """A WebSocket to the house at `url`, before any ticket is shown. Without `origin` it names none."""
    options = {"suppress_origin": True} if origin is None else {"origin": origin}
    buffer = [(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)] if receive_buffer else []
    return websocket.create_connection(
        url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket",
        cookie=cookie or None,
        header=list(header),
        sockopt=buffer,
        timeout=60,
        **options,
    )
