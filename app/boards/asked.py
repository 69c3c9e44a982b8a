"""What the ops of a turn are about, as far as it must be looked for before they are decided."""

from collections.abc import Sequence

from app.boards.engine.reach import seen
from app.boards.engine.schema import AddElement, EditText, Op, PutText
from app.boards.engine.state import Board
from app.boards.exchange import Request
from app.boards.scene import Scene


def texts_asked(board: Board, scene: Scene, requests: Sequence[Request]) -> set[str]:
    """The notes in which they write, as far as those are there for who asks: no statement tells of hidden ones."""
    found: set[str] = set()
    for request in requests:
        texts = {each.op.id for each in request.ops if isinstance(each.op, EditText | PutText)}
        seat = scene.seats.get(request.principal_id) if texts else None
        if seat is not None:
            context = scene.context(seat)
            added = {each.op.id for each in request.ops if isinstance(each.op, AddElement)}
            found |= {id_ for id_ in texts if id_ in added or seen(board, context, id_)}
    return found


def image_in(op: Op) -> str | None:
    """The image an op would show."""
    return op.p.asset if isinstance(op, AddElement) and isinstance(op.p.asset, str) else None
