"""What facilitators lock stays as it is until they unlock it."""

from app.boards.engine import schema
from app.boards.engine.reach import by, seen
from app.boards.engine.state import Board, Context, Deed, Element, Refusal


def lock(
    board: Board, context: Context, op: schema.LockElements | schema.UnlockElements
) -> list[schema.Event] | Refusal:
    """Lock elements, or unlock them; those that are so already are so afterwards."""
    if refused := context.rights.get(Deed.LOCK):
        return Refusal(refused)
    chosen: list[Element] = []
    for id_ in op.ids:
        element = seen(board, context, id_)
        if element is None:
            return Refusal("bad-target")
        if element.deleted:
            return Refusal("gone")
        chosen.append(element)
    event = schema.ElementLocked if isinstance(op, schema.LockElements) else schema.ElementUnlocked
    return [event(id=each.id, by=by(context), aud=each.audience) for each in chosen]
