"""How large the notes of a canvas are, and where the next one goes: a grid under the title, clear of the ring inside.

`place` may answer the same for two people at once; notes that lie on each other are moved
by hand, as on a wall.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from app.canvases.canvas import Canvas, Zone
from app.canvases.geometry import Box, box

TITLE, MARGIN, EDGE = 100, 30, 10
"""Board units kept free: for the zone's title, at the start of a row, before any other edge."""

QUESTION, QUESTIONS = 58, 2
"""A line of the zone's question under its title, and how many lines of it are shown at most."""

LETTER, WIDE_LETTER = 25, 50
"""How wide a letter of the question is; and one of Chinese."""

FLAT = 4
"""A zone so many times as wide as high has its question beside its title."""
LAYERS = 6
"""When the grid is full it begins again, moved by the size's `shift` a layer; after LAYERS it starts over."""


@dataclass(frozen=True, slots=True)
class NoteSize:
    """The size of a note in board units. What lies around a note grows with it."""

    width: int

    @property
    def height(self) -> int:
        return self.of(120)

    @property
    def gap(self) -> int:
        """Between two notes."""
        return self.of(20)

    @property
    def shift(self) -> int:
        """How far a note lies beside the one it half covers."""
        return self.of(14)

    def of(self, units: int) -> int:
        """What measures `units` beside a note of the least size, beside one of this size."""
        return units * self.width // 160

    def at(self, left: int, top: int) -> Box:
        """The room a note takes there."""
        return Box(left, top, left + self.width, top + self.height)


SIZES = tuple(NoteSize(width) for width in (480, 400, 320, 240, 200, 160))
LEAST = SIZES[-1]

FEW = 6
"""Notes that find room in each zone before any lies on another: with fewer the board looks full at once."""


def size_on(canvas: Canvas) -> NoteSize:
    """The size of new notes on a canvas: the largest at which every zone has room for a few.

    A whole board fits a laptop's screen at about a fifth of its size: on notes of the least
    size no word could be read there.
    """
    return _largest(tuple(_band(zone, canvas.ring_inside(zone)) for zone in canvas.zones))


def head(zone: Zone) -> int:
    """What is kept free for the title of a zone and the lines of its question, whichever language they are read in."""
    ground = box(zone)
    if ground.width >= FLAT * ground.height:
        return TITLE
    room = ground.width - MARGIN - EDGE
    lines = max((-(-_length(words, lang) // room) for lang, words in zone.prompt.items() if words), default=0)
    return TITLE + QUESTION * min(QUESTIONS, lines)


def _length(words: str, lang: str) -> int:
    return len(words) * (WIDE_LETTER if lang == "zh" else LETTER)


def place(zone: Zone, index: int, *, size: NoteSize, inside: Zone | None = None) -> tuple[int, int]:
    """The top left corner of note number `index`, from 0, in whole board units.

    `inside` is the next ring within (`Canvas.ring_inside`): notes keep to the band around it.
    """
    free = places(zone, size=size, inside=inside)
    return free[index % len(free)]


def places(zone: Zone, *, size: NoteSize, inside: Zone | None = None) -> tuple[tuple[int, int], ...]:
    """Every place of a zone in their order, one at least; behind the last they begin anew."""
    return _spots(_band(zone, inside), size)


def room(zone: Zone, *, size: NoteSize, inside: Zone | None = None) -> int:
    """How many notes of this size find a place of their own."""
    return len(_layer(_band(zone, inside), size))


class _Band(NamedTuple):
    """What of a zone holds notes: all but the ring within it and `head` units at its top."""

    outer: Box
    inner: Box | None
    head: int


def _band(zone: Zone, inside: Zone | None) -> _Band:
    return _Band(box(zone), box(inside) if inside else None, head(zone))


@lru_cache(maxsize=256)
def _largest(bands: tuple[_Band, ...]) -> NoteSize:
    return next((size for size in SIZES if all(len(_layer(band, size)) >= FEW for band in bands)), LEAST)


@lru_cache(maxsize=1024)
def _spots(band: _Band, size: NoteSize) -> tuple[tuple[int, int], ...]:
    """Every spot of a zone, row by row, layer upon layer."""
    spots = [spot for layer in range(LAYERS) for spot in _layer(band, size, layer)]
    # A zone too small for its title and one note is refused where the library is read; a frozen one still answers.
    return tuple(spots) or ((band.outer.left, band.outer.top),)


def _layer(band: _Band, size: NoteSize, layer: int = 0) -> list[tuple[int, int]]:
    """The spots of one layer, row by row."""
    outer, inner, head = band
    top, left = outer.top + head + layer * size.shift, outer.left + MARGIN + layer * size.shift
    return [
        (x, y)
        for y in range(top, outer.bottom - size.height - EDGE, size.height + size.gap)
        for x in range(left, outer.right - size.width - EDGE, size.width + size.gap)
        if inner is None or not _with_air(size.at(x, y)).meets(inner)
    ]


def _with_air(note: Box) -> Box:
    return Box(note.left - EDGE, note.top - EDGE, note.right + EDGE, note.bottom + EDGE)
