"""A frame goes to the network at once where nothing waits; what the network does not take waits, in its order."""

import socket

import gevent
import gevent.socket
import pytest

from app.realtime.outbox import BuiltPacket, Outbox
from app.realtime.websocket import WholeFrames


class Page:
    """A socket whose reader reads when the test says so, and the writer engine.io has for it."""

    def __init__(self):
        ours, self.line = gevent.socket.socketpair()
        for end in (ours, self.line):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8192)
        self.box = Outbox()
        self.box.wire = self.frames = WholeFrames(ours)
        self.written = []
        self.writer = gevent.spawn(self.write)
        gevent.sleep(0)

    def write(self):
        while (packet := self.box.get()) is not None:
            self.written.append(packet)
            self.frames.send(packet.encode())
        self.frames.say_goodbye()

    def read_to_the_end(self):
        return b"".join(iter(lambda: self.line.recv(65536), b""))


@pytest.fixture
def opened_page():
    opened = Page()
    yield opened
    opened.writer.kill()
    opened.frames.shut()
    opened.line.close()


def test_a_frame_before_which_nothing_waits_meets_no_writer(opened_page):
    first, second = BuiltPacket("one"), BuiltPacket("two")

    opened_page.box.put(first)
    opened_page.box.put(second)
    opened_page.box.put(None)

    assert opened_page.read_to_the_end() == first.frame + second.frame
    assert opened_page.written == []


def test_frames_behind_one_the_network_did_not_take_whole_come_whole_and_in_order(opened_page):
    packets = [BuiltPacket(f"{number}" * 40_000) for number in range(8)]

    for packet in packets:
        opened_page.box.put(packet)
        gevent.sleep(0)
    opened_page.box.put(None)

    assert opened_page.read_to_the_end() == b"".join(packet.frame for packet in packets)
    assert opened_page.box.waiting_bytes == 0


def test_the_word_that_ends_a_socket_waits_for_the_end_of_the_frame_before_it(opened_page):
    long, forgotten, word = BuiltPacket("a" * 200_000), BuiltPacket("b"), BuiltPacket("closed")

    opened_page.box.put(long)
    opened_page.box.put(forgotten)
    opened_page.box.finish(word)

    assert opened_page.read_to_the_end() == long.frame + word.frame
