"""Order keys that grew long between two neighbours are made short again, all that lie beside one another at once."""

from app.boards.engine import order, schema
from app.boards.engine.groups import beneath
from app.boards.engine.state import Board, Element

LONGEST = 40
SHORT = 8
"""A key longer than the first makes room; those longer than the second, beside it, come along."""

JITTER = "11"


def shortened(
    board: Board, op: schema.AddElement | schema.MoveElement, audience: str, by: str | None
) -> tuple[list[schema.Event], str]:
    """The rows that give others of a zone new keys, and the key the element of the op gets.

    Only those of its own audience, for where others lie between them must not show; and none
    that comes along with what is moved.
    """
    if len(op.z) <= LONGEST:
        return [], op.z
    along = {op.id, *(each.id for each in beneath(board, op.id))}
    others = {
        each.id: each
        for each in board.elements.values()
        if each.zone == op.zone and each.audience == audience and not each.deleted and each.id not in along
    }
    row = sorted([(op.z, op.id), *((each.z, each.id) for each in others.values())])
    first = last = row.index((op.z, op.id))
    while first > 0 and len(row[first - 1][0]) > SHORT:
        first -= 1
    while last + 1 < len(row) and len(row[last + 1][0]) > SHORT:
        last += 1
    low = row[first - 1][0] if first else None
    high = row[last + 1][0] if last + 1 < len(row) else None
    keys = dict(zip((id_ for _z, id_ in row[first : last + 1]), spread(low, high, last + 1 - first), strict=True))
    own = keys.pop(op.id)
    return [_with_key(others[id_], key, by) for id_, key in keys.items()], own


def spread(low: str | None, high: str | None, count: int) -> list[str]:
    """So many keys between two, in order, each as short as it can be."""
    if count == 0:
        return []
    middle, before = order.between(low, high, JITTER), (count - 1) // 2
    return [*spread(low, middle, before), middle, *spread(middle, high, count - 1 - before)]


def _with_key(each: Element, key: str, by: str | None) -> schema.Event:
    return schema.ElementMoved(
        id=each.id, parent=each.parent, zone=each.zone, z=key, x=each.x, y=each.y, by=by, aud=each.audience
    )
