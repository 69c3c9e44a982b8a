"""Where things stand in a list: comments with what they are about, everything under its group or frame. Pure.

The twin of `at` and `inTurn` in `static/boards/things.js`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.boards.engine.kinds import CARRIERS
from app.boards.engine.state import COMMENT, INK, Element


@dataclass(frozen=True, slots=True)
class Standing:
    """An element with the zone it stands in, and the group or frame it stands under, if that is there."""

    element: Element
    zone: str
    under: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """A group or frame: the element itself, whose text is its title, what lies in it, and what heads lie in it."""

    element: Element
    notes: tuple[Element, ...]
    groups: tuple["Head", ...] = ()

    @property
    def all(self) -> tuple["Head", ...]:
        """Itself, and those in it at any depth."""
        return (self, *(each for group in self.groups for each in group.all))


def standing(elements: Sequence[Element]) -> list[Standing]:
    """What a list shows, in its order: all but strokes, which are counted, each followed by what is said about it."""
    found = {each.id: each for each in elements}
    said: defaultdict[str, list[Element]] = defaultdict(list)
    for each in elements:
        if _stands_with(each, found):
            said[each.about or ""].append(each)
    shown = []
    for each in elements:
        if each.type == INK or _stands_with(each, found):
            continue
        shown.append(Standing(each, each.zone, each.parent))
        under = each.id if each.type in CARRIERS else each.parent
        shown += [Standing(comment, each.zone, under) for comment in said[each.id]]
    return shown


def heads(lying: Iterable[Standing]) -> tuple[tuple[Head, ...], tuple[Element, ...]]:
    """Groups and frames with what stands under them, and what stands under none."""
    here = list(lying)
    known = {each.element.id for each in here if each.element.type in CARRIERS}
    under: defaultdict[str | None, list[Element]] = defaultdict(list)
    for each in here:
        # What lies in something that is not to be seen lies in nothing.
        under[each.under if each.under in known else None].append(each.element)

    def heads_in(place: str | None) -> tuple[Head, ...]:
        return tuple(Head(each, notes_in(each.id), heads_in(each.id)) for each in under[place] if each.id in known)

    def notes_in(place: str | None) -> tuple[Element, ...]:
        return tuple(each for each in under[place] if each.id not in known)

    return heads_in(None), notes_in(None)


def _stands_with(element: Element, found: Mapping[str, Element]) -> bool:
    """Whether it is said about something the list shows."""
    about = found.get(element.about or "") if element.type == COMMENT else None
    return about is not None and about.type != INK
