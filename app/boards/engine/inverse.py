"""What would undo an event, from the element as it was before: kept beside each row of the log."""

from typing import assert_never

from msgspec import UNSET
from msgspec.structs import asdict

from app.boards.engine import schema
from app.boards.engine.state import Element


def inverse(before: Element | None, event: schema.Event) -> dict[str, object] | None:  # noqa: PLR0911 - one per kind
    """An op without its number, or None where nothing was before and nothing would go back to it."""
    match event:
        case schema.ElementAdded():
            return {"k": "el.del", "ids": [event.id]}
        case _ if before is None:
            return None
        case schema.ElementSet(p=props):
            set_ = [name for name, value in asdict(props).items() if value is not UNSET]
            return {"k": "el.set", "id": event.id, "p": {name: getattr(before, name) for name in set_}}
        case schema.ElementMoved():
            old = {name: getattr(before, name) for name in ("zone", "z", "x", "y", "parent")}
            return {"k": "el.move", "id": event.id, **old}
        case schema.ElementDeleted():
            return {"k": "el.undel", "ids": [event.id]}
        case schema.ElementPut():
            # A reveal is not taken back; an undone deletion is deleted again.
            return {"k": "el.del", "ids": [event.id]} if before.deleted else None
        case schema.TextPut():
            return {"k": "txt.put", "id": event.id, "t": before.text}
        case _:
            assert_never(event)
