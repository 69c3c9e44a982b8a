"""Words composed for oneself that come after their reveal: kept as a hidden note of their author, a late draft."""

from dataclasses import replace
from typing import Any

from app.boards.engine import order, schema
from app.boards.engine.reach import by, seen
from app.boards.engine.siblings import JITTER
from app.boards.engine.state import BESIDE, EVERYONE, MOST_ELEMENTS, NOTE, Board, Context, Deed, Element, Refusal
from app.boards.engine.texts import bad_draft, is_blank
from app.boards.engine.whole import put

MOMENTARY = frozenset({"writing-closed", "frozen"})
"""Why nobody writes just now. What was composed before is kept all the same: nobody but its author sees it."""

_PLAIN: dict[str, Any] = dict.fromkeys(BESIDE)


def refused_late(context: Context, deed: Deed) -> str | None:
    """Why this seat may not even have a late draft."""
    code = context.rights.get(deed)
    return None if code in MOMENTARY else code


def late(board: Board, context: Context, op: schema.PutText | schema.EditText) -> list[schema.Event] | Refusal | None:
    """What becomes of words that come too late for a note that was hidden; None where they do not.

    The op says in `l` as which note they are kept then; later ones that name the same one go into it.
    """
    element = seen(board, context, op.id)
    if element is None or op.pm == 0 or op.late is None or context.alone(element.audience):
        return None
    if refused := refused_late(context, Deed.ADD) or bad_draft(op.t):
        return Refusal(refused)
    draft = board.elements.get(op.late)
    if draft is None:
        new = replace(element, id=op.late, generation=min(op.pm, context.generation), text=op.t)
        return _made(board, context, new) if not is_blank(op.t) else Refusal("revealed")
    if not context.alone(draft.audience) or draft.type != NOTE:
        return Refusal("bad-target")
    return _changed(draft, context, op.t)


def _changed(draft: Element, context: Context, text: str) -> list[schema.Event] | Refusal:
    if is_blank(text):
        gone = schema.ElementDeleted(id=draft.id, by=by(context), aud=draft.audience)
        return Refusal("revealed") if draft.deleted else [gone]
    if draft.deleted:
        return [put(replace(draft, text=text, deleted=False))]
    return [schema.TextPut(id=draft.id, t=text, by=by(context), aud=draft.audience)]


def _made(board: Board, context: Context, like: Element) -> list[schema.Event] | Refusal:
    if board.living >= MOST_ELEMENTS:
        return Refusal("board-full")
    seat = context.mark
    beside = (each.z for each in board.elements.values() if each.zone == like.zone and each.audience == EVERYONE)
    # Read right after the words they were to replace.
    key = order.right_after(like.z, beside, JITTER)
    plain = replace(like, z=key, type=NOTE, parent=None, gloss=None, **_PLAIN)
    whole = put(replace(plain, author=seat, audience=seat, named=context.named))
    return [schema.ElementAdded(id=like.id, r=whole.r, by=by(context), aud=seat, pm=like.generation, nm=context.named)]
