"""What a backup says of itself: the last part that is written, and the first that is read."""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from app.keeping.errors import Refused

FORMAT = "baraza-backup"
VERSION = 1
NAME = "manifest.json"
KEY = "secret_key"

_WHOLE = Annotated[int, Meta(ge=0)]
_HASH = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
_TABLE = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,62}\Z")]


class _Part(Struct, frozen=True, forbid_unknown_fields=True):
    """Something in a backup: how long it is, and the hash of it."""

    bytes: _WHOLE
    sha256: _HASH


class TablePart(_Part, frozen=True):
    """A table: `columns` by name with their kinds, in the order of each line."""

    name: _TABLE
    columns: dict[str, str]
    rows: _WHOLE

    @property
    def part(self) -> str:
        return f"tables/{self.name}.jsonl"


class FilePart(_Part, frozen=True):
    """An image: its name is the hash of what is in it, in the backup as in VAR."""

    @property
    def part(self) -> str:
        return f"assets/{self.sha256[:2]}/{self.sha256[2:]}"


class KeyPart(_Part, frozen=True):
    """The secret key of the house, where somebody asked for it."""

    part = KEY


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """`made` is when; `revision` says which version's tables these are; `database` which kind they were in."""

    format: str
    version: int
    made: str
    revision: str
    database: str
    tables: list[TablePart]
    files: list[FilePart]
    secret_key: KeyPart | None = None

    @property
    def parts(self) -> list[TablePart | FilePart | KeyPart]:
        return [*self.tables, *self.files, *([self.secret_key] if self.secret_key else [])]


class _Head(Struct):
    format: str
    version: int


def read(raw: bytes) -> Manifest:
    """The manifest in its bytes.

    Raises:
        Refused: it is none, or of a later format.
    """
    try:
        head = msgspec.json.decode(raw, type=_Head)
        if head.format == FORMAT and head.version > VERSION:
            raise Refused(f"This backup has format {head.version}; this version of Baraza reads up to {VERSION}.")
        manifest = msgspec.json.decode(raw, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refused(f"The manifest of this backup cannot be read: {error}.") from error
    if manifest.format != FORMAT:
        raise Refused("This is no backup of Baraza.")
    names = [part.part for part in manifest.parts]
    if len(names) != len(set(names)):
        raise Refused("The manifest of this backup names a part twice.")
    return manifest


def write(manifest: Manifest) -> bytes:
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1)
