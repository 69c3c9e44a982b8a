"""Reading a Yjs update without applying it: what it adds, after what, and what it deletes.

A browser's update is judged by what stands here before any library sees it. Only plain
text in the root `t` reads at all: formatting, embedded things, other types, other roots
and anything left over are `NotText`. Clocks count UTF-16 code units, as browsers do.
"""

from collections.abc import Mapping
from dataclasses import dataclass

ROOT = "t"
"""The name of the one text in a note's document."""

_BITS, _MORE = 54, 0x80
_DELETED, _STRING = 1, 4
_HAS_ORIGIN, _HAS_RIGHT_ORIGIN, _HAS_KEY, _KIND = 0x80, 0x40, 0x20, 0x1F


class NotText(ValueError):
    """It is no update of a plain text."""


@dataclass(frozen=True, slots=True)
class Place:
    """One code unit of a text: which client wrote it, and as its how many-eth."""

    client: int
    clock: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of code units of one client. `text` is None where they are deleted already."""

    client: int
    clock: int
    length: int
    text: str | None
    after: Place | None
    before: Place | None

    @property
    def end(self) -> int:
        return self.clock + self.length


@dataclass(frozen=True, slots=True)
class Gone:
    """A run of code units that is deleted."""

    client: int
    clock: int
    length: int

    @property
    def end(self) -> int:
        return self.clock + self.length


@dataclass(frozen=True, slots=True)
class Update:
    """What an update says: pieces of each client in their order, and what is gone."""

    pieces: tuple[Piece, ...]
    gone: tuple[Gone, ...]

    @property
    def clients(self) -> set[int]:
        """Who wrote what it adds."""
        return {piece.client for piece in self.pieces}


def read(data: bytes) -> Update:
    """Read an update in the first version of Yjs's encoding.

    Raises:
        NotText: it is broken, or anything but plain text in the root `t`.
    """
    reader = _Reader(data)
    pieces = tuple(piece for _ in range(reader.count()) for piece in _pieces(reader))
    gone = tuple(run for _ in range(reader.count()) for run in _runs(reader))
    if reader.rest:
        raise NotText("something is left over")
    return Update(pieces, gone)


def read_state_vector(data: bytes) -> Mapping[int, int]:
    """How far each client has come.

    Raises:
        NotText: it is broken.
    """
    reader = _Reader(data)
    return {reader.number(): reader.number() for _ in range(reader.count())}


def units(text: str) -> int:
    """The length of a text as browsers count it."""
    return len(text) + sum(character > "\uffff" for character in text)


def _pieces(reader: "_Reader") -> list[Piece]:
    count, client, clock = reader.count(), reader.number(), reader.number()
    pieces = []
    for _ in range(count):
        piece = _piece(reader, client, clock)
        pieces.append(piece)
        clock = piece.end
    return pieces


def _piece(reader: "_Reader", client: int, clock: int) -> Piece:
    info = reader.byte()
    kind = info & _KIND
    if kind not in {_DELETED, _STRING} or info & _HAS_KEY:
        raise NotText("not plain text")
    after = reader.place() if info & _HAS_ORIGIN else None
    before = reader.place() if info & _HAS_RIGHT_ORIGIN else None
    if after is None and before is None and not (reader.number() == 1 and reader.text() == ROOT):
        raise NotText("another root")
    text = reader.text() if kind == _STRING else None
    length = reader.number() if text is None else units(text)
    if not length:
        raise NotText("nothing")
    return Piece(client, clock, length, text, after, before)


def _runs(reader: "_Reader") -> list[Gone]:
    client = reader.number()
    return [Gone(client, reader.number(), reader.number()) for _ in range(reader.count())]


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def rest(self) -> int:
        return len(self._data) - self._at

    def byte(self) -> int:
        if not self.rest:
            raise NotText("it ends too early")
        self._at += 1
        return self._data[self._at - 1]

    def number(self) -> int:
        """A whole number, seven bits a byte, the lowest first."""
        value = 0
        for shift in range(0, _BITS, 7):
            byte = self.byte()
            value |= (byte & ~_MORE) << shift
            if not byte & _MORE:
                return value
        raise NotText("a number too large")

    def count(self) -> int:
        """How many follow, of which each takes a byte at least."""
        value = self.number()
        if value > self.rest:
            raise NotText("more than there is")
        return value

    def text(self) -> str:
        length = self.count()
        self._at += length
        try:
            return self._data[self._at - length : self._at].decode()
        except UnicodeDecodeError as error:
            raise NotText("no letters") from error

    def place(self) -> Place:
        return Place(self.number(), self.number())
