"""What would undo an event, from the element as it was before: kept beside each row of the log."""

from typing import Any, assert_never

from app.boards.engine import codec, schema
from app.boards.engine.state import Element
from app.boards.engine.texts import is_blank
from app.boards.engine.whole import put


def inverse(before: Element | None, event: schema.Event) -> dict[str, object] | None:  # noqa: C901, PLR0911 - one branch per kind
    """An op without its number, or None where nothing was before and nothing would go back to it."""
    match event:
        case schema.ElementAdded():
            return {"k": "el.del", "ids": [event.id]}
        case schema.ElementPut():
            return _before_put(before, event)
        case _ if before is None:
            return None
        case schema.ElementSet(mr=True):
            # Nobody asked for it, so nobody takes it back.
            return None
        case schema.ElementSet(p=props):
            return {"k": "el.set", "id": event.id, "p": _old(before, props.given())}
        case schema.ElementMoved():
            old = {name: getattr(before, name) for name in ("zone", "z", "x", "y", "parent")}
            return {"k": "el.move", "id": event.id, **old}
        case schema.ElementDeleted():
            return {"k": "el.undel", "ids": [event.id]}
        case schema.TextPut() | schema.TextEdited() | schema.NotesMerged():
            # Nobody goes back to a blank note: what was there before the blank is the inverse of an earlier row.
            # Notes that were folded in come back by the rows that deleted them.
            return None if is_blank(before.text) else {"k": "txt.put", "id": event.id, "t": before.text}
        case schema.InkAdded(at=at):
            return _before_ink(before, at)
        case schema.ElementLocked():
            return None if before.locked else {"k": "el.unlock", "ids": [event.id]}
        case schema.ElementUnlocked():
            return {"k": "el.lock", "ids": [event.id]} if before.locked else None
        case _:
            assert_never(event)


def _before_put(before: Element | None, event: schema.ElementPut) -> dict[str, object] | None:
    """What came is deleted again; what was there for the same people is as it was. A reveal is not taken back."""
    if before is None or before.deleted:
        return {"k": "el.del", "ids": [event.id]}
    return codec.as_body(put(before)) if before.audience == event.aud else None


def _before_ink(before: Element, at: int) -> dict[str, object]:
    """The stroke as far as it was drawn: its end comes back with the piece."""
    return {
        "k": "ink.add",
        "id": before.id,
        "at": at,
        "pts": list((before.pts or ())[at:]),
        "final": bool(before.final),
    }


def _old(before: Element, given: dict[str, Any]) -> dict[str, Any]:
    # How large the words are set goes with what is told here, and is told by nobody who takes it back.
    old = {name: getattr(before, name) for name in given if name not in {"fields", "fit"}}
    if "fields" in given:
        old["fields"] = {name: (before.fields or {}).get(name) for name in given["fields"]}
    return old
