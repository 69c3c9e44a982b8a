"""May this op be, and what does it do? The rules are numbered in `docs/board-rules.md`.

Pure, and twinned by `decide` in `static/boards/reducer.js`: the server's answer counts,
the browser's shows what it will most likely be.
"""

from typing import assert_never

from app.boards.engine import schema
from app.boards.engine.state import EVERYONE, MOST_CODE_POINTS, MOST_ELEMENTS, Board, Context, Deed, Element, Refusal

BLANK = frozenset(" \n\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\ufeff") | {chr(c) for c in range(0x2000, 0x200B)}
"""What leaves a note empty; named one by one, because languages disagree about white space."""

ARRANGE = (Deed.CHANGE_OWN, Deed.ARRANGE_OTHERS)
REWRITE = (Deed.CHANGE_OWN, Deed.REWRITE_OTHERS)
DELETE = (Deed.DELETE_OWN, Deed.DELETE_OTHERS)
"""The right asked for on one's own element, and on somebody else's."""


def decide(board: Board, context: Context, op: schema.Op) -> list[schema.Event] | Refusal:  # noqa: PLR0911 - one return per kind
    """Say what `op` does on `board`, or why it may not be.

    Whatever somebody may not see is answered as if it were not there: `bad-target`.
    """
    match op:
        case schema.AddElement():
            return _add(board, context, op)
        case schema.SetElement(id=id_, p=props):
            element = _open_to(board, context, id_, ARRANGE)
            if isinstance(element, Refusal):
                return element
            return [schema.ElementSet(id=id_, p=props, by=_by(context), aud=element.audience)]
        case schema.MoveElement():
            return _move(board, context, op)
        case schema.DeleteElements(ids=ids):
            return _delete(board, context, ids)
        case schema.UndeleteElements(ids=ids):
            return _undelete(board, context, ids)
        case schema.PutText():
            return _put_text(board, context, op)
        case _:
            assert_never(op)


def _add(board: Board, context: Context, op: schema.AddElement) -> list[schema.Event] | Refusal:
    refused = context.rights.get(Deed.ADD) or _bad_text(op.t) or _bad_place(board, context, op.zone, op.parent)
    if not refused and op.id in board.elements:
        refused = "bad-target"
    if not refused and board.living >= MOST_ELEMENTS:
        refused = "board-full"
    if refused:
        return Refusal(refused)
    hidden = context.private or op.pm > 0
    record = schema.Record(
        type=op.type,
        zone=op.zone,
        parent=op.parent,
        z=op.z,
        x=op.p.x,
        y=op.p.y,
        w=op.p.w,
        h=op.p.h,
        colour=op.p.colour,
        lang=op.p.lang,
        dir=op.p.dir,
        text=op.t,
    )
    return [
        schema.ElementAdded(
            id=op.id,
            r=record,
            by=context.seat if hidden else _by(context),
            aud=context.seat if hidden else EVERYONE,
            pm=min(op.pm or context.generation + 1, context.generation + 1) if hidden else 0,
            nm=hidden and context.named,
        )
    ]


def _move(board: Board, context: Context, op: schema.MoveElement) -> list[schema.Event] | Refusal:
    element = _open_to(board, context, op.id, ARRANGE)
    if isinstance(element, Refusal):
        return element
    if refused := _bad_place(board, context, op.zone, op.parent):
        return Refusal(refused)
    return [
        schema.ElementMoved(
            id=op.id,
            parent=op.parent,
            zone=op.zone,
            z=op.z,
            x=op.x,
            y=op.y,
            by=_by(context),
            aud=element.audience,
        )
    ]


def _delete(board: Board, context: Context, ids: tuple[str, ...]) -> list[schema.Event] | Refusal:
    doomed: list[schema.Event] = []
    for id_ in dict.fromkeys(ids):
        element = _open_to(board, context, id_, DELETE)
        if not isinstance(element, Refusal):
            doomed.append(schema.ElementDeleted(id=id_, by=_by(context), aud=element.audience))
        elif element.code != "gone":
            return element
    return doomed or Refusal("gone")


def _undelete(board: Board, context: Context, ids: tuple[str, ...]) -> list[schema.Event] | Refusal:
    back: list[schema.Event] = []
    for id_ in dict.fromkeys(ids):
        element = _seen(board, context, id_)
        if element is None:
            return Refusal("bad-target")
        if refused := _refused(context, element, DELETE):
            return Refusal(refused)
        if element.deleted:
            back.append(put(element))
    if board.living + len(back) > MOST_ELEMENTS:
        return Refusal("board-full")
    return back or Refusal("not-deleted")


def _put_text(board: Board, context: Context, op: schema.PutText) -> list[schema.Event] | Refusal:
    element = _open_to(board, context, op.id, REWRITE)
    if isinstance(element, Refusal):
        return element
    if refused := _bad_text(op.t):
        return Refusal(refused)
    if op.pm > 0 and element.audience == EVERYONE:
        return Refusal("revealed")
    return [schema.TextPut(id=op.id, t=op.t, by=_by(context), aud=element.audience)]


def put(element: Element) -> schema.ElementPut:
    """The whole element as its audience may know it."""
    record = schema.Record(
        type="note",
        zone=element.zone,
        parent=element.parent,
        z=element.z,
        x=element.x,
        y=element.y,
        w=element.w,
        h=element.h,
        colour=element.colour,
        lang=element.lang,
        dir=element.dir,
        text=element.text,
    )
    if element.audience == EVERYONE:
        return schema.ElementPut(id=element.id, r=record, by=element.author if element.named else None)
    return schema.ElementPut(
        id=element.id,
        r=record,
        by=element.author,
        aud=element.audience,
        pm=element.generation,
        nm=element.named,
    )


def _open_to(board: Board, context: Context, id_: str, deeds: tuple[Deed, Deed]) -> Element | Refusal:
    """The living element on which this seat may do the deed, or why it may not."""
    element = _seen(board, context, id_)
    if element is None:
        return Refusal("bad-target")
    if refused := _refused(context, element, deeds):
        return Refusal(refused)
    return Refusal("gone") if element.deleted else element


def _seen(board: Board, context: Context, id_: str) -> Element | None:
    element = board.elements.get(id_)
    if element is None or element.audience not in {EVERYONE, context.seat}:
        return None
    return element


def _refused(context: Context, element: Element, deeds: tuple[Deed, Deed]) -> str | None:
    own, others = deeds
    return context.rights.get(own if element.author == context.seat else others)


def _by(context: Context) -> str | None:
    return context.seat if context.named else None


def _bad_place(board: Board, context: Context, zone: str, parent: str | None) -> str | None:
    if zone not in context.zones:
        return "bad-zone"
    if parent is None:
        return None
    above = _seen(board, context, parent)
    return None if above and above.type == "group" and not above.deleted else "bad-target"


def _bad_text(text: str) -> str | None:
    """Why a note cannot hold this text; text is refused, never repaired."""
    if len(text) > MOST_CODE_POINTS:
        return "text-long"
    if any(_is_control(character) for character in text):
        return "text-control"
    return "text-empty" if all(character in BLANK for character in text) else None


def _is_control(character: str) -> bool:
    return (character < " " and character != "\n") or "\x7f" <= character <= "\x9f"
