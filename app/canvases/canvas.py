"""A canvas as a value: its zones, its flow and all its words, in every language of the library.

Words map a language to text; nobody changes one. `as_body` and `from_body` carry a canvas
into a workshop and back, so that a workshop keeps the canvas it was made with.
"""

from dataclasses import dataclass

import msgspec

Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Span:
    least: int
    most: int

    def holds(self, number: int) -> bool:
        return self.least <= number <= self.most


@dataclass(frozen=True, slots=True)
class Licence:
    """`status` is one of the library's words; `attribution` stands in English, as its owner wrote it."""

    status: str
    ship: str
    note: str
    attribution: str
    basis: str

    @property
    def notice_required(self) -> bool:
        """True when the attribution must stand wherever the canvas is shown."""
        return self.status in {"cc_by", "cc_by_sa"}


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a row or a column of a matrix."""

    id: str
    title: Words


@dataclass(frozen=True, slots=True)
class Axis:
    low: Words
    high: Words


@dataclass(frozen=True, slots=True)
class Axes:
    x: Axis
    y: Axis


@dataclass(frozen=True, slots=True)
class Scoring:
    """Zones marked `scorable` take one private score a person, `least` to `most`; `labels` name some of them."""

    least: int
    most: int
    labels: dict[str, Words]
    how: Words


@dataclass(frozen=True, slots=True)
class Promotion:
    """How notes move on where no zone holds actions; `canvas` is where they go next, if anywhere."""

    kind: str
    canvas: str = ""


@dataclass(frozen=True, slots=True)
class CanvasVote:
    """How people vote on a canvas where no step says otherwise: on `zone` alone where one is named."""

    dots: int
    one_per_note: bool = False
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class FlowLine:
    """One phase of running the canvas; its minutes scale to the step's."""

    kind: str
    minutes: int
    line: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A field of the board.

    `x`, `y`, `w`, `h` are fractions of the board, from its top left corner. Rings lie
    within one another; of two that hold a point, the one with the greater `z` wins.
    `order` counts from 1 and is the reading order. `fields` name what it asks of its notes.
    """

    id: str
    title: Words
    prompt: Words
    role: str
    x: float
    y: float
    w: float
    h: float
    order: int
    colour: str = ""
    row: str = ""
    col: str = ""
    shape: str = ""
    z: int = 0
    label_at: str = ""
    scorable: bool = False
    connectors: bool = False
    maps_to_status: str = ""
    fields: tuple[str, ...] = ()

    @property
    def asks(self) -> tuple[str, ...]:
        """What it asks of its notes, by name; where it is `scorable`, for a score too."""
        return (*self.fields, *(("score",) if self.scorable else ()))

    @property
    def is_ring(self) -> bool:
        return self.shape == "ring"


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """One canvas of the library. `plan_mapping` says of a zone which plan field its notes may become.

    Where it is `one_tap`, a vote lays a note with the zone's title into each empty zone: people tap one, nobody writes.
    """

    id: str
    family: str
    name: Words
    origin: str
    licence: Licence
    purpose: Words
    when_to_use: Words
    outputs: Words
    minutes: Span
    people: Span
    phase: str
    layout: str
    zones: tuple[Zone, ...]
    flow: tuple[FlowLine, ...]
    action_zones: tuple[str, ...]
    plan_mapping: dict[str, str]
    capabilities: tuple[str, ...] = ()
    rows: tuple[Heading, ...] = ()
    cols: tuple[Heading, ...] = ()
    axes: Axes | None = None
    scoring: Scoring | None = None
    promotion: Promotion | None = None
    empty_cells_are_findings: bool = False
    live_view: bool = False
    one_tap: bool = False
    votes: CanvasVote | None = None
    default_anonymous: bool = False

    def zone(self, zone_id: str) -> Zone | None:
        return next((zone for zone in self.zones if zone.id == zone_id), None)

    def title_laid(self, zone_id: str, lang: str | None, text: str) -> Words | None:
        """Return the title of a zone in every language where a text is that title in one, as a one-tap vote laid it.

        None where the text is anybody's own.
        """
        zone = self.zone(zone_id) if self.one_tap else None
        return zone.title if zone and zone.title.get(lang or "") == text else None

    @property
    def in_order(self) -> tuple[Zone, ...]:
        return tuple(sorted(self.zones, key=lambda zone: zone.order))

    def ring_inside(self, zone: Zone) -> Zone | None:
        """The next ring within this one: new notes belong into the band between the two."""
        if not zone.is_ring:
            return None
        deeper = [other for other in self.zones if other.is_ring and other.z > zone.z]
        return min(deeper, key=lambda other: other.z, default=None)

    def as_body(self) -> dict[str, object]:
        """Everything, as JSON can keep it."""
        body: dict[str, object] = msgspec.to_builtins(self)
        return body

    @classmethod
    def from_body(cls, body: object) -> "Canvas":
        """Read what `as_body` wrote.

        Raises:
            msgspec.ValidationError: a field is missing or of another type; it says which.
        """
        return msgspec.convert(body, cls)
