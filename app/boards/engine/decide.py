"""May this op be, and what does it do? The rules are numbered in `docs/board-rules.md`.

Pure, and twinned by `decide` in `static/boards/decide.js`: the server's answer counts,
the browser's shows what it will most likely be.
"""

from dataclasses import replace
from typing import assert_never

from msgspec import structs

from app.boards.engine import schema
from app.boards.engine.adding import add
from app.boards.engine.deletion import delete, undelete
from app.boards.engine.folding import fold
from app.boards.engine.groups import bad_place, carried, held_back, landing
from app.boards.engine.ink import draw_on
from app.boards.engine.kinds import KINDS
from app.boards.engine.late import late
from app.boards.engine.limits import weighed
from app.boards.engine.locks import lock
from app.boards.engine.places import clear_place
from app.boards.engine.properties import WORDS, bad_fit, bad_set, told
from app.boards.engine.reach import ARRANGE, REWRITE, as_promised, by, changeable, comes_too_late, is_unnamed
from app.boards.engine.room import Size
from app.boards.engine.showing import hide, show
from app.boards.engine.siblings import shortened
from app.boards.engine.state import Board, Context, Refusal
from app.boards.engine.texts import bad_draft, bad_text


def decide(board: Board, context: Context, op: schema.Op) -> list[schema.Event] | Refusal:
    """Say what `op` does on `board`, or why it may not be.

    Whatever somebody may not see is answered as if it were not there: `bad-target`.

    An op may make several events. Those it brings about in others come first, so that undoing
    them one by one from the last finds a group in its place before its notes go back to it.

    `txt` is decided by the `t` it has. A browser gives the op as its author made it. The
    server asks twice: with the op as it came, so that no update is looked at for somebody
    who may not write here, and then with `msgspec.structs.replace(op, t=merged)`, the text
    its merge came to, which is what the event says and what is checked for its length.

    Whoever touches what they wrote unnamed does so unnamed: a row that only its author can make would name them.
    So does whoever composed the op on a page that did not say names are shown.
    """
    return weighed(board, allowed(board, context, op))


def allowed(board: Board, context: Context, op: schema.Op) -> list[schema.Event] | Refusal:
    """The same, however much the board holds by then: how much a step of writing adds its merge says first."""
    context = as_promised(context, op)
    outcome = _decided(board, context, op)
    if context.named and not isinstance(outcome, Refusal) and is_unnamed(board, context, outcome):
        return _decided(board, replace(context, named=False), op)
    return outcome


def _decided(  # noqa: C901, PLR0911, PLR0912 - one branch per kind
    board: Board, context: Context, op: schema.Op
) -> list[schema.Event] | Refusal:
    match op:
        case schema.AddElement():
            return add(board, context, op)
        case schema.SetElement():
            return _set(board, context, op)
        case schema.MoveElement():
            return _move(board, context, op)
        case schema.DeleteElements(ids=ids):
            return delete(board, context, ids)
        case schema.UndeleteElements(ids=ids):
            return undelete(board, context, ids)
        case schema.ShowElements(ids=ids):
            return show(board, context, ids)
        case schema.HideElements(ids=ids):
            return hide(board, context, ids)
        case schema.PutText():
            return _put_text(board, context, op)
        case schema.EditText():
            return _edit_text(board, context, op)
        case schema.AddInk():
            return draw_on(board, context, op)
        case schema.LockElements() | schema.UnlockElements():
            return lock(board, context, op)
        case schema.MergeNotes():
            return fold(board, context, op)
        case _:
            assert_never(op)


def _set(board: Board, context: Context, op: schema.SetElement) -> list[schema.Event] | Refusal:
    element = changeable(board, context, op.id, ARRANGE)
    if isinstance(element, Refusal):
        return element
    given = op.p.given()
    too_late = comes_too_late(context, element, op.pm) if WORDS & given.keys() else None
    if refused := bad_set(element.type, given) or too_late:
        return Refusal(refused)
    otherwise = told(board, context, given, type_=element.type, audience=element.audience)
    if isinstance(otherwise, Refusal):
        return otherwise
    return [
        schema.ElementSet(
            id=op.id, p=structs.replace(op.p, **otherwise) if otherwise else op.p, by=by(context), aud=element.audience
        )
    ]


def _move(board: Board, context: Context, op: schema.MoveElement) -> list[schema.Event] | Refusal:
    element = changeable(board, context, op.id, ARRANGE)
    if isinstance(element, Refusal):
        return element
    op = structs.replace(op, parent=landing(board, context, op.parent, element.type))
    bad = bad_place(board, context, op, type_=element.type, audience=element.audience)
    if refused := bad or held_back(board, context, element, op):
        return Refusal(refused)
    op = structs.replace(op, **clear_place(board, context, op, type_=element.type, size=Size(element.w, element.h)))
    makes_room, z = shortened(board, op, element.audience, by(context))
    moved = schema.ElementMoved(
        id=op.id,
        parent=op.parent,
        zone=op.zone,
        z=z,
        x=op.x,
        y=op.y,
        by=by(context),
        aud=element.audience,
    )
    return [*carried(board, element, op, by(context)), *makes_room, moved]


def _put_text(board: Board, context: Context, op: schema.PutText) -> list[schema.Event] | Refusal:
    if (kept := late(board, context, op)) is not None:
        return kept
    element = changeable(board, context, op.id, REWRITE)
    if isinstance(element, Refusal):
        return element
    bad = bad_text(element.type, op.t) or bad_fit(element.type, op.fit)
    if refused := bad or comes_too_late(context, element, op.pm):
        return Refusal(refused)
    return [schema.TextPut(id=op.id, t=op.t, fit=op.fit, by=by(context), aud=element.audience)]


def _edit_text(board: Board, context: Context, op: schema.EditText) -> list[schema.Event] | Refusal:
    if (kept := late(board, context, op)) is not None:
        return kept
    element = changeable(board, context, op.id, REWRITE)
    if isinstance(element, Refusal):
        return element
    if not KINDS[element.type].live:
        return Refusal("bad-target")
    bad = bad_draft(op.t) or bad_fit(element.type, op.fit)
    if refused := bad or comes_too_late(context, element, op.pm):
        return Refusal(refused)
    return [schema.TextEdited(id=op.id, u=op.u, t=op.t, fit=op.fit, by=by(context), aud=element.audience)]
