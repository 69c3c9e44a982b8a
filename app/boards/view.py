"""A board as its pages draw it: zones in reading order with their notes, and what the page's scripts must know."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.boards.engine.state import GROUP, IMAGE, NOTE, Element
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
class GroupView:
    """A group of a zone: the element itself, whose text is its title, and the notes that lie in it."""

    element: Element
    notes: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class ZoneView:
    """A zone of a page: its groups, the notes and images that lie in none, and all of those together.

    `box` and `inside` are left, top, right, bottom in board units; `inside` is the ring within.
    """

    id: str
    title: Words
    prompt: Words
    paper: str
    box: tuple[int, int, int, int]
    inside: tuple[int, int, int, int] | None
    groups: tuple[GroupView, ...]
    loose: tuple[Element, ...]
    notes: tuple[Element, ...]


def zone_views(canvas: Canvas, elements: Iterable[Element]) -> list[ZoneView]:
    """Every zone of the canvas in reading order, with what lies there in its order."""
    lying: defaultdict[str, list[Element]] = defaultdict(list)
    for element in elements:
        lying[element.zone].append(element)
    ordered = sorted(canvas.zones, key=lambda zone: zone.order)
    return [
        _zone_view(zone, ROTATION[index % len(ROTATION)], canvas.ring_inside(zone), lying[zone.id])
        for index, zone in enumerate(ordered)
    ]


def _zone_view(zone: Zone, paper: str, ring: Zone | None, elements: Iterable[Element]) -> ZoneView:
    notes = tuple(element for element in elements if is_listed(element))
    groups = tuple(
        GroupView(element, tuple(note for note in notes if note.parent == element.id))
        for element in elements
        if element.type == GROUP
    )
    # A note whose group is not to be seen lies in none.
    inside = {note.id for group in groups for note in group.notes}
    return ZoneView(
        id=zone.id,
        title=zone.title,
        prompt=zone.prompt,
        paper=PAPERS.get(zone.colour) or paper,
        box=_corners(zone),
        inside=_corners(ring) if ring else None,
        groups=groups,
        loose=tuple(note for note in notes if note.id not in inside),
        notes=notes,
    )


def is_listed(element: Element) -> bool:
    """Whether it stands in a list by itself: a note, an image, and whatever else says something."""
    return element.type != GROUP and (element.type in {NOTE, IMAGE} or element.text != "")


def page_rules(rules: Mapping[str, object], canvas: Canvas) -> dict[str, object]:
    """What the list's scripts must know of the stage and the canvas, as one JSON value."""
    return {**rules, "zones": [zone.id for zone in canvas.zones]}


def _corners(zone: Zone) -> tuple[int, int, int, int]:
    found = box(zone)
    return found.left, found.top, found.right, found.bottom
