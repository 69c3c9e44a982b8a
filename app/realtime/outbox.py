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


class Outbox(JoinableQueue[Packet | None]):
    """The queue engine.io keeps per socket, with a bottom.

    A reader too slow for its room loses frames, which it can fetch again from the log: once
    it has read what waited, it hears `lag`. One that stays behind is shut.
    """

    def __init__(self) -> None:
        super().__init__()
        self.waiting_bytes = 0
        self.lagging_since: datetime | None = None
        self.wire: Wire | None = None

    def put(self, packet: Packet | None, block: bool = True, timeout: float | None = None) -> None:  # noqa: FBT001, FBT002 - the queue's signature
        if isinstance(packet, BuiltPacket):
            if not self._takes(packet):
                return
            self.waiting_bytes += len(packet.frame)
        super().put(packet, block, timeout)

    def get(self, block: bool = True, timeout: float | None = None) -> Packet | None:  # noqa: FBT001, FBT002 - the queue's signature
        """The next packet. Only one, so that what waits is what is counted; engine.io would take all there are."""
        if not block:
            raise Empty
        packet = super().get(block, timeout)
        if isinstance(packet, BuiltPacket):
            self.waiting_bytes -= len(packet.frame)
        if self.lagging_since is not None and self.empty():
            self.lagging_since = None
            self.put(BuiltPacket(packets.write_event("lag", {})))
        return packet

    def finish(self, last: Packet | None = None) -> None:
        """Forget what waits; send `last`, then nothing. engine.io itself would keep it all until the next ping."""
        self.queue.clear()
        self.waiting_bytes = 0
        self.lagging_since = None
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
