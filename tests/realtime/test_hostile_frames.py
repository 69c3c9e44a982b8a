"""Frames that would stop another server: huge, compressed, cut to pieces, or no frames at all."""

import time
import zlib

import pytest

from tests.realtime.client import bare_websocket, read_to_the_end
from tests.realtime.frames import BINARY, CONTINUATION, PING, TEXT, frame

pytestmark = pytest.mark.process


@pytest.fixture
def others(guest):
    """Somebody who works meanwhile; call it for what the attack cost: the longest stall in seconds, and bytes.

    Of the attack itself they hear nothing.
    """
    socket = guest("Bo").socket()
    before = socket.emit("holdings")
    heard = len(socket.raw)

    def cost():
        assert socket.emit("ping") == "pong"
        assert bytes(socket.raw[heard:]).strip(b"2") == b'432["pong"]'
        return socket.emit("stall"), socket.emit("holdings")["rss"] - before["rss"]

    return cost


def send_in_spite(ws, payload):
    """Send, even if the server hangs up half-way."""
    try:
        for start in range(0, len(payload), 1_000_000):
            ws.sock.sendall(payload[start : start + 1_000_000])
    except OSError:
        pass


@pytest.mark.parametrize("opcode", [TEXT, BINARY])
def test_a_frame_of_sixty_megabytes_stops_nobody(house, others, opcode):
    with bare_websocket(house.url) as ws:
        ws.recv()

        send_in_spite(ws, frame(b"4" + b"a" * 60_000_000, opcode=opcode))

        read_to_the_end(ws)
    stall, memory = others()
    assert stall < 0.1
    assert memory < 4_000_000


def test_compression_is_never_agreed_to(house):
    offer = ["Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"]

    with bare_websocket(house.url, header=offer) as ws:
        assert "sec-websocket-extensions" not in ws.getheaders()


def test_a_compressed_bomb_is_not_unpacked(house, others):
    packer = zlib.compressobj(wbits=-15)
    bomb = packer.compress(b"a" * 200_000_000) + packer.flush(zlib.Z_SYNC_FLUSH)
    with bare_websocket(house.url, header=["Sec-WebSocket-Extensions: permessage-deflate"]) as ws:
        ws.recv()

        send_in_spite(ws, frame(bomb[:200_000], compressed=True))

        read_to_the_end(ws)
    stall, memory = others()
    assert stall < 0.1
    assert memory < 4_000_000


def test_a_message_in_a_hundred_thousand_pieces_stops_nobody(house, others):
    pieces = frame(b"4", final=False) + frame(b"a", opcode=CONTINUATION, final=False) * 100_000
    with bare_websocket(house.url) as ws:
        ws.recv()

        send_in_spite(ws, pieces)

        stall, memory = others()
    assert stall < 0.1
    assert memory < 4_000_000


def test_a_message_that_grows_over_the_limit_in_pieces_is_refused(house, others):
    pieces = frame(b"4", final=False) + frame(b"a" * 50_000, opcode=CONTINUATION, final=False) * 8
    with bare_websocket(house.url) as ws:
        ws.recv()

        send_in_spite(ws, pieces)

        read_to_the_end(ws)
    assert others()[0] < 0.1


def test_large_messages_are_read_as_slowly_as_many_small_ones(guest, others):
    socket = guest("Cy").socket()
    # A quarter of a megabyte, each value of which is looked at.
    large, begun = [0] * 80_000, time.monotonic()

    for _ in range(4):
        last = socket.post("census", large)
    socket.ack(last, patience=30)

    # Beyond what may come at once, each kilobyte takes as long as a frame.
    assert time.monotonic() - begun > 5
    assert others()[0] < 0.1


def test_a_thousand_pings_at_once_stop_nobody(house, others):
    with bare_websocket(house.url) as ws:
        ws.recv()

        send_in_spite(ws, frame(b"", opcode=PING) * 10_000)

        stall, memory = others()
    assert stall < 0.1
    assert memory < 4_000_000


@pytest.mark.parametrize(
    "garbage",
    [
        b"\xff\xff\xff\xff" * 100,
        b"\x81\x05hello",
        frame(b"\xff\xfe\xfd"),
        frame(b"\xed\xa0\x80"),
        frame(b"x" * 100, opcode=0x9, final=False),
        frame(b"", opcode=0x8),
        frame(b"\x00", opcode=0x8),
        frame(b"\x03\xed", opcode=0x8),
        frame(b"", opcode=0x3),
        frame(b"", opcode=CONTINUATION),
    ],
)
def test_what_is_no_frame_ends_the_socket_quietly(house, guest, garbage):
    before = len(house.logged())
    with bare_websocket(house.url) as ws:
        ws.recv()

        send_in_spite(ws, garbage)

        read_to_the_end(ws)
    assert house.logged()[before:] == ""
    assert guest("Bo").socket().emit("ping") == "pong"


def test_a_handshake_without_its_key_is_refused(house):
    import http.client

    headers = {"Upgrade": "websocket", "Connection": "Upgrade", "Origin": house.url, "Sec-WebSocket-Version": "13"}
    connection = http.client.HTTPConnection(house.url.removeprefix("http://"), timeout=10)
    before = len(house.logged())

    connection.request("GET", "/socket.io/?EIO=4&transport=websocket", headers=headers)

    answer = connection.getresponse()
    assert answer.status == 400
    connection.close()
    assert house.logged()[before:] == ""
