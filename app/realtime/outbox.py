"""What waits to be sent to one socket, and frames that are built once for a whole room."""

from datetime import datetime
from typing import TYPE_CHECKING

from engineio.packet import MESSAGE, Packet
from gevent.queue import Empty, JoinableQueue
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


class Outbox(JoinableQueue[Packet | None]):
    """The queue engine.io keeps per socket, with a bottom.

    Where nothing waits a frame goes to the network at once, and only what the network does
    not take waits here: so most frames never meet the greenlet that writes.

    A reader too slow for its room loses frames, which it can fetch again from the log: once
    it has read what waited, it hears `lag`. One that stays behind is shut.
    """

    def __init__(self) -> None:
        super().__init__()
        self.waiting_bytes = 0
        self.lagging_since: datetime | None = None
        self.wire: Wire | None = None
        self._writer_waits = False

    def put(self, packet: Packet | None, block: bool = True, timeout: float | None = None) -> None:  # noqa: FBT001, FBT002 - the queue's signature
        if isinstance(packet, BuiltPacket):
            if self._writer_waits and self.wire is not None and not self.queue:
                sent = self.wire.send_at_once(packet.frame)
                if sent == len(packet.frame):
                    return
                packet = Rest(packet, sent) if sent else packet
            elif not self._takes(packet):
                return
            self.waiting_bytes += len(packet.frame)
        super().put(packet, block, timeout)

    def get(self, block: bool = True, timeout: float | None = None) -> Packet | None:  # noqa: FBT001, FBT002 - the queue's signature
        """The next packet. Only one, so that what waits is what is counted; engine.io would take all there are."""
        if not block:
            raise Empty
        self._writer_waits = True
        try:
            packet = super().get(block, timeout)
        finally:
            self._writer_waits = False
        if isinstance(packet, BuiltPacket):
            self.waiting_bytes -= len(packet.frame)
        if self.lagging_since is not None and self.empty():
            self.lagging_since = None
            self.put(BuiltPacket(packets.write_event("lag", {})))
        return packet

    def finish(self, last: Packet | None = None) -> None:
        """Forget what waits; send `last`, then nothing. engine.io itself would keep it all until the next ping."""
        rest = self.queue[0] if self.queue and isinstance(self.queue[0], Rest) else None
        self.queue.clear()
        self.waiting_bytes = 0
        self.lagging_since = None
        if rest is not None:  # or the reader would take what follows for its end
            self.waiting_bytes = len(rest.frame)
            super().put(rest)
        if last is not None:
            self.put(last)
        self.put(None)

    def _takes(self, packet: BuiltPacket) -> bool:
        full = self.qsize() >= limits.WAITING_FRAMES or self.waiting_bytes + len(packet.frame) > limits.WAITING_BYTES
        if self.lagging_since is None and full and not self.empty():
            self.lagging_since = clock.now()
        if self.lagging_since is None:
            return True
        if clock.now() - self.lagging_since > limits.LAG_PATIENCE and self.wire is not None:
            self.wire.shut()
        return False
