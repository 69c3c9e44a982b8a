"""Where the next note of a zone goes: a grid under the title, clear of the ring inside.

`place` may answer the same for two people at once; notes that lie on each other are moved
by hand, as on a wall.
"""

from functools import lru_cache

from app.canvases.canvas import Zone
from app.canvases.geometry import Box, box

NOTE_WIDTH, NOTE_HEIGHT = 160, 120
TITLE, MARGIN, GAP, EDGE = 100, 30, 20, 10
"""Board units kept free: for the zone's title, at the start of a row, between notes, before any other edge."""
LAYERS, SHIFT = 6, 14
"""When the grid is full it begins again, moved by SHIFT a layer; after LAYERS it starts over."""


def place(zone: Zone, index: int, *, inside: Zone | None = None) -> tuple[int, int]:
    """The top left corner of note number `index`, from 0, in whole board units.

    `inside` is the next ring within (`Canvas.ring_inside`): notes keep to the band around it.
    """
    free = _spots(box(zone), box(inside) if inside else None)
    return free[index % len(free)]


@lru_cache(maxsize=1024)
def _spots(outer: Box, inner: Box | None) -> tuple[tuple[int, int], ...]:
    """Every spot of a zone, row by row, layer upon layer."""
    across, down = NOTE_WIDTH + GAP, NOTE_HEIGHT + GAP
    spots = [
        (left, top)
        for layer in range(LAYERS)
        for top in range(outer.top + TITLE + layer * SHIFT, outer.bottom - NOTE_HEIGHT - EDGE, down)
        for left in range(outer.left + MARGIN + layer * SHIFT, outer.right - NOTE_WIDTH - EDGE, across)
        if inner is None or not _with_air(left, top).meets(inner)
    ]
    # A zone too small for its title and one note is refused where the library is read; a frozen one still answers.
    return tuple(spots) or ((outer.left, outer.top),)


def _with_air(left: int, top: int) -> Box:
    return Box(left - EDGE, top - EDGE, left + NOTE_WIDTH + EDGE, top + NOTE_HEIGHT + EDGE)
