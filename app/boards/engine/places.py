"""Where something comes to lie whose place its page found: elsewhere, if something else lies there by now. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from app.boards.engine.room import LEAST, Place, Size, next_place
from app.boards.engine.schema import AddElement, MoveElement
from app.boards.engine.state import GROUP, IMAGE, NOTE, SHAPE, TEXT, Board, Context, Element

SOLID = frozenset({NOTE, GROUP, TEXT, SHAPE, IMAGE})
"""What takes the room it lies in. What is drawn goes over others, and frames have them inside."""

MOVABLE = SOLID - {GROUP}
"""What may come to lie elsewhere than its op says. Notes of a group have ops of their own, with places beside its."""

HEAD, REACH, EMPTY = 38, 6, (340, 120)
"""What the title of a group takes above its notes, how far it reaches beyond them, and a group without notes: beside
notes of the least size. The twin of `boxesOf` in `app/static/boards/geometry.js`."""


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
    there = places_of([each for each in board.elements.values() if _lies(each, context)], room.usual)
    lying = [place for id_, place in there.items() if id_ != op.id and room.box.meets(place)]
    here = Place(x, y, x + size.width, y + size.height)
    if not any(each.meets(here) for each in lying):
        return {}
    left, top = next_place(room, size, lying, (x, y))
    return {"x": left, "y": top}


def places_of(elements: Sequence[Element], usual: int) -> dict[str, Place]:
    """Where these lie, by id: a group from above its title to below those of its notes that are among them.

    `usual` is how wide notes begin on the canvas.
    """
    inside: defaultdict[str | None, list[Place]] = defaultdict(list)
    for each in elements:
        inside[each.parent].append(place_of(each))
    return {
        each.id: group_place(each, inside[each.id], usual) if each.type == GROUP else place_of(each)
        for each in elements
    }


def group_place(group: Element, notes: Iterable[Place], usual: int) -> Place:
    """Where a group lies with these notes in it."""
    there = list(notes)
    if not there:
        wide, high = (beside(units, usual) for units in EMPTY)
        return Size(wide, high).at((group.x, group.y))
    reach, head = beside(REACH, usual), beside(HEAD, usual)
    return Place(
        min(each.left for each in there) - reach,
        min(each.top for each in there) - head,
        max(each.right for each in there) + reach,
        max(each.bottom for each in there) + reach,
    )


def beside(units: int, width: int) -> int:
    """What measures `units` beside a note of the least size, beside one that is so wide."""
    return units * width // LEAST


def _lies(element: Element, context: Context) -> bool:
    """Whether something takes room where it lies, as far as who acts sees it."""
    return not element.deleted and element.type in SOLID and context.hearer.hears(element.audience)


def place_of(element: Element) -> Place:
    """Where an element lies by itself."""
    return Place(element.x, element.y, element.x + element.w, element.y + element.h)
