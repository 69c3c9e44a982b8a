"""What stands between people and a house at a venue: a gateway that goes away, or lets no WebSocket through."""

import asyncio
import threading
from concurrent.futures import Future
from contextlib import suppress

HEAD = b"\r\n\r\n"
REFUSED = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Gateway:
    """A TCP proxy in a thread of its own. `upgrades`: what becomes of those who ask for a WebSocket:
    `through`, `refused`, or `swallowed`: nobody answers them."""

    def __init__(self, port: int) -> None:
        self.upgrades = "through"
        self.refused = 0
        self._behind = port
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.port = 0
        self.connect()

    @property
    def url(self) -> str:
        """Where people reach the house."""
        return f"http://127.0.0.1:{self.port}"

    def connect(self) -> None:
        """Let people through, at the same port as before."""
        self._do(self._listen()).result()

    def cut(self) -> None:
        """Break every line and take no new one."""
        self._do(self._close()).result()

    def stop(self) -> None:
        """End it for good."""
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work) -> Future:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._take, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._server:
            self._server.close()
        for writer in list(self._open):
            writer.transport.abort()
        await asyncio.sleep(0)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await self._serve(reader, writer)
        self._open.discard(writer)
        writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(HEAD)
        asks = b"upgrade: websocket" in head.lower()
        if asks:
            # The house knows its own address alone, and would take the gateway's for another site.
            head = head.replace(b":%d" % self.port, b":%d" % self._behind)
        if asks and self.upgrades != "through":
            self.refused += 1
            if self.upgrades == "refused":
                writer.write(REFUSED)
                await writer.drain()
            else:
                await reader.read()
            return
        house_reader, house_writer = await asyncio.open_connection("127.0.0.1", self._behind)
        self._open.add(house_writer)
        house_writer.write(head)
        try:
            await asyncio.gather(_pass_on(reader, house_writer), _pass_on(house_reader, writer))
        finally:
            self._open.discard(house_writer)
            house_writer.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while some := await reader.read(64 * 1024):
            writer.write(some)
            await writer.drain()
    with suppress(OSError, RuntimeError):
        writer.write_eof()
