"""What waits to be sent to one socket, and frames that are built once for a whole room."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import gevent
from engineio.packet import MESSAGE, Packet
from wsproto.frame_protocol import FrameProtocol

from app import clock
from app.realtime import limits, packets

if TYPE_CHECKING:
    from app.realtime.driver import Wire

_server_side = FrameProtocol(client=False, extensions=[])


class Frame(bytes):
    """The bytes of one WebSocket frame. From server to browser nothing is masked, so they suit every socket."""

    __slots__ = ()


def build_frame(text: str) -> Frame:
    """Wrap a text into its frame."""
    return Frame(_server_side.send_data(text))


class BuiltPacket(Packet):
    """An engine.io message whose frame is built when it is made: once, however many sockets send it."""

    def __init__(self, text: str) -> None:
        super().__init__(MESSAGE, text)
        self.frame = build_frame(f"{MESSAGE}{text}")

    def encode(self, b64: bool = False) -> Frame:  # noqa: ARG002, FBT001, FBT002 - engine.io's signature
        return self.frame


class Rest(BuiltPacket):
    """What is left of a frame whose beginning was sent."""

    def __init__(self, packet: BuiltPacket, sent: int) -> None:
        Packet.__init__(self, MESSAGE, packet.data)
        self.frame = Frame(packet.frame[sent:])


class Outbox:
    """What engine.io calls a queue, one for each socket: with a bottom, and without a greenlet while nothing waits.

    Where nothing waits a frame goes to the network at once. What the network does not take
    waits here, in its order, and a greenlet sends it that lives as long as something waits:
    so a socket whose reader keeps up has none.

    A reader too slow for its room loses frames, which it can fetch again from the log: once
    it has read what waited, it hears `lag`. One that stays behind is shut.
    """

    def __init__(self) -> None:
        self.wire: Wire | None = None
        self.waiting: deque[Packet] = deque()
        self.waiting_bytes = 0
        self.lagging_since: datetime | None = None
        self._writer: gevent.Greenlet[[], None] | None = None
        self._flows = False
        self._ends = False

    def flow(self) -> None:
        """The socket stands: what was put before goes out now, and what is put from now on at once."""
        self._flows = True
        self._write_on()

    def put(self, packet: Packet | None) -> None:
        """Send a packet, or let it wait. None is the last: once what waits is sent the socket ends."""
        if self._ends:
            return
        if packet is None:
            self._ends = True
        elif isinstance(packet, BuiltPacket):
            self._put_built(packet)
        else:
            self.waiting.append(packet)
        self._write_on()

    def finish(self, last: Packet | None = None) -> None:
        """Forget what waits; send `last`, then nothing."""
        # The rest of a frame must follow its beginning, or the reader would take what comes for it.
        rest = [packet for packet in self.waiting if isinstance(packet, Rest)]
        self._forget(rest)
        self._ends = False
        if last is not None:
            self.put(last)
        self.put(None)

    def abandon(self) -> None:
        """The socket is gone, and with it what waited."""
        self._forget([])
        self._flows, self._ends = False, True

    def _forget(self, rest: Sequence[Rest]) -> None:
        self.waiting = deque(rest)
        self.waiting_bytes = sum(len(packet.frame) for packet in rest)
        self.lagging_since = None

    def _put_built(self, packet: BuiltPacket) -> None:
        if self._flows and self._writer is None and not self.waiting and self.wire is not None:
            sent = self.wire.send_at_once(packet.frame)
            if sent == len(packet.frame):
                return
            packet = Rest(packet, sent) if sent else packet
        elif not self._takes(packet):
            return
        self._keep(packet)

    def _keep(self, packet: BuiltPacket) -> None:
        self.waiting.append(packet)
        self.waiting_bytes += len(packet.frame)

    def _takes(self, packet: BuiltPacket) -> bool:
        full = len(self.waiting) >= limits.WAITING_FRAMES
        full = full or self.waiting_bytes + len(packet.frame) > limits.WAITING_BYTES
        if self.lagging_since is None and full and self.waiting:
            self.lagging_since = clock.now()
        if self.lagging_since is None:
            return True
        if clock.now() - self.lagging_since > limits.LAG_PATIENCE and self.wire is not None:
            self.wire.shut()
        return False

    def _write_on(self) -> None:
        if self._flows and self._writer is None and (self.waiting or self._ends):
            self._writer = gevent.spawn(self._write)

    def _write(self) -> None:
        """Send what waits; where it is the last, end the socket."""
        try:
            while self.waiting and self.wire is not None:
                self.wire.send(self._next().encode())
        except OSError:
            self._ends = True
        finally:
            self._writer = None
        if self._ends and self.wire is not None:
            self._flows = False
            self.wire.close()

    def _next(self) -> Packet:
        packet = self.waiting.popleft()
        if isinstance(packet, BuiltPacket):
            self.waiting_bytes -= len(packet.frame)
        if self.lagging_since is not None and not self.waiting:
            self.lagging_since = None
            self._keep(BuiltPacket(packets.write_event("lag", {})))
        return packet
