"""From a file to workshops that hold together, or to the line and the reason why not."""

import re
from typing import Final

import msgspec

from app.demo import source
from app.demo.checking import World, faults_of
from app.demo.errors import UnreadableFile
from app.demo.portfolio import File
from app.demo.shape import Misfit, misfits
from app.demo.source import Source

_COMPUTED: Final = re.compile(r"^computed_rag_at_day_\d+$")


def read_file(content: bytes, world: World) -> File:
    """Read a file of workshops whole.

    Raises:
        UnreadableFile: it is no YAML, says what no workshop can say, or names what is not there.
    """
    found = source.read(content)
    try:
        file = msgspec.convert(_with_plain_keys(found.value), File)
    except msgspec.ValidationError as error:
        faults = [_fault(misfit, found) for misfit in misfits(_with_plain_keys(found.value), File)]
        raise UnreadableFile(*sorted(set(faults))) from error
    faults = sorted((found.line(path), reason) for path, reason in faults_of(file, world))
    if faults:
        raise UnreadableFile(*faults)
    return file


def _with_plain_keys(value: object) -> object:
    """The status of a plan carries its day in the key; the day is known, the key becomes a plain one."""
    if isinstance(value, dict):
        return {"computed_rag" if _COMPUTED.match(key) else key: _with_plain_keys(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_plain_keys(each) for each in value]
    return value


def _fault(misfit: Misfit, found: Source) -> tuple[int, str]:
    """The line of a value that does not fit, and why."""
    path, reason, unknown = misfit
    line = found.line_of_key(path, unknown) if unknown else found.line(path)
    where = ".".join(str(step) for step in path if isinstance(step, str))
    return line, f"{where}: {reason}" if where else reason
