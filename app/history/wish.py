"""What a facilitator wants back, and what would happen then. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.boards.engine import codec, schema
from app.boards.engine.state import Element
from app.history.changes import PLACE, differing

WHOLE, ZONE, PERSON, DEED = "restored", "zone", "person", "reversed"
"""The whole board, one zone, what one person did, what a way back did: as `VersionKind` names them."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The board, or one `zone` of it, as it was after row `seq`; or without what a seat, or a gesture, did since."""

    kind: str
    seq: int
    zone: str | None = None
    seat: str | None = None
    gesture: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What would become of one element: None where it would not be there, or was not."""

    before: Element | None
    after: Element | None

    @property
    def element(self) -> Element:
        """The element as it can be shown."""
        shown = self.before or self.after
        if shown is None:
            raise ValueError("nothing changes")
        return shown

    @property
    def what(self) -> tuple[str, ...]:
        """In which ways it changes: `comes`, `goes`, or some of `words`, `place`, `zone` and `look`."""
        if self.before is None:
            return ("comes",)
        if self.after is None:
            return ("goes",)
        names = differing(self.before, self.after)
        ways = {
            "words": "text" in names,
            "zone": bool(names & {"zone", "parent"}),
            "place": bool(names & PLACE) and not names & {"zone", "parent"},
            "look": bool(names - PLACE - {"text"}),
        }
        return tuple(way for way, is_so in ways.items() if is_so)


@dataclass(frozen=True, slots=True)
class Plan:
    """The events that would fulfil a wish, element by element, and what would stay though it was asked for.

    `nameless` counts the rows since then that name nobody, and so are nobody's to take back. `mark`
    tells the plan from one that does something else.
    """

    wish: Wish
    events: Sequence[schema.Event]
    changes: tuple[Change, ...]
    mark: str
    kept: Mapping[str, frozenset[str]] = field(default_factory=dict)
    nameless: int = 0


def mark_of(events: Iterable[schema.Event]) -> str:
    """What tells some events from others: a hash of 32 hexadecimal digits."""
    said = json.dumps([codec.as_body(event) for event in events], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def changed(now: Mapping[str, Element], target: Mapping[str, Element]) -> tuple[Change, ...]:
    """Every element that would not stay as it is: what comes back, what changes, what goes."""
    pairs = [Change(now.get(id_), target.get(id_)) for id_ in {**now, **target}]
    real = [pair for pair in pairs if pair.before is None or pair.after is None or differing(pair.before, pair.after)]
    return tuple(sorted(real, key=lambda pair: (_rank(pair), pair.element.zone, pair.element.z, pair.element.id)))


def _rank(change: Change) -> int:
    return 0 if change.before is None else 2 if change.after is None else 1
