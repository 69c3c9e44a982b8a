"""What elements of each type have and hold: one table, twinned in `static/boards/{decide,further}.js`."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from app.boards.engine.state import (
    COMMENT,
    CONNECTOR,
    FRAME,
    GROUP,
    IMAGE,
    INK,
    MOST_CODE_POINTS,
    MOST_IN_TITLE,
    NOTE,
    SHAPE,
    TEXT,
)

_NONE: frozenset[str] = frozenset()

MOST_OF_IMAGE = 1_000
"""How much may be said of what an image shows, in code points."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A type, beside what every element has.

    `sets` are properties that may be set, `begins` such as come only with a new element, which
    is none without those in `needs`. `most` is how many code points its text may have, which may
    be `blank`; `live`: several people write in it at once. `holds` are the types that may lie in it.
    """

    most: int = MOST_CODE_POINTS
    blank: bool = False
    live: bool = False
    sets: AbstractSet[str] = _NONE
    begins: AbstractSet[str] = _NONE
    needs: AbstractSet[str] = _NONE
    holds: AbstractSet[str] = _NONE

    @property
    def first(self) -> AbstractSet[str]:
        """What a new one may come with."""
        return self.sets | self.begins


KINDS: dict[str, Kind] = {
    NOTE: Kind(live=True, sets={"fields", "fit"}),
    GROUP: Kind(MOST_IN_TITLE, sets={"folded"}, holds={NOTE}),
    FRAME: Kind(MOST_IN_TITLE, blank=True, holds={NOTE, GROUP, FRAME, TEXT, SHAPE, CONNECTOR, INK, IMAGE}),
    TEXT: Kind(live=True, sets={"size"}),
    SHAPE: Kind(blank=True, sets={"form"}),
    CONNECTOR: Kind(MOST_IN_TITLE, blank=True, sets={"start", "end", "arrow"}, needs={"start", "end"}),
    INK: Kind(0, blank=True, sets={"pen"}, begins={"pts", "pressure", "final"}),
    IMAGE: Kind(MOST_OF_IMAGE, blank=True, begins={"asset"}, needs={"asset"}),
    COMMENT: Kind(sets={"resolved"}, begins={"about"}, needs={"about"}),
}

LIVE = tuple(type_ for type_, kind in KINDS.items() if kind.live)

WORDED = (NOTE, TEXT, SHAPE, FRAME, CONNECTOR, IMAGE)
"""The types whose words stand by themselves where they lie, beside titles of groups and comments."""

CARRIERS = (FRAME, GROUP)
"""The types something may lie in. What lies in a frame may hold something itself."""
