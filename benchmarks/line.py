"""One WebSocket as light as it can be: one core carries hundreds of them. Speaks plain HTTP only."""

import json
import random
import socket
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import urlsplit

CHUNK = 262_144
PATIENCE = 60


class Line:
    """A socket to a house."""

    def __init__(self, url: str, cookie: str, *, receive_buffer: int | None = None) -> None:
        place = urlsplit(url)
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if receive_buffer:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.sock.settimeout(PATIENCE)
        self.received = 0
        self._buffer, self._last = bytearray(), bytearray()
        key = b64encode(random.randbytes(16)).decode()
        try:
            self.sock.connect((place.hostname or "", place.port or 80))
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.sock.sendall(
                f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {place.netloc}\r\nUpgrade: websocket\r\n"
                f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nOrigin: {url}\r\n"
                f"Cookie: {cookie}\r\n\r\n".encode()
            )
        except OSError:
            self.sock.close()
            raise

    def handshake(self) -> None:
        """Wait until the house agrees to speak WebSocket."""
        while b"\r\n\r\n" not in self._buffer:
            self._fill()
        del self._buffer[: self._buffer.index(b"\r\n\r\n") + 4]

    def open(self, ticket: str) -> None:
        """Wait for the handshake, show the ticket, wait to be let in."""
        self.handshake()
        self.send("40" + json.dumps({"ticket": ticket}))
        while not (text := self.next()).startswith(b"40"):
            if text.startswith(b"44"):
                raise PermissionError(text.decode())

    def ask(self, event: str, message: object) -> dict[str, object]:
        """Send an event under the number 0 and wait for its answer; what else comes meanwhile is dropped."""
        self.send("420" + json.dumps([event, message]))
        while not (text := self.next()).startswith(b"430["):
            if text == b"2":
                self.send("3")
        answer: dict[str, object] = json.loads(text[3:])[0]
        return answer

    def send(self, text: str) -> None:
        """Send a text frame; its mask is nothing, which is a mask too."""
        data = text.encode()
        head = bytes([0x81, 0x80 | len(data)]) if len(data) < 126 else bytes([0x81, 0xFE]) + len(data).to_bytes(2)
        self.sock.sendall(head + b"\0\0\0\0" + data)

    def next(self) -> bytes:
        """The next text, however long it takes."""
        while (text := self._text()) is None:
            self._fill()
        return text

    def texts(self) -> Iterator[bytes]:
        """Read once, and give every text that is there as a whole."""
        self._fill()
        yield from self.waiting()

    def waiting(self) -> Iterator[bytes]:
        """Every text that was read before and nobody has taken."""
        while (text := self._text()) is not None:
            yield text

    def _fill(self) -> None:
        chunk = self.sock.recv(CHUNK)
        if not chunk:
            raise EOFError(f"the house hung up; last it said {bytes(self._last)[:200]!r}")
        self.received += len(chunk)
        self._buffer += chunk

    def _text(self) -> bytes | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        length, start = buffer[1] & 0x7F, 2
        if length == 126:
            length, start = int.from_bytes(buffer[2:4]), 4
        elif length == 127:
            length, start = int.from_bytes(buffer[2:10]), 10
        if len(buffer) < start + length:
            return None
        self._last = buffer[: start + length]
        text = bytes(buffer[start : start + length])
        del buffer[: start + length]
        return text
