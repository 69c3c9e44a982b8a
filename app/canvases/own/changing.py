"""A canvas with other words and zones: what somebody wrote in fields, and the canvas that comes of it. No queries.

Places are per cent of the board with two decimals. What was not changed keeps its exact
place and its words in every language; what was changed stands in one language, for the
others would say something else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.canvases.canvas import Canvas, Words, Zone

MOST_ZONES: Final = 40
ACTION: Final = "action"
NEW_ROLE: Final = "idea"
"""What notes of a new zone are, until they become something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneWords:
    """What somebody wanted of a zone. `id` is empty for a new one; `place` is x, y, width and height in per cent."""

    id: str
    title: str
    prompt: str
    colour: str
    place: tuple[float, float, float, float]
    order: int
    acts: bool


@dataclass(frozen=True, slots=True)
class CanvasWords:
    """What somebody wanted of a canvas; zones that are not among `zones` are gone."""

    name: str
    purpose: str
    zones: Sequence[ZoneWords]


def said_of(canvas: Canvas, language: str) -> CanvasWords:
    """What a form shows of a canvas in a language, or in English where it has no other words."""
    zones = [
        ZoneWords(
            id=zone.id,
            title=_shown(zone.title, language),
            prompt=_shown(zone.prompt, language),
            colour=zone.colour,
            place=_place(zone),
            order=zone.order,
            acts=zone.id in canvas.action_zones,
        )
        for zone in canvas.in_order
    ]
    return CanvasWords(_shown(canvas.name, language), _shown(canvas.purpose, language), zones)


def changed(canvas: Canvas, wanted: CanvasWords, language: str) -> Canvas:
    """The canvas as somebody wants it; whether it holds together is asked elsewhere."""
    in_order = sorted(wanted.zones, key=lambda zone: (zone.order, _coming(zone, canvas)))
    taken = {zone.id for zone in canvas.zones}
    zones, acting = [], []
    for order, said in enumerate(in_order, 1):
        kept = canvas.zone(said.id) if said.id else None
        zone = _zone(kept or _new_zone(taken), said, order, language)
        zones.append(zone)
        acting += [zone.id] if said.acts else []
    here = {zone.id for zone in zones}
    mapping = {zone_id: field for zone_id, field in canvas.plan_mapping.items() if zone_id in here}
    stopped = {zone_id for zone_id, field in mapping.items() if field == ACTION and zone_id not in acting}
    return replace(
        canvas,
        name=_said(canvas.name, wanted.name, language),
        purpose=_said(canvas.purpose, wanted.purpose, language),
        zones=tuple(zones),
        action_zones=tuple(acting),
        plan_mapping={
            **{zone_id: field for zone_id, field in mapping.items() if zone_id not in stopped},
            **{zone_id: mapping.get(zone_id, ACTION) for zone_id in acting},
        },
    )


def _coming(said: ZoneWords, canvas: Canvas) -> int:
    """Of two zones that want one place, the one that comes from behind goes first, the one from before last."""
    kept = canvas.zone(said.id)
    return -1 if kept is None else (said.order > kept.order) - (said.order < kept.order)


def _zone(zone: Zone, said: ZoneWords, order: int, language: str) -> Zone:
    exact = (zone.x, zone.y, zone.w, zone.h)
    pairs = zip(exact, _place(zone), said.place, strict=True)
    x, y, w, h = (kept if new == shown else round(new / 100, 6) for kept, shown, new in pairs)
    return replace(
        zone,
        title=_said(zone.title, said.title, language),
        prompt=_said(zone.prompt, said.prompt, language),
        colour=said.colour,
        order=order,
        x=x,
        y=y,
        w=w,
        h=h,
    )


def _new_zone(taken: set[str]) -> Zone:
    number = next(number for number in range(1, len(taken) + 2) if f"own_{number}" not in taken)
    taken.add(f"own_{number}")
    return Zone(id=f"own_{number}", title={}, prompt={}, role=NEW_ROLE, x=0, y=0, w=0, h=0, order=0)


def _place(zone: Zone) -> tuple[float, float, float, float]:
    return (round(zone.x * 100, 2), round(zone.y * 100, 2), round(zone.w * 100, 2), round(zone.h * 100, 2))


def _shown(words: Words, language: str) -> str:
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


def _said(before: Words, now: str, language: str) -> Words:
    """Words nobody changed stay in every language; others stand in the one they were written in."""
    return before if now == _shown(before, language) and before else {language: now}
