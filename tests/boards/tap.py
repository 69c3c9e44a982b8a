"""A tap on every wire: what other people receive is kept byte for byte, by the door it came through, and searched.

A secret is a sentence of words that stand nowhere else. It is found raw, gzipped, in
base64 at any offset, in UTF-16, in hexadecimal, behind percent signs, JSON escapes and
HTML entities, and in Yjs updates whose letters came one by one.
"""

import binascii
import re
import secrets
import string
import zlib
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from html import unescape
from urllib.parse import unquote_to_bytes

from app.boards import yupdate

LETTERS = 12
"""Letters of a word: by accident one stands nowhere."""

_GZIP, _ZLIB = b"\x1f\x8b\x08", (b"\x78\x9c", b"\x78\xda", b"\x78\x01", b"\x78\x5e")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}={0,2}")
_ESCAPED = re.compile(rb"\\u([0-9a-fA-F]{4})")
_LARGEST = 4_000_000


def word() -> str:
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(LETTERS))


def sentence() -> str:
    """Three words nobody ever wrote, with letters between them that are escaped here and there."""
    return f"{word()} é؟ {word()} 'n\" {word()}"


class Tap:
    """Everything somebody heard, by door."""

    def __init__(self) -> None:
        self.heard: defaultdict[str, bytearray] = defaultdict(bytearray)
        self._unwrapped: dict[str, Unwrapped] = {}

    def take(self, door: str, data: bytes) -> None:
        """Keep what came through a door. What came in pieces counts as one stream."""
        self.heard[door] += data

    def doors_with(self, *sentences: str) -> set[str]:
        """The doors through which a word of these sentences came, however it was wrapped."""
        wanted = [each for words in sentences for each in words_of(words)]
        needles = needles_of(wanted)
        return {door for door in self.heard if self._unwrapped_of(door).holds(wanted, needles)}

    def _unwrapped_of(self, door: str) -> "Unwrapped":
        """What came through a door, unwrapped once until more comes."""
        data = self.heard[door]
        if door not in self._unwrapped or self._unwrapped[door].length != len(data):
            self._unwrapped[door] = Unwrapped(bytes(data))
        return self._unwrapped[door]


class Unwrapped:
    """Some data in all the layers it was wrapped in."""

    def __init__(self, data: bytes) -> None:
        self.length = len(data)
        self._layers = list(dict.fromkeys(_layers(data)))
        self._typed = list(_typed(data))

    def holds(self, words: Sequence[str], needles: Sequence[bytes]) -> bool:
        """Whether any of these words is in it, or any of their disguises."""
        return any(needle in layer for layer in self._layers for needle in needles) or any(
            each in text for text in self._typed for each in words
        )


def words_of(words: str) -> list[str]:
    """What is looked for of a sentence or an id: words long enough to stand nowhere by accident."""
    return re.findall(rf"[A-Za-z0-9_-]{{{LETTERS},}}", words)


def found(words: Iterable[str], data: bytes) -> bool:
    """Whether any of these words is in the data, in any disguise."""
    wanted = list(words)
    return Unwrapped(data).holds(wanted, needles_of(wanted))


def needles_of(words: Iterable[str]) -> list[bytes]:
    """Return these words in every disguise."""
    return list({needle for each in words for needle in _disguises(each.encode())})


def _disguises(word: bytes) -> Iterable[bytes]:
    yield word
    yield word.hex().encode()
    yield word.hex().upper().encode()
    for offset in range(3):
        for encode in (b64encode, urlsafe_b64encode):
            # Only whole groups of three bytes: what stands beside the word changes the letters at its edges.
            start, end = -(-8 * offset // 6) + (offset > 0), 4 * ((offset + len(word)) // 3)
            yield encode(b"\0" * offset + word + b"\0\0")[start:end]


def _layers(data: bytes) -> Iterable[bytes]:
    """The data itself, and what comes out of it when it is unwrapped."""
    packed = list(_unpacked(data))
    for layer in (data, *packed):
        yield layer
        if b"%" in layer:
            yield unquote_to_bytes(layer)
        if b"\\u" in layer:
            yield _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)).encode("utf-8", "replace"), layer)
        if b"&" in layer:
            yield unescape(layer.decode("utf-8", "replace")).encode()
        # UTF-16 of plain letters has a zero at every other place, whichever way round.
        if b"\0" in layer:
            yield layer.replace(b"\0", b"")
    for blob in _blobs(data):
        yield from _unpacked(blob)


def _unpacked(data: bytes) -> Iterable[bytes]:
    """What was gzipped or deflated anywhere in the data."""
    for magic, bits in ((_GZIP, 31), *((start, 15) for start in _ZLIB)):
        at = data.find(magic)
        while at >= 0:
            with suppress(zlib.error):
                yield zlib.decompressobj(bits).decompress(data[at:], _LARGEST)
            at = data.find(magic, at + 1)


def _blobs(data: bytes) -> Iterable[bytes]:
    """What stands in base64."""
    for text in set(_BASE64.findall(data)):
        plain = text.replace(b"-", b"+").replace(b"_", b"/").rstrip(b"=")
        for length in {len(plain), len(plain) - len(plain) % 4}:
            try:
                yield b64decode(plain[:length] + b"=" * (-length % 4), validate=True)
            except binascii.Error:
                continue


def _typed(data: bytes) -> Iterable[str]:
    """What each Yjs client typed, letter for letter in the order of typing, deleted or not."""
    typed: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for blob in (data, *_blobs(data)):
        try:
            update = yupdate.read(blob)
        except yupdate.NotText:
            continue
        for piece in update.pieces:
            typed[piece.client][piece.clock] = piece.text or ""
    for pieces in typed.values():
        yield "".join(text for _clock, text in sorted(pieces.items()))
