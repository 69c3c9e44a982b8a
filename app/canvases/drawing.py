"""A canvas as a drawing: shapes for the templates, colours as the names of note papers.

The board is one plane for everybody in the room, so nothing here knows a reading direction.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.canvases.canvas import Canvas, Heading, Zone
from app.canvases.geometry import Box, box, rings

PAPERS = {
    "": "plain",
    "yellow": "straw",
    "orange": "clay",
    "red": "brick",
    "pink": "rose",
    "purple": "heather",
    "blue": "sky",
    "teal": "lagoon",
    "green": "leaf",
}
"""The library's colours, and the papers of the look that stand for them."""

WIDTH, HEIGHT = 480, 270
"""A thumbnail's plane: whole numbers of three digits keep sixty-seven of them light."""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """`papers` are one path a colour, `numbers` the order of the zones with the place it is written at."""

    papers: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A zone in percent of the board. A cell stands under headings and repeats none of their words."""

    zone: Zone
    paper: str
    x: str
    y: str
    w: str
    h: str
    ring: bool
    cell: bool


@dataclass(frozen=True, slots=True)
class Margin:
    """A heading beside the board: from where it reaches, and how far, in percent of that side."""

    heading: Heading
    at: str
    size: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A canvas drawn large. Fields come in the order they are painted: rings from the outermost in."""

    fields: tuple[Field, ...]
    rows: tuple[Margin, ...]
    cols: tuple[Margin, ...]


def thumbnail(canvas: Canvas) -> Thumbnail:
    """The canvas in one path a paper."""
    paths: dict[str, str] = {}
    for zone in canvas.in_order:
        if not _is_inner(zone):
            paper = PAPERS[zone.colour]
            paths[paper] = paths.get(paper, "") + _path(box(zone, width=WIDTH, height=HEIGHT))
    # Coloured papers come after the plain one: their edges lie over their neighbours'.
    ordered = sorted(paths.items(), key=lambda paper: paper[0] != "plain")
    inner = [("ring", _round_path(box(ring, width=WIDTH, height=HEIGHT))) for ring in rings(canvas.zones)[1:]]
    return Thumbnail((*ordered, *inner), tuple(map(_number, canvas.in_order)))


def _number(zone: Zone) -> tuple[int, int, int]:
    """Where a zone's number stands: in its corner, or in the middle of a ring's upper edge."""
    at = box(zone, width=WIDTH, height=HEIGHT)
    return zone.order, (at.left + at.right) // 2 - 6 if _is_inner(zone) else at.left + 11, at.top + 27


def plan(canvas: Canvas) -> Plan:
    """The canvas in percent, with the headings of its rows and columns."""
    fields = (
        Field(
            zone,
            "ring" if _is_inner(zone) else PAPERS[zone.colour],
            _percent(zone.x),
            _percent(zone.y),
            _percent(zone.w),
            _percent(zone.h),
            ring=_is_inner(zone),
            cell=bool(zone.row and zone.col),
        )
        for zone in _painted(canvas)
    )
    rows = [(heading, [zone for zone in canvas.zones if zone.row == heading.id]) for heading in canvas.rows]
    cols = [(heading, [zone for zone in canvas.zones if zone.col == heading.id]) for heading in canvas.cols]
    return Plan(
        tuple(fields),
        tuple(_margin(heading, ((zone.y, zone.h) for zone in zones)) for heading, zones in rows),
        tuple(_margin(heading, ((zone.x, zone.w) for zone in zones)) for heading, zones in cols if canvas.rows),
    )


def _painted(canvas: Canvas) -> list[Zone]:
    inner = rings(canvas.zones)
    return [*(zone for zone in canvas.in_order if not zone.is_ring), *inner]


def _is_inner(zone: Zone) -> bool:
    """The outermost ring is the ground of its part of the board; those within are drawn round."""
    return zone.is_ring and zone.z > 0


def _margin(heading: Heading, stretches: Iterable[tuple[float, float]]) -> Margin:
    ends = [(start, start + size) for start, size in stretches]
    start, end = min(ends)[0], max(end for _, end in ends)
    return Margin(heading, _percent(start), _percent(end - start))


def _percent(share: float) -> str:
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "%"


def _path(at: Box) -> str:
    return f"M{at.left} {at.top}h{at.width}v{at.height}h-{at.width}z"


def _round_path(at: Box) -> str:
    r = min(at.width, at.height) // 3
    w, h = at.width - 2 * r, at.height - 2 * r
    turns = (f"h{w}", f"a{r} {r} 0 0 1 {r} {r}v{h}", f"a{r} {r} 0 0 1-{r} {r}h-{w}", f"a{r} {r} 0 0 1-{r}-{r}v-{h}")
    return f"M{at.left + r} {at.top}" + "".join(turns) + f"a{r} {r} 0 0 1 {r}-{r}z"
