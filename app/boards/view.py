"""A board as its pages draw it: zones in reading order with their notes, and what the page's scripts must know."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.boards.engine.state import Element
from app.canvases.canvas import Canvas, Words, Zone
from app.canvases.geometry import box

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
    """A zone of a page. `box` and `inside` are left, top, right, bottom in board units; `inside` is the ring within."""

    id: str
    title: Words
    prompt: Words
    paper: str
    box: tuple[int, int, int, int]
    inside: tuple[int, int, int, int] | None
    notes: tuple[Element, ...]


def zone_views(canvas: Canvas, notes: Iterable[Element]) -> list[ZoneView]:
    """Every zone of the canvas in reading order, with its notes in theirs."""
    lying: defaultdict[str, list[Element]] = defaultdict(list)
    for note in notes:
        lying[note.zone].append(note)
    ordered = sorted(canvas.zones, key=lambda zone: zone.order)
    return [
        ZoneView(
            id=zone.id,
            title=zone.title,
            prompt=zone.prompt,
            paper=PAPERS.get(zone.colour) or ROTATION[index % len(ROTATION)],
            box=_corners(zone),
            inside=_corners(ring) if (ring := canvas.ring_inside(zone)) else None,
            notes=tuple(lying[zone.id]),
        )
        for index, zone in enumerate(ordered)
    ]


def page_rules(rules: Mapping[str, object], canvas: Canvas) -> dict[str, object]:
    """What the list's scripts must know of the stage and the canvas, as one JSON value."""
    return {**rules, "zones": [zone.id for zone in canvas.zones]}


def _corners(zone: Zone) -> tuple[int, int, int, int]:
    found = box(zone)
    return found.left, found.top, found.right, found.bottom
