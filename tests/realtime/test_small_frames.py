"""Small frames are not held back: browsers confirm what they heard up to 40 ms late, and nobody waits for that."""

import socket

from app.realtime.websocket import WholeFrames


def test_a_frame_is_sent_whether_or_not_the_one_before_was_confirmed():
    with socket.create_server(("127.0.0.1", 0)) as door, socket.create_connection(door.getsockname()) as page:
        house, _address = door.accept()

        frames = WholeFrames(house)
        frames.send(b"small")

        assert house.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
        assert page.recv(99) == b"small"
        frames.shut()
