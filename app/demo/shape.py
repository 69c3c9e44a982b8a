"""Every place where values do not have the shape a type asks for; the library names the first alone. Pure."""

import re
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Final, Union, get_args, get_origin, get_type_hints

import msgspec

from app.demo.source import Path

Misfit = tuple[Path, str, str | None]
"""Where, why, and the unknown key where there is one."""

_STEP: Final = re.compile(r"\.(\w+)|\[(\d+)\]")
_MEANING: Final = re.compile(r"^(?P<reason>.*?)(?: - at `(?P<path>[^`]*)`)?$", re.DOTALL)
_UNKNOWN: Final = re.compile(r"unknown field `(\w+)`")


def misfits(value: object, wanted: object, at: Path = ()) -> Iterator[Misfit]:
    """Yield each value below `at` that `wanted` refuses, the innermost ones; an unknown key once for each mapping."""
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError as error:
        inner = [fault for part, kind, place in _parts(value, wanted) for fault in misfits(part, kind, (*at, place))]
        own = _own(error, at)
        yield from inner
        if own[0] == at or not inner:
            yield own


def _own(error: msgspec.ValidationError, at: Path) -> Misfit:
    """The one fault the library named."""
    said = _MEANING.match(str(error))
    reason, path = (said["reason"], said["path"] or "") if said else (str(error), "")
    unknown = _UNKNOWN.search(reason)
    inside = tuple(key or int(place) for key, place in _STEP.findall(path))
    return (*at, *inside), reason, unknown[1] if unknown else None


def _parts(value: object, wanted: object) -> Iterator[tuple[object, object, str | int]]:
    """The values inside a value, the type of each, and its key or place."""
    if isinstance(value, dict):
        fields = _fields(wanted)
        yield from ((each, fields[key], key) for key, each in value.items() if key in fields)
    elif isinstance(value, list):
        item = next((get_args(kind)[0] for kind in _plain(wanted) if get_origin(kind) in {tuple, list}), None)
        if item is not None:
            yield from ((each, item, place) for place, each in enumerate(value))


def _fields(wanted: object) -> dict[str, object]:
    """The types of a struct's fields by the key a file writes."""
    fields: dict[str, object] = {}
    for kind in _plain(wanted):
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            hints = get_type_hints(kind, include_extras=True)
            fields |= {field.encode_name: hints[field.name] for field in msgspec.structs.fields(kind)}
    return fields


def _plain(wanted: object) -> list[object]:
    """A type without what is noted beside it, or the choices of a union."""
    origin = get_origin(wanted)
    if origin is Annotated:
        return _plain(get_args(wanted)[0])
    if origin in {Union, UnionType}:
        return [plain for choice in get_args(wanted) for plain in _plain(choice)]
    return [wanted]
