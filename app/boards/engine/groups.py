"""What lies in groups and frames: what may, and what it does when they move or go."""

from collections.abc import Iterable, Iterator, Mapping

from app.boards.engine import schema
from app.boards.engine.audience import EVERYONE, Hearer
from app.boards.engine.kinds import CARRIERS, KINDS
from app.boards.engine.reach import ARRANGE, kept, kept_out, refused, seen
from app.boards.engine.state import (
    COMMENT,
    CONNECTOR,
    FARTHEST,
    FRAME,
    GROUP,
    MOST_IN_FRAME,
    MOST_IN_GROUP,
    Board,
    Context,
    Deed,
    Element,
)

_RANK = {FRAME: -2, GROUP: -1, CONNECTOR: 1, COMMENT: 2}


def landing(board: Board, context: Context, parent: str | None, type_: str) -> str | None:
    """What it comes to lie in: none, where that was deleted meanwhile.

    One that is not seen is told from nothing that never was.
    """
    above = seen(board, context, parent or "")
    return None if above is not None and above.deleted and type_ in KINDS[above.type].holds else parent


def bad_place(
    board: Board, context: Context, op: schema.AddElement | schema.MoveElement, *, type_: str, audience: str
) -> str | None:
    """Why an element of this type and audience cannot lie where the op puts it."""
    if op.zone not in context.zones:
        return "bad-zone"
    if op.parent is None:
        return None
    above = seen(board, context, op.parent)
    if above is None or above.type not in CARRIERS or above.deleted:
        return "bad-target"
    if type_ not in KINDS[above.type].holds or not holds(above, zone=op.zone, audience=audience):
        return _unfit(context, above, zone=op.zone, audience=audience)
    if type_ == FRAME and _leads_to(board, above, op.id):
        return "cycle"
    return _full(board, above, op.id, context.hearer)


def holds(above: Element, *, zone: str, audience: str) -> bool:
    """Whether something of this zone and audience may lie in it: whoever sees that must see this too."""
    return above.type in CARRIERS and above.zone == zone and above.audience in {EVERYONE, audience}


def is_full(board: Board, group_id: str, *, seen_by: Hearer, but: str) -> bool:
    """Whether the group has all the notes it holds. What one does not see does not count: no answer tells of it."""
    held = sum(seen_by.hears(note.audience) and note.id != but for note in living_in(board, group_id))
    return held >= MOST_IN_GROUP


def living_in(board: Board, id_: str) -> Iterator[Element]:
    """What lies in a group or frame itself, whoever may see it."""
    return (each for each in board.elements.values() if each.parent == id_ and not each.deleted)


def beneath(board: Board, id_: str) -> list[Element]:
    """Everything in it at any depth, each before what it lies in."""
    inside: dict[str, list[Element]] = {}
    for each in board.elements.values():
        if each.parent is not None and not each.deleted:
            inside.setdefault(each.parent, []).append(each)
    found: dict[str, Element] = {}
    waiting = list(inside.get(id_, ()))
    while waiting:
        each = waiting.pop()
        if each.id not in found and each.id != id_:
            found[each.id] = each
            waiting += inside.get(each.id, ())
    return list(found.values())[::-1]


def holders_first(elements: Iterable[Element]) -> list[Element]:
    """Elements so that each comes behind what it lies in, is tied to or is about."""
    held = {each.id: each for each in elements}
    board = Board(0, held)
    return sorted(held.values(), key=lambda each: (_RANK.get(each.type, 0), each.type == FRAME and depth(board, each)))


def depth(board: Board, element: Element) -> int:
    """In how many others an element lies, one in another."""
    return len(_above(board, element))


def held_back(board: Board, context: Context, moved: Element, to: schema.MoveElement) -> str | None:
    """Why it does not move there: what it would take along stays, or a zone lets nothing out or in.

    What this seat does not see comes along unseen, so that no answer tells of it.
    """
    along = [each for each in _along(board, moved, to) if context.hearer.hears(each.audience)]
    stays = (refused(context, each, ARRANGE) for each in along)
    crossing = (moved, *along) if to.zone != moved.zone else ()
    walls = (kept(context, each, Deed.LEAVE) or kept_out(context, to.zone, each.type) for each in crossing)
    return next((code for code in (*stays, *walls) if code), None)


def carried(board: Board, moved: Element, to: schema.MoveElement, by: str | None) -> list[schema.Event]:
    """What comes along with a group or frame: everything in it by as much, and into its zone."""
    dx, dy = to.x - moved.x, to.y - moved.y
    return [
        schema.ElementMoved(
            id=each.id,
            parent=each.parent,
            zone=to.zone,
            z=each.z,
            x=near(each.x + dx),
            y=near(each.y + dy),
            by=by,
            aud=each.audience,
        )
        for each in _along(board, moved, to)
    ]


def freed(board: Board, going: Mapping[str, Element], by: str | None) -> dict[str, list[schema.Event]]:
    """What leaves each group and frame that goes: it stays where it is, in none; but for what goes too.

    The board is gone through once, however many of them go.
    """
    free: dict[str, list[schema.Event]] = {id_: [] for id_, above in going.items() if above.type in CARRIERS}
    for each in board.elements.values() if free else ():
        if each.parent in free and not each.deleted and each.id not in going:
            free[each.parent].append(
                schema.ElementMoved(id=each.id, zone=each.zone, z=each.z, x=each.x, y=each.y, by=by, aud=each.audience)
            )
    return free


def near(coordinate: int) -> int:
    """The coordinate, as far as the plane reaches."""
    return max(-FARTHEST, min(FARTHEST, coordinate))


def _along(board: Board, moved: Element, to: schema.MoveElement) -> list[Element]:
    """What lies in something that goes elsewhere, at any depth."""
    stays = (to.x, to.y, to.zone) == (moved.x, moved.y, moved.zone)
    return beneath(board, moved.id) if moved.type in CARRIERS and not stays else []


def _unfit(context: Context, above: Element, *, zone: str, audience: str) -> str:
    """Why it does not lie in that. What one alone sees, with one's name and without, no row says to be one person's."""
    alone = context.alone(above.audience) and context.alone(audience)
    return "two-names" if alone and above.zone == zone and above.audience != audience else "bad-parent"


def _full(board: Board, above: Element, coming: str, hearer: Hearer) -> str | None:
    if above.type == FRAME:
        return "frame-full" if _frame_is_full(board, above, coming, hearer) else None
    return "group-full" if is_full(board, above.id, seen_by=hearer, but=coming) else None


def _frame_is_full(board: Board, frame: Element, coming: str, hearer: Hearer) -> bool:
    """Whether the outermost frame has all it holds, once this has come with everything in it, as far as one sees."""
    outermost = [frame, *_above(board, frame)][-1]
    with_it = {coming, *(each.id for each in beneath(board, coming) if hearer.hears(each.audience))}
    there = {each.id for each in beneath(board, outermost.id) if hearer.hears(each.audience)}
    return len(there | with_it) > MOST_IN_FRAME


def _leads_to(board: Board, element: Element, id_: str) -> bool:
    return element.id == id_ or any(each.id == id_ for each in _above(board, element))


def _above(board: Board, element: Element) -> list[Element]:
    """What an element lies in, and what that lies in, up to the outermost."""
    found: dict[str, Element] = {}
    above = board.elements.get(element.parent or "")
    while above is not None and above.id not in found and above.id != element.id:
        found[above.id] = above
        above = board.elements.get(above.parent or "")
    return list(found.values())
