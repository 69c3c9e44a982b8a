"""The events that make what is public on a board into something else. Pure.

History is never written anew: whatever goes back goes forward, as rows behind the last one.
What is hidden is left alone, but that nothing lies in a group that goes, or is tied to what goes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from app.boards.engine import schema
from app.boards.engine.apply import apply, replay
from app.boards.engine.deletion import gone
from app.boards.engine.ends import standing
from app.boards.engine.fitting import FITTED
from app.boards.engine.state import CONNECTOR, EVERYONE, Board, Element
from app.boards.engine.whole import put
from app.history.past import public

PLACE = frozenset({"zone", "parent", "z", "x", "y"})
"""Where an element lies: one thing, whatever of it somebody wrote."""

WHO = frozenset({"id", "author", "authors", "named", "audience", "generation", "deleted", "fit"})
"""What no way back changes: whose an element is. How large words are set goes with the words."""

PROPERTIES = tuple(each.name for each in fields(Element) if each.name not in WHO)

_SET = frozenset(schema.Props.__struct_fields__) - {"fields"}
"""What can be set one by one. What a zone asks for is put whole: each of its parts is set by itself otherwise."""


def changes(
    board: Board, target: Mapping[str, Element], ghosts: Mapping[str, Element] | None = None
) -> list[schema.Event]:
    """What happens to `board` so that exactly `target` is public on it. What is hidden by now stays hidden.

    `ghosts` are elements that go, as they were before: if they ever come back, they come back so.
    """
    doomed = {id_: element for id_, element in public(board.elements.values()).items() if id_ not in target}
    told = [event for id_, ghost in (ghosts or {}).items() if id_ in doomed for event in _towards(doomed[id_], ghost)]
    haunted = replay(board, [(event, board.seq, None) for event in told])
    told += gone(haunted, {id_: haunted.elements[id_] for id_ in doomed}, None)
    now = replay(board, [(event, board.seq, None) for event in told])
    for element in _holders_first(target):
        before = now.elements.get(element.id)
        if before is None or before.audience == EVERYONE:
            told += _towards(before, standing(now, element, target))
    return told


def differing(before: Element, after: Element) -> set[str]:
    """The properties in which two forms of an element differ."""
    return {name for name in PROPERTIES if getattr(before, name) != getattr(after, name)}


def settled(target: Mapping[str, Element]) -> dict[str, Element]:
    """The same, but that nothing lies in what is not there, or is in another zone."""
    return {id_: _free_of_the_lost(element, target) for id_, element in target.items()}


def _towards(before: Element | None, after: Element) -> Iterator[schema.Event]:
    if before is None or before.type != after.type:
        yield put(after)
        return
    if before.deleted:
        # As it was when it went, and from there on: so the log knows the way back for each of its properties.
        before = replace(before, deleted=False)
        yield put(before)
    if differing(before, after) & PLACE:
        moved = schema.ElementMoved(id=after.id, parent=after.parent, zone=after.zone, z=after.z, x=after.x, y=after.y)
        yield moved
        # What moves may take something of itself along.
        before = apply(Board(0, {before.id: before}, 1), moved, 0).elements[before.id]
    if before.locked != after.locked:
        yield schema.ElementLocked(id=after.id) if after.locked else schema.ElementUnlocked(id=after.id)
        before = replace(before, locked=after.locked)
    fresh: Any = differing(before, after) - {"text"}
    if fresh and fresh <= _SET:
        told = fresh | ({"fit"} if after.fit and fresh & FITTED else set())
        yield schema.ElementSet(id=after.id, p=schema.Props(**{name: getattr(after, name) for name in told}))
    elif fresh:
        yield put(replace(after, text=before.text))
    if before.text != after.text:
        yield schema.TextPut(id=after.id, t=after.text, fit=after.fit)


def _holders_first(target: Mapping[str, Element]) -> Iterable[Element]:
    return sorted(target.values(), key=lambda each: (each.type == CONNECTOR, _depth(each, target), each.id))


def _depth(element: Element, target: Mapping[str, Element]) -> int:
    depth, seen = 0, {element.id}
    while element.parent is not None and element.parent in target and element.parent not in seen:
        element = target[element.parent]
        seen.add(element.id)
        depth += 1
    return depth


def _free_of_the_lost(element: Element, target: Mapping[str, Element]) -> Element:
    if element.parent is None:
        return element
    holder = target.get(element.parent)
    return element if holder is not None and holder.zone == element.zone else replace(element, parent=None)
