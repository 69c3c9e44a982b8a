"""A board as its pages draw it: zones in reading order with their notes, and what the page's scripts must know."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.boards.engine.kinds import CARRIERS
from app.boards.engine.state import INK, Element
from app.boards.lying import Head, Standing, heads, standing
from app.canvases.canvas import Canvas, Words, Zone
from app.canvases.geometry import box
from app.canvases.placing import head

PAPERS = {
    "blue": "sky",
    "green": "leaf",
    "teal": "lagoon",
    "orange": "clay",
    "purple": "heather",
    "yellow": "straw",
    "pink": "rose",
    "red": "brick",
}
"""The library's colours, by the names of the look's papers."""

ROTATION = ("sky", "leaf", "lagoon", "clay", "heather", "straw", "rose", "plain")
"""Papers of zones the library gives no colour, in reading order."""


@dataclass(frozen=True, slots=True)
class ZoneView:
    """A zone of a page: its groups and frames, what lies in none, and all but those together.

    `strokes` is how many are drawn there, `asks` what is asked of its notes. `box` and `inside` are
    left, top, right, bottom in board units; `inside` is the ring within, `head` what title and question take above.
    """

    id: str
    title: Words
    prompt: Words
    paper: str
    head: int
    box: tuple[int, int, int, int]
    inside: tuple[int, int, int, int] | None
    groups: tuple[Head, ...]
    loose: tuple[Element, ...]
    notes: tuple[Element, ...]
    strokes: int
    asks: tuple[str, ...] = ()

    @property
    def heads(self) -> tuple[Head, ...]:
        """Its groups and frames, at any depth."""
        return tuple(each for group in self.groups for each in group.all)


def zone_views(canvas: Canvas, elements: Iterable[Element]) -> list[ZoneView]:
    """Every zone of the canvas in reading order, with what lies there in its order."""
    found = list(elements)
    lying: defaultdict[str, list[Standing]] = defaultdict(list)
    for each in standing(found):
        lying[each.zone].append(each)
    strokes = Counter(each.zone for each in found if each.type == INK)
    ordered = sorted(canvas.zones, key=lambda zone: zone.order)
    return [
        _zone_view(
            zone,
            ROTATION[index % len(ROTATION)],
            canvas.ring_inside(zone),
            lying[zone.id],
            strokes=strokes[zone.id],
        )
        for index, zone in enumerate(ordered)
    ]


def _zone_view(zone: Zone, paper: str, ring: Zone | None, lying: list[Standing], *, strokes: int) -> ZoneView:
    groups, loose = heads(lying)
    return ZoneView(
        id=zone.id,
        title=zone.title,
        prompt=zone.prompt,
        paper=PAPERS.get(zone.colour) or paper,
        head=head(zone),
        box=_corners(zone),
        inside=_corners(ring) if ring else None,
        groups=groups,
        loose=loose,
        notes=tuple(each.element for each in lying if each.element.type not in CARRIERS),
        strokes=strokes,
        asks=zone.asks,
    )


def page_rules(rules: Mapping[str, object], canvas: Canvas) -> dict[str, object]:
    """What the list's scripts must know of the stage and the canvas, as one JSON value."""
    return {**rules, "zones": [zone.id for zone in canvas.zones]}


def _corners(zone: Zone) -> tuple[int, int, int, int]:
    found = box(zone)
    return found.left, found.top, found.right, found.bottom
