"""Frames as browsers send them hardly ever: pings, pieces, long texts, farewells, and what is none. No I/O."""

from typing import Any

from wsproto import ConnectionType
from wsproto.connection import Connection
from wsproto.events import CloseConnection, Message, Ping, TextMessage
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import LocalProtocolError, RemoteProtocolError


class RareFrames:
    """Reads with wsproto what `ShortTexts` leaves. After `ended` nothing more is to be read or sent."""

    def __init__(self, *, max_bytes: int) -> None:
        self.ended = False
        self.seen = 0
        self._library = Connection(ConnectionType.SERVER)
        self._message = bytearray()
        self._max_bytes = max_bytes

    def take(self, data: bytes) -> tuple[list[str | bytes], bytes]:
        """The messages that are whole by now, and the frames to answer. `seen` counts what came, pings included."""
        messages: list[str | bytes] = []
        answer = b""
        try:
            self._library.receive_data(data)
            for event in self._library.events():
                self.seen += 1
                if isinstance(event, Message):
                    messages += self._finished(event)
                elif isinstance(event, Ping):
                    answer += self._library.send(event.response())
                elif isinstance(event, CloseConnection):
                    answer += self._end(event.response())
                if len(self._message) > self._max_bytes:
                    answer += self._end(CloseConnection(CloseReason.MESSAGE_TOO_BIG))
                if self.ended:
                    break
        except (LocalProtocolError, RemoteProtocolError):
            self.ended = True
        return messages, answer

    def _finished(self, event: Message[Any]) -> list[str | bytes]:
        """The message a piece completes, if it does; one that is too large is never whole."""
        is_text = isinstance(event, TextMessage)
        self._message += event.data.encode() if is_text else event.data
        if not event.message_finished or len(self._message) > self._max_bytes:
            return []
        message, self._message = bytes(self._message), bytearray()
        return [message.decode() if is_text else message]

    def _end(self, farewell: CloseConnection) -> bytes:
        self.ended = True
        return self._library.send(farewell)
