"""A board without some of the rows of its log, as far as nobody else built on them. Pure.

Each property is guarded by itself (`boards.md` calls it `pv`): it goes back to what the inverse of a row says was
there before only where no other row wrote it since. What others changed meanwhile stays, and is named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.boards.engine.state import EVERYONE, Board, Element
from app.history.changes import PLACE, PROPERTIES, settled
from app.history.circles import out_of_themselves
from app.history.inverses import LIFE, POINTS, TEXT, Old, old, put_back, together
from app.history.past import public

LIES = "place"
_LOCK = "locked"
_ONE = dict.fromkeys(PLACE, LIES) | {"final": POINTS}
"""What is guarded together with others: where something lies, and a stroke with whether it is whole."""


def unit_of(name: str) -> str:
    """What is guarded together with a property."""
    return _ONE.get(name, name)


_ALL = frozenset({LIFE, *map(unit_of, PROPERTIES)})
_ALONE = {"txt": TEXT, "txt.put": TEXT, "el.lock": _LOCK, "el.unlock": _LOCK, "ink.add": POINTS}
"""What rows of these kinds write, whether it was another value before or not."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """A row as taking back sees it: `chosen` is whether it is to go, `inverse` what the log keeps beside it.

    `gesture` is what it was a part of; a row that took something back says in `reverses` which gesture that was.
    """

    id: str
    kind: str
    chosen: bool
    inverse: Mapping[str, object] | None
    gesture: str | None = None
    reverses: str | None = None

    @property
    def old(self) -> Old:
        """What was there before, as far as the row says."""
        return old(self.inverse)

    @property
    def units(self) -> frozenset[str]:
        """What the row wrote: properties, the place as one of them. What comes, or comes back as it was, only lives."""
        if self.kind in _ALONE:
            return frozenset({_ALONE[self.kind]})
        if self.kind == "el.put" and LIFE not in self.old:
            return _ALL
        return frozenset(map(unit_of, self.old))


@dataclass(frozen=True, slots=True)
class Back:
    """How the board would be, and what of the chosen rows stays because somebody else went on from it.

    `ghosts` are the elements that would go, as they would be if they came back.
    """

    target: dict[str, Element]
    kept: dict[str, frozenset[str]] = field(default_factory=dict)
    ghosts: dict[str, Element] = field(default_factory=dict)


def without(board: Board, rows: Iterable[Wrote]) -> Back:
    """What is public on the board without the chosen ones of its last rows."""
    target, kept, ghosts = public(board.elements.values()), {}, {}
    for id_, wrote in _by_element(rows).items():
        element = board.elements.get(id_)
        if element is None or element.audience != EVERYONE or not any(row.chosen for row in wrote):
            continue
        before, stays = _before(element, wrote)
        if stays and not (element.deleted and before.deleted):
            kept[id_] = frozenset(stays)
        if not before.deleted:
            target[id_] = before
        elif target.pop(id_, None):
            ghosts[id_] = before
    return Back(settled(out_of_themselves(target, board.elements)), kept, ghosts)


def _before(element: Element, rows: Sequence[Wrote]) -> tuple[Element, set[str]]:
    """The element without its chosen rows, and the units others have written since."""
    written = _still_there(rows)
    before: Old = {}
    stays: set[str] = set()
    for unit, told in written.items():
        if told[-1].chosen:
            before |= _before_the_last(unit, told)
        elif any(row.chosen for row in told):
            stays.add(unit)
    if before.get(LIFE) and not element.deleted and _is_built_on(rows, written.values()):
        return element, {LIFE}
    return put_back(element, before), stays


def _still_there(rows: Sequence[Wrote]) -> dict[str, list[Wrote]]:
    """The rows that count for each unit: not those that were taken back since, nor those that took them back."""
    written: dict[str, list[Wrote]] = {}
    taken: dict[str, str | None] = {}
    for row in rows:
        for unit in row.units:
            told = written.setdefault(unit, [])
            if row.reverses is not None and told and told[-1].gesture == row.reverses:
                taken[unit] = row.gesture
                while told and told[-1].gesture == row.reverses:
                    told.pop()
            elif row.reverses is None or taken.get(unit) != row.gesture:
                told.append(row)
    return {unit: told for unit, told in written.items() if told}


def _before_the_last(unit: str, told: Sequence[Wrote]) -> Old:
    """What a unit held before the chosen rows that wrote it last."""
    found: Old = {}
    for row in reversed(told):
        if not row.chosen:
            break
        values = {name: value for name, value in row.old.items() if unit_of(name) == unit}
        # Where nothing stood before some words, only an older row of the same hand says what did.
        found = {} if not values and row.kind in {"txt", "txt.put"} else together(found, values)
    return found


def _is_built_on(rows: Sequence[Wrote], written: Iterable[Sequence[Wrote]]) -> bool:
    """Whether others wrote in an element that a chosen row brought."""
    first = next(index for index, row in enumerate(rows) if row.chosen and row.old.get(LIFE))
    later = {id(row) for row in rows[first:] if not row.chosen}
    return any(id(row) in later for told in written for row in told)


def _by_element(rows: Iterable[Wrote]) -> dict[str, list[Wrote]]:
    found: dict[str, list[Wrote]] = {}
    for row in rows:
        found.setdefault(row.id, []).append(row)
    return found
