"""A new element: who may add it, who sees it, and what it comes with."""

from msgspec import structs

from app.boards.engine import schema
from app.boards.engine.audience import EVERYONE, inbox_of
from app.boards.engine.groups import bad_place, landing
from app.boards.engine.late import refused_late
from app.boards.engine.limits import beyond
from app.boards.engine.places import clear_place
from app.boards.engine.properties import bad_first, told
from app.boards.engine.reach import by, kept, kept_out, seen
from app.boards.engine.room import Size
from app.boards.engine.siblings import shortened
from app.boards.engine.state import COMMENT, Board, Context, Deed, Refusal
from app.boards.engine.texts import bad_text


def add(board: Board, context: Context, op: schema.AddElement) -> list[schema.Event] | Refusal:
    """Put something new on the board, for those who may see it."""
    given = op.p.given()
    if refused := _refused(context, op) or bad_first(op.type, given) or bad_text(op.type, op.t):
        return Refusal(refused)
    waits = _waits(board, context, op)
    if isinstance(waits, Refusal):
        return waits
    audience, generation = waits
    op = structs.replace(op, parent=landing(board, context, op.parent, op.type))
    if refused := bad_place(board, context, op, type_=op.type, audience=audience):
        return Refusal(refused)
    otherwise = told(board, context, given, type_=op.type, audience=audience)
    if isinstance(otherwise, Refusal):
        return otherwise
    if refused := "bad-target" if op.id in board.elements else beyond(board, [op.type]):
        return Refusal(refused)
    makes_room, z = shortened(board, op, audience, by(context))
    otherwise = {**otherwise, **clear_place(board, context, op, type_=op.type, size=Size(op.p.w, op.p.h))}
    record = schema.Record(type=op.type, zone=op.zone, parent=op.parent, z=z, text=op.t, **{**given, **otherwise})
    return [
        *makes_room,
        schema.ElementAdded(
            id=op.id,
            r=record,
            by=by(context),
            aud=audience,
            pm=generation,
            nm=audience != EVERYONE and context.named,
        ),
    ]


def _refused(context: Context, op: schema.AddElement) -> str | None:
    deed = Deed.COMMENT if op.type == COMMENT else Deed.ADD
    if 0 < op.pm <= context.generation:
        return refused_late(context, deed)
    return context.rights.get(deed) or kept_out(context, op.zone, op.type)


def _waits(board: Board, context: Context, op: schema.AddElement) -> tuple[str, int] | Refusal:
    """Who sees it, and the reveal it waits for. A comment is hidden like what it is about."""
    if op.type == COMMENT and isinstance(op.p.about, str):
        about = seen(board, context, op.p.about)
        if about is None or about.type == COMMENT:
            return Refusal("bad-target")
        if about.deleted:
            return Refusal("gone")
        if code := kept(context, about, Deed.COMMENT):
            return Refusal(code)
        if about.audience != EVERYONE:
            return about.audience, about.generation
    # Who was told that a facilitator looks first wrote for that look, and not for the next reveal.
    if op.pm > 0 or (context.private and not op.looked_at):
        return context.mark, min(op.pm or context.generation + 1, context.generation + 1)
    looked_at = context.moderated or op.looked_at or context.late is not None
    return (inbox_of(context.mark) if looked_at else EVERYONE), 0
