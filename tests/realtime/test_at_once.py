"""A frame goes to the network at once where nothing waits; what the network does not take waits, in its order."""

import socket

import gevent
import gevent.socket
import pytest
import socketio as stock
from engineio.packet import PING, Packet
from engineio.socket import Socket

from app.realtime import driver
from app.realtime.limits import WAITING_BYTES
from app.realtime.outbox import BuiltPacket, build_frame
from app.realtime.packets import write_event

HANDSHAKE = {
    "HTTP_UPGRADE": "websocket",
    "HTTP_CONNECTION": "Upgrade",
    "HTTP_SEC_WEBSOCKET_KEY": "dGhlIHNhbXBsZSBub25jZQ==",
    "HTTP_SEC_WEBSOCKET_VERSION": "13",
}
END = b"\x88\x02\x03\xe8"


class Page:
    """The far end of a socket whose reader reads when the test says so, over our driver in a stock engine.io."""

    def __init__(self):
        self.ours, self.line = gevent.socket.socketpair()
        for end in (self.ours, self.line):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8192)
        engine = stock.Server(async_mode="gevent").eio
        driver.install(engine)
        socket_ = Socket(engine, "a page")
        self.box = socket_.queue
        self.wire = driver.Wire(socket_._websocket_handler, engine)  # noqa: SLF001 - as engine.io calls it

    def open(self):
        gevent.spawn(self.wire, HANDSHAKE | {"wsgi.input": self.ours.makefile("rb")}, None)
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            answer += self.line.recv(1)
        assert answer.startswith(b"HTTP/1.1 101")

    def read(self, size):
        read = b""
        while len(read) < size and (more := self.line.recv(size - len(read))):
            read += more
        return read

    def read_to_the_end(self):
        return b"".join(iter(lambda: self.line.recv(65536), b""))


@pytest.fixture
def closed_page():
    page = Page()
    yield page
    page.wire.shut()
    page.ours.close()
    page.line.close()


@pytest.fixture
def opened_page(closed_page):
    closed_page.open()
    return closed_page


def test_a_frame_before_which_nothing_waits_is_on_its_way_before_anybody_else_runs(opened_page):
    first, second = BuiltPacket("one"), BuiltPacket("two")

    opened_page.box.put(first)
    opened_page.box.put(second)

    assert not opened_page.box.waiting
    assert opened_page.read(len(first.frame + second.frame)) == first.frame + second.frame
    opened_page.box.put(None)
    assert opened_page.read_to_the_end() == END


def test_frames_behind_one_the_network_did_not_take_whole_come_whole_and_in_order(opened_page):
    packets = [BuiltPacket(f"{number}" * 40_000) for number in range(8)]

    for packet in packets:
        opened_page.box.put(packet)
        gevent.sleep(0)
    opened_page.box.put(None)

    assert opened_page.read_to_the_end() == b"".join(packet.frame for packet in packets) + END
    assert opened_page.box.waiting_bytes == 0


def test_the_word_that_ends_a_socket_waits_for_the_end_of_the_frame_before_it(opened_page):
    long, forgotten, word = BuiltPacket("a" * 200_000), BuiltPacket("b"), BuiltPacket("closed")

    opened_page.box.put(long)
    opened_page.box.put(forgotten)
    opened_page.box.finish(word)

    assert opened_page.read_to_the_end() == long.frame + word.frame + END


def test_what_is_put_behind_the_last_word_is_not_said_and_not_kept(opened_page):
    long, word = BuiltPacket("a" * 200_000), BuiltPacket("closed")
    opened_page.box.put(long)
    opened_page.box.finish(word)
    waiting = opened_page.box.waiting_bytes

    opened_page.box.put(BuiltPacket("once more"))

    assert opened_page.box.waiting_bytes == waiting
    assert opened_page.read_to_the_end() == long.frame + word.frame + END


def test_what_waits_has_an_end_and_who_reads_it_all_is_told_what_was_left_out(closed_page):
    news = [BuiltPacket(write_event("news", n)) for n in range(300)]
    for packet in news:
        closed_page.box.put(packet)
    closed_page.box.put(Packet(PING))
    waiting = len(closed_page.box.waiting)

    closed_page.open()

    told = b"".join(packet.frame for packet in news[:256]) + build_frame("2")
    told += BuiltPacket(write_event("lag", {})).frame
    assert waiting == 257
    assert closed_page.read(len(told)) == told
    assert closed_page.box.waiting_bytes == 0
    closed_page.box.put(news[299])
    assert closed_page.read(len(news[299].frame)) == news[299].frame


def test_bytes_that_wait_have_an_end_too(closed_page):
    for _ in range(10):
        closed_page.box.put(BuiltPacket("x" * 200_000))

    assert len(closed_page.box.waiting) == 5


LONG = BuiltPacket("a" * 120_000)


def test_no_more_than_a_megabyte_waits_for_a_slow_reader(opened_page):
    for _ in range(40):
        opened_page.box.put(LONG)

    assert WAITING_BYTES - len(LONG.frame) < opened_page.box.waiting_bytes <= WAITING_BYTES


@pytest.mark.usefixtures("app")
def test_a_reader_who_stays_behind_for_half_a_minute_is_shut(opened_page, clock):
    for _ in range(40):
        opened_page.box.put(LONG)
    clock(29)
    opened_page.box.put(LONG)
    patient = opened_page.box.waiting_bytes
    clock(31)
    opened_page.box.put(LONG)

    assert patient > 0
    assert opened_page.box.waiting_bytes == 0
    opened_page.line.settimeout(5)
    assert not opened_page.read_to_the_end().endswith(END)
