"""Reading a backup without believing it: every name, size, count and hash is checked before any of it is used."""

import hashlib
import json
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import SEEK_END
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from app.keeping import manifest as manifests
from app.keeping.errors import Refused
from app.keeping.manifest import FilePart, KeyPart, Manifest, TablePart
from app.keeping.writing import CHUNK

MOST_MANIFEST = 64 << 20
MOST_LINE = 64 << 20
MOST_TIMES = 100
"""How much larger than the file its parts may be. Rows of a real house become about ten times smaller."""

SMALL = 16 << 20
"""Nothing this small can hurt, however well it was packed."""

_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error, ValueError)


class Backup:
    """A backup whose manifest was read and whose parts are those it names."""

    def __init__(self, packed: ZipFile, manifest: Manifest) -> None:
        self._zip, self.manifest = packed, manifest

    @property
    def size(self) -> int:
        return sum(part.bytes for part in self.manifest.parts)

    def check(self, seen: Callable[[int], object]) -> None:
        """Read everything once.

        Raises:
            Refused: a part is not what the manifest says.
        """
        for part in self.manifest.parts:
            chunks = self.lines(part) if isinstance(part, TablePart) else self.chunks(part)
            for chunk in chunks:
                seen(len(chunk))

    def lines(self, table: TablePart) -> Iterator[bytes]:
        """The lines of a table, as many as it should have."""
        count = 0
        for each in self._read(table, lambda part: part.readline(MOST_LINE)):
            count += 1
            if not each.endswith(b"\n"):
                raise Refused(f"{table.part} in this backup has a line that does not end.")
            yield each
        if count != table.rows:
            raise Refused(f"{table.part} in this backup has {count} rows, and the manifest says {table.rows}.")

    def rows(self, table: TablePart) -> Iterator[list[object]]:
        """The rows of a table as JSON has them."""
        for each in self.lines(table):
            try:
                row = json.loads(each)
            except (ValueError, RecursionError) as error:
                raise Refused(f"{table.part} in this backup has a line that is no JSON.") from error
            if not isinstance(row, list) or len(row) != len(table.columns):
                raise Refused(f"{table.part} in this backup has a line that is no row.")
            yield row

    def chunks(self, part: FilePart | KeyPart) -> Iterator[bytes]:
        """A file, piece by piece."""
        return self._read(part, lambda packed: packed.read(CHUNK))

    def _read(self, part: TablePart | FilePart | KeyPart, take: Callable[[IO[bytes]], bytes]) -> Iterator[bytes]:
        """Pieces of a part, and a refusal behind the last one if they were not what was written."""
        digest = hashlib.sha256()
        try:
            with self._zip.open(part.part) as packed:
                while piece := take(packed):
                    digest.update(piece)
                    yield piece
        except _BROKEN as error:
            raise Refused(f"{part.part} in this backup is damaged.") from error
        if digest.hexdigest() != part.sha256:
            raise Refused(f"{part.part} in this backup is damaged: its hash is another one.")


@contextmanager
def opened(file: IO[bytes]) -> Iterator[Backup]:
    """A backup, with its manifest read.

    Raises:
        Refused: it is none, or its parts are not those the manifest names.
    """
    try:
        packed = ZipFile(file)
    except _BROKEN as error:
        raise Refused("This is no backup of Baraza, or its end is missing.") from error
    with packed:
        held = _held(packed)
        manifest = _manifest(packed, held)
        _compare(manifest, held, file.seek(0, SEEK_END))
        yield Backup(packed, manifest)


def _held(packed: ZipFile) -> dict[str, ZipInfo]:
    held = {info.filename: info for info in packed.infolist()}
    if len(held) != len(packed.infolist()):
        raise Refused("This backup holds a part twice.")
    if any(info.flag_bits & 1 or info.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for info in held.values()):
        raise Refused("This backup is packed in a way Baraza does not pack.")
    return held


def _manifest(packed: ZipFile, held: dict[str, ZipInfo]) -> Manifest:
    if manifests.NAME not in held:
        raise Refused("This is no backup of Baraza: it has no manifest.")
    if held[manifests.NAME].file_size > MOST_MANIFEST:
        raise Refused("The manifest of this backup is too long.")
    try:
        raw = packed.read(manifests.NAME)
    except _BROKEN as error:
        raise Refused("The manifest of this backup is damaged.") from error
    return manifests.read(raw)


def _compare(manifest: Manifest, held: dict[str, ZipInfo], size: int) -> None:
    named = {part.part: part.bytes for part in manifest.parts}
    if extra := sorted(held.keys() - named.keys() - {manifests.NAME}):
        raise Refused(f"This backup holds a part its manifest does not name: {extra[0]!r}.")
    if missing := sorted(named.keys() - held.keys()):
        raise Refused(f"This backup lacks a part its manifest names: {missing[0]!r}.")
    for name, length in named.items():
        if held[name].file_size != length:
            raise Refused(f"{name} in this backup has another length than its manifest says.")
    if sum(named.values()) > max(SMALL, MOST_TIMES * size):
        raise Refused("This backup would become more than a hundred times as large as it is. It is not unpacked.")
