"""What is deleted and what comes back. A deleted element stays as a tombstone, so that it can."""

from collections.abc import Mapping
from dataclasses import replace

from app.boards.engine import schema
from app.boards.engine.ends import detached, standing
from app.boards.engine.groups import depth, freed, holds
from app.boards.engine.limits import beyond
from app.boards.engine.reach import DELETE, by, changeable, refused, seen
from app.boards.engine.state import FRAME, GROUP, Board, Context, Element, Refusal
from app.boards.engine.whole import put


def delete(board: Board, context: Context, ids: tuple[str, ...]) -> list[schema.Event] | Refusal:
    """Delete elements, each of which one may delete; what lies in groups and frames stays, in none."""
    doomed: dict[str, Element] = {}
    for id_ in ids:
        element = changeable(board, context, id_, DELETE)
        if not isinstance(element, Refusal):
            doomed[id_] = element
        elif element.code != "gone":
            return element
    return gone(board, doomed, by(context)) or Refusal("gone")


def gone(board: Board, doomed: Mapping[str, Element], who: str | None) -> list[schema.Event]:
    """What happens where these go: what lies in them is freed, connectors let go, and what holds others goes last."""
    leaves_first = sorted(doomed.values(), key=lambda each: height(board, each))
    deleted = [schema.ElementDeleted(id=each.id, by=who, aud=each.audience) for each in leaves_first]
    free = freed(board, doomed, who)
    left = [event for each in leaves_first for event in free.get(each.id, ())]
    return [*left, *detached(board, doomed, who), *deleted]


def undelete(board: Board, context: Context, ids: tuple[str, ...]) -> list[schema.Event] | Refusal:
    """Bring deleted elements back as they were, frames and groups before what lies in them."""
    coming: dict[str, Element] = {}
    for id_ in ids:
        element = seen(board, context, id_)
        if element is None:
            return Refusal("bad-target")
        if code := refused(context, element, DELETE):
            return Refusal(code)
        if element.deleted:
            coming[id_] = element
    if code := beyond(board, [each.type for each in coming.values()]):
        return Refusal(code)
    holders_first = sorted(coming.values(), key=lambda each: -height(board, each))
    back = [put(_in_its_place(board, standing(board, each, coming), coming)) for each in holders_first]
    return [*back] or Refusal("not-deleted")


def height(board: Board, element: Element) -> int:
    """How far an element is from those that hold nothing: groups hold notes, frames groups and frames."""
    if element.type == FRAME:
        return len(board.elements) + 2 - depth(board, element)
    return int(element.type == GROUP)


def _in_its_place(board: Board, element: Element, coming: Mapping[str, Element]) -> Element:
    """An element as it comes back: in its group or frame if that is there, or comes back too, and still holds it."""
    if element.parent is None:
        return element
    above = board.elements.get(element.parent)
    there = above is not None and (not above.deleted or above.id in coming)
    if above and there and holds(above, zone=element.zone, audience=element.audience):
        return element
    return replace(element, parent=None)
