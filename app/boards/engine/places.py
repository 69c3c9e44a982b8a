"""Where something comes to lie whose place its page found: elsewhere, if something else lies there by now. Pure."""

from collections.abc import Mapping

from app.boards.engine.room import Place, Room, Size, next_place
from app.boards.engine.schema import AddElement, MoveElement
from app.boards.engine.state import GROUP, IMAGE, NOTE, SHAPE, TEXT, Board, Context, Element

SOLID = frozenset({NOTE, GROUP, TEXT, SHAPE, IMAGE})
"""What takes the room it lies in. What is drawn goes over others, and frames have them inside."""

MOVABLE = SOLID - {GROUP}
"""What may come to lie elsewhere than its op says. Notes of a group have ops of their own, with places beside its."""


def clear_place(
    board: Board, context: Context, op: AddElement | MoveElement, *, type_: str, size: Size
) -> Mapping[str, int]:
    """Where something comes to lie whose place nobody pointed at, if something else lies there by now; else nothing.

    Only what its author sees counts, so that no place tells of what is hidden.
    """
    room = (context.rooms or {}).get(op.zone)
    if room is None or not op.found_place or op.parent is not None or type_ not in MOVABLE:
        return {}
    x, y = (op.p.x, op.p.y) if isinstance(op, AddElement) else (op.x, op.y)
    lying = [place_of(each) for each in board.elements.values() if each.id != op.id and _lies(each, context, room)]
    here = Place(x, y, x + size.width, y + size.height)
    if not any(each.meets(here) for each in lying):
        return {}
    left, top = next_place(room, size, lying, (x, y))
    return {"x": left, "y": top}


def _lies(element: Element, context: Context, room: Room) -> bool:
    """Whether something takes room in the zone, as far as who acts sees it."""
    return (
        not element.deleted
        and element.type in SOLID
        and room.box.meets(place_of(element))
        and context.hearer.hears(element.audience)
    )


def place_of(element: Element) -> Place:
    """Where an element lies."""
    return Place(element.x, element.y, element.x + element.w, element.y + element.h)
