"""A whole element as the event that makes it."""

from app.boards.engine import schema
from app.boards.engine.audience import EVERYONE
from app.boards.engine.state import Element

_TOLD = schema.Record.__struct_fields__


def put(element: Element) -> schema.ElementPut:
    """The whole element as its audience may know it."""
    record = _record(element)
    by = element.author if element.named else None
    if element.audience == EVERYONE:
        return schema.ElementPut(id=element.id, r=record, by=by)
    return schema.ElementPut(
        id=element.id,
        r=record,
        by=by,
        aud=element.audience,
        pm=element.generation,
        nm=element.named,
    )


def _record(element: Element) -> schema.Record:
    """Everything but who wrote it; of those whose notes were folded in, only who may be named to all."""
    told = {name: getattr(element, name) for name in _TOLD}
    told["authors"] = {seat: True for seat, named in (element.authors or {}).items() if named} or None
    return schema.Record(**told)
