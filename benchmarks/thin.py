"""A thin line of one's own: what goes through it takes its turn behind what went before, and its time on the way."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

BITS_A_SECOND, THERE_AND_BACK = 400_000, 0.4
PIECE = 1_400
"""Bytes that go at once: between two pieces others have their turn."""


class ThinLine:
    """Between browsers and a house: so many bits a second each way for all together, and half the delay each way."""

    def __init__(self, house: tuple[str, int], *, bits: float = BITS_A_SECOND, delay: float = THERE_AND_BACK) -> None:
        self._house, self._bytes_a_second, self._delay = house, bits / 8, delay
        self._free = {"up": 0.0, "down": 0.0}
        self.carried = {"up": 0, "down": 0}

    async def serve(self) -> asyncio.Server:
        """Listen on a port of this machine."""
        return await asyncio.start_server(self._meet, "127.0.0.1", 0)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A connection stands once somebody has answered.
        await asyncio.sleep(self._delay)
        try:
            inside = await asyncio.open_connection(*self._house)
        except OSError:
            writer.close()
            return
        with suppress(asyncio.CancelledError):
            await asyncio.gather(self._carry("up", reader, inside[1]), self._carry("down", inside[0], writer))
        writer.close()
        inside[1].close()

    async def _carry(self, way: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """What comes is on its way at once; it is there in its turn."""
        waiting: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arriving = asyncio.create_task(self._arrive(waiting, writer))
        try:
            while piece := await reader.read(PIECE):
                self.carried[way] += len(piece)
                self._free[way] = max(self._free[way], time.monotonic()) + len(piece) / self._bytes_a_second
                waiting.put_nowait((self._free[way] + self._delay / 2, piece))
                # Nobody sends more than the line takes.
                await asyncio.sleep(max(0.0, self._free[way] - time.monotonic()))
        except OSError:
            pass
        waiting.put_nowait((time.monotonic() + self._delay / 2, b""))
        await arriving

    async def _arrive(self, waiting: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
        try:
            while (arrival := await waiting.get())[1]:
                await asyncio.sleep(max(0.0, arrival[0] - time.monotonic()))
                writer.write(arrival[1])
            writer.close()
        except OSError:
            writer.close()


@contextmanager
def thin_line(house: tuple[str, int]) -> Iterator[tuple[ThinLine, int]]:
    """A thin line to a house, and the port at which one comes in."""
    line, loop = ThinLine(house), asyncio.new_event_loop()
    server = loop.run_until_complete(line.serve())
    serving = threading.Thread(target=loop.run_forever, daemon=True)
    serving.start()
    try:
        yield line, server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        serving.join()
        loop.close()


async def _end(server: asyncio.Server) -> None:
    """Nobody comes in any more, and what is on its way is lost."""
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for each in others:
        each.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    # What was closed is let go of in the loop's next turns.
    await asyncio.sleep(0.05)
