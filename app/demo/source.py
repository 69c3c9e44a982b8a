"""A YAML file as values and line numbers, so that whoever refuses a value can say where it stands.

Only what JSON knows is read: no tags, no aliases, no dates, no numbers by sixties, so
that `13:15` stays the text it looks like. A key that stands twice is refused.
"""

import re
from dataclasses import dataclass
from typing import Final

import yaml

from app.demo.errors import UnreadableFile
from app.texts import is_readable

LARGEST: Final = 8 * 1024 * 1024
"""Bytes; a file of fifty workshops is a fifth of it."""

Path = tuple[str | int, ...]
"""Where a value stands: keys and, in lists, places from 0."""

_PLAIN: Final = {
    "tag:yaml.org,2002:null": (re.compile(r"^(?:null|~|)$"), [*"n~", ""]),
    "tag:yaml.org,2002:bool": (re.compile(r"^(?:true|false)$"), [*"tf"]),
    "tag:yaml.org,2002:int": (re.compile(r"^-?[0-9]{1,15}$"), [*"-0123456789"]),
    "tag:yaml.org,2002:float": (re.compile(r"^-?[0-9]{1,15}\.[0-9]{1,15}$"), [*"-0123456789"]),
}


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # whichever there is
    """Reads words as words unless they are plainly null, true, false or a number."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - read by the library


for _tag, (_pattern, _first) in _PLAIN.items():
    _Loader.add_implicit_resolver(_tag, _pattern, _first)


@dataclass(frozen=True, slots=True)
class Source:
    """The values of a file, and where each of them stands."""

    value: object
    node: yaml.Node

    def line(self, path: Path) -> int:
        """The line of the value at a path, or of the innermost value on the way that exists."""
        node = self.node
        for step in path:
            inner = _inside(node, step)
            if inner is None:
                break
            node = inner
        return line_of(node)

    def line_of_key(self, path: Path, key: str) -> int:
        """The line of a key of the mapping at a path; of the mapping where it has no such key."""
        node = self.node
        for step in path:
            node = _inside(node, step) or node
        keys = [each for each, _value in node.value if each.value == key] if isinstance(node, yaml.MappingNode) else []
        return line_of(keys[0] if keys else node)


def read(content: bytes) -> Source:
    """Read a file.

    Raises:
        UnreadableFile: too large, no UTF-8, no YAML, or more than JSON could say.
    """
    if len(content) > LARGEST:
        raise UnreadableFile((1, f"the file is larger than {LARGEST // 1024 // 1024} MB"))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFile((_line_at(content, error.start), "the file is not written in UTF-8")) from error
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.reader.ReaderError as error:
        raise UnreadableFile((_line_at(content, error.position), "a character that cannot be shown")) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise UnreadableFile((mark.line + 1 if mark else 1, str(error.problem or error.context))) from error
    if node is None:
        raise UnreadableFile((1, "the file is empty"))
    return Source(_value(node, set()), node)


def line_of(node: yaml.Node) -> int:
    """The line a node begins on, from 1."""
    return int(node.start_mark.line) + 1


def _value(node: yaml.Node, seen: set[int]) -> object:
    if id(node) in seen:
        raise UnreadableFile((line_of(node), "aliases are not read: write the words again"))
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, seen)
    if isinstance(node, yaml.SequenceNode):
        return [_value(each, seen) for each in node.value]
    return _scalar(node)


def _mapping(node: yaml.MappingNode, seen: set[int]) -> dict[str, object]:
    values: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        if key is None or not is_readable(key):
            raise UnreadableFile((line_of(key_node), "a key is a word"))
        if key in values:
            raise UnreadableFile((line_of(key_node), f"`{key}` stands here twice"))
        values[key] = _value(value_node, seen)
    return values


def _scalar(node: yaml.Node) -> object:
    written = str(node.value)
    match node.tag.rpartition(":")[2]:
        case "null":
            return None
        case "bool":
            return written == "true"
        case "int":
            return int(written)
        case "float":
            return float(written)
        case "str" if is_readable(written):
            return written
        case "str":
            raise UnreadableFile((line_of(node), "a character that cannot be shown"))
        case _:
            raise UnreadableFile((line_of(node), f"`{node.tag}` is not read: write plain words and numbers"))


def _inside(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


def _line_at(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1
