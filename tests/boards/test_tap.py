"""The tap sees through every wrapping, and sees nothing where nothing is."""

import gzip
import json
import zlib
from base64 import b64encode, urlsafe_b64encode
from html import escape
from urllib.parse import quote

import pytest
from pycrdt import Doc, Text

from tests.boards.tap import Tap, sentence

SAID = sentence()


def percent(text: str) -> bytes:
    return "".join(f"%{byte:02x}" for byte in text.encode()).encode()


WRAPPED = {
    "plain": SAID.encode(),
    "JSON": json.dumps(SAID).encode(),
    "escaped letters": "".join(f"\\u{ord(letter):04x}" for letter in SAID).encode(),
    "percent": quote(SAID).encode(),
    "percent everywhere": percent(SAID),
    "HTML": escape(SAID).encode(),
    "entities": "".join(f"&#{ord(letter)};" for letter in SAID).encode(),
    "UTF-16": SAID.encode("utf-16-le"),
    "UTF-16 the other way": SAID.encode("utf-16-be"),
    "hexadecimal": SAID.encode().hex().encode(),
    "gzip": b"before" + gzip.compress(SAID.encode()),
    "deflate": zlib.compress(SAID.encode()),
    "gzip in base64": b64encode(gzip.compress(SAID.encode())),
    **{f"base64 at {offset}": b64encode(b"x" * offset + SAID.encode()) for offset in range(3)},
    **{f"base64 in gzip at {offset}": gzip.compress(b64encode(b"x" * offset + SAID.encode())) for offset in range(3)},
    "base64 for addresses": urlsafe_b64encode(SAID.encode()),
}


@pytest.mark.parametrize("wrapped", WRAPPED.values(), ids=WRAPPED)
def test_a_sentence_is_found_in_every_wrapping(wrapped):
    tap = Tap()

    tap.take("door", b'{"before": 1}' + wrapped + b" after")
    tap.take("another door", b"something else entirely")

    assert tap.doors_with(SAID) == {"door"}


@pytest.mark.parametrize("apart", [1, 3])
def test_what_was_typed_letter_by_letter_and_taken_out_again_is_found(apart):
    document = Doc(client_id=7)
    text = document["t"] = Text()
    tap = Tap()
    for start in range(0, len(SAID), apart):
        before = document.get_state()
        text += SAID[start : start + apart]
        tap.take("frames", json.dumps({"u": b64encode(document.get_update(before)).decode()}).encode())
    before = document.get_state()
    text.clear()
    tap.take("frames", json.dumps({"u": b64encode(document.get_update(before)).decode()}).encode())

    assert tap.doors_with(SAID) == {"frames"}
    assert SAID.split()[0].encode() not in tap.heard["frames"]


def test_one_word_of_it_is_enough_and_another_sentence_is_none():
    tap = Tap()
    tap.take("door", f"… {SAID.split()[0]} …".encode())

    assert tap.doors_with(SAID) == {"door"}
    assert tap.doors_with(sentence()) == set()
