"""A board as a value: what its log adds up to at one number of the log."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

from app.boards.engine.audience import EVERYONE, Hearer
from app.boards.engine.room import Room

__all__ = ["EVERYONE", "Board", "Context", "Deed", "Element", "Refusal"]

NOTE, GROUP, FRAME = "note", "group", "frame"
TEXT, SHAPE, CONNECTOR, INK, IMAGE, COMMENT = "text", "shape", "connector", "ink", "image", "comment"
"""What an element may be. What each has and holds stands in `kinds`."""

MOST_ELEMENTS = 5_000
MOST_STROKES, MOST_IMAGES = 2_000, 300
MOST_IN_GROUP = 200
"""Notes in one group, as far as whoever adds one sees them: a group that is moved makes a row for each."""

MOST_IN_FRAME = 500
"""What lies in a frame at any depth, likewise."""

MOST_CODE_POINTS = 5_000
"""How long the text of a note may be. People are shown 280 as the hint."""

MOST_IN_TITLE = 120
"""How long the title of a group may be, in code points."""

FARTHEST = 1_000_000
"""How far from the corner of the board anything lies, in board units."""


class Deed(StrEnum):
    """What somebody does to a board, as far as rights go."""

    ADD = "add"
    CHANGE_OWN = "change-own"
    DELETE_OWN = "delete-own"
    ARRANGE_OTHERS = "arrange-others"
    REWRITE_OTHERS = "rewrite-others"
    DELETE_OTHERS = "delete-others"
    LEAVE = "leave"
    COMMENT = "comment"
    LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Element:
    """Something on a board. The `text` of a group or frame is its title, that of an image what it shows.

    `parent` is the living group or frame it lies in: one of its own zone, and never a hidden one
    where the element is public. `gloss` is what the text says in another language.
    `x`, `y` are the top left corner in board units (1 unit = 1 CSS px at zoom 1), whole,
    y growing downwards. `z` orders elements within their zone (`engine.order`). `author` is
    the seat that wrote it, None where the reader may not know; only the server knows all.
    `named` is true where everybody may know it, now or once it is revealed, as the rules
    were when it was written.
    `generation` is the reveal a note written in private belongs to, 0 when it was written in
    the open. A deleted element stays as a tombstone.

    What follows `deleted` is None where its type has no such thing (`kinds`). `fields` are what
    the zone of a note asks for. `authors` wrote notes that were folded into this one: each seat,
    and whether everybody may know. `start` and `end` of a connector are ids or points; `pts` of
    a stroke say how far each point is from the one before, the first from `x`, `y`: two numbers
    each, three with `pressure`. A group that is `folded` shows itself as one pile. `fit` is how large the words
    of a note were set where they were written (`engine.fitting`); it goes with what it was measured for.
    """

    id: str
    type: str
    zone: str
    parent: str | None
    z: str
    x: int
    y: int
    w: int
    h: int
    colour: str | None
    lang: str | None
    dir: str
    text: str
    gloss: str | None
    author: str | None
    named: bool
    audience: str
    generation: int
    deleted: bool = False
    locked: bool | None = None
    fields: Mapping[str, int | str] | None = None
    authors: Mapping[str, bool] | None = None
    size: str | None = None
    form: str | None = None
    start: str | tuple[int, int] | None = None
    end: str | tuple[int, int] | None = None
    arrow: str | None = None
    pen: int | None = None
    pts: tuple[int, ...] | None = None
    pressure: bool | None = None
    final: bool | None = None
    asset: str | None = None
    about: str | None = None
    resolved: bool | None = None
    folded: bool | None = None
    fit: int | None = None

    def wrote(self, seat: str) -> bool:
        """Whether it is this seat's own, or in part."""
        return self.author == seat or (self.authors is not None and seat in self.authors)


BESIDE = tuple(each.name for each in fields(Element))[[each.name for each in fields(Element)].index("deleted") + 1 :]
"""The properties only some types have."""


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on a board after row `seq` of its log. `living` counts what is not deleted, `weight` its bytes."""

    seq: int = 0
    elements: Mapping[str, Element] = field(default_factory=dict)
    living: int = 0
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """Who acts, under which rules: read in the transaction, never from the socket.

    `rights` names each deed that is refused, with the code the person is told; `narrowed` says so
    of what all see in single zones, by their ids. `private`
    is true while people write for themselves alone; `generation` counts the reveals so far.
    `alias` stands for the seat where nobody is named: it is what rows and elements keep then.
    `leads` says that the seat facilitates, `moderated` that what it adds is looked at first.
    `fields` names what zones ask of their notes, `assets` the images of the board that the seat
    may show, of those its ops name; None of either is not checked. `rooms` says where zones lie and how
    notes lie in them; without it everything lies where its op says.
    `late` is what the moment refuses, where an op was composed while everybody wrote and comes after
    that: then `rights` are those of open writing, for what not everybody sees.
    """

    seat: str
    rights: Mapping[str, str]
    private: bool
    generation: int
    zones: frozenset[str]
    named: bool = False
    leads: bool = False
    moderated: bool = False
    fields: Mapping[str, Collection[str]] | None = None
    assets: Collection[str] | None = None
    alias: str | None = None
    late: Mapping[str, str] | None = None
    narrowed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rooms: Mapping[str, Room] | None = None

    @property
    def hearer(self) -> Hearer:
        """What of the board the seat sees."""
        return Hearer(self.seat, self.leads, self.alias)

    @property
    def mark(self) -> str:
        """Who is kept as having written something just now, and alone hears what is written for oneself."""
        return self.seat if self.named or self.alias is None else self.alias

    def alone(self, audience: str) -> bool:
        """Whether an audience is this seat alone, under either of its names."""
        return audience in self.hearer.names

    def wrote(self, element: Element) -> bool:
        """Whether an element is this seat's own, under either of its names."""
        return element.wrote(self.seat) or (self.alias is not None and element.wrote(self.alias))

    def began(self, element: Element) -> bool:
        """Whether it is this seat's from the first, whoever else's notes were folded into it since."""
        return element.author is not None and element.author in self.hearer.names


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an op may not be. Normal: two people may delete the same note at once."""

    code: str
