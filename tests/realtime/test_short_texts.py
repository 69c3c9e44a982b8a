"""Short texts are read without wsproto, and say the same; whatever else a browser sends, wsproto reads."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wsproto import ConnectionType
from wsproto.connection import Connection
from wsproto.events import TextMessage

from app.realtime.short_texts import ShortTexts
from tests.realtime.frames import BINARY, CONTINUATION, PING, frame

texts = st.lists(st.text(max_size=70) | st.text("aä€😀", min_size=126, max_size=300), max_size=5)


def masked(text, mask=b"\x01\x80\xff\x07"):
    """A text frame as a browser sends it."""
    data = text.encode()
    plain = frame(data)
    head = plain[: len(plain) - len(data) - 4]
    return head + mask + bytes(byte ^ mask[place % 4] for place, byte in enumerate(data))


def pieces(data, cuts):
    bounds = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    return [data[start:end] for start, end in itertools.pairwise(bounds)]


def as_wsproto_reads(data):
    peer = Connection(ConnectionType.SERVER)
    peer.receive_data(data)
    return [event.data for event in peer.events() if isinstance(event, TextMessage)]


@given(texts, st.binary(min_size=4, max_size=4), st.lists(st.integers(0, 10_000), max_size=8))
def test_texts_are_read_as_wsproto_reads_them_however_the_network_cuts_them(said, mask, cuts):
    sent = b"".join(masked(text, mask) for text in said)
    reader = ShortTexts()

    read = [reader.take(piece) for piece in pieces(sent, cuts)]

    assert [text for found, _left in read for text in found] == said == as_wsproto_reads(sent)
    assert all(left == b"" for _found, left in read)


@pytest.mark.parametrize(
    "other",
    [
        frame(b"", opcode=PING),
        frame(b"4", opcode=BINARY),
        frame(b"4", final=False) + frame(b"2", opcode=CONTINUATION),
        frame(b"4" * 70_000),
        frame(b"\xff\xfe"),
        frame(b"4", compressed=True),
        b"\x81\x01" + b"4",
        b"\x81\xfe\x00\x04" + b"\0\0\0\0" + b"four",
    ],
    ids=["ping", "binary", "pieces", "long", "no UTF-8", "compressed", "unmasked", "length in too many bytes"],
)
def test_anything_else_and_all_behind_it_is_left_to_wsproto_as_it_came(other):
    reader = ShortTexts()

    assert reader.take(masked("before") + other) == (["before"], other)
    assert reader.take(masked("behind")) == ([], masked("behind"))
