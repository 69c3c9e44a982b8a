"""Writing a backup: a zip whose parts are hashed as they go in, under another name until it is whole."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.ids import new_id
from app.keeping import manifest as manifests
from app.keeping.errors import Refused
from app.keeping.manifest import FilePart, KeyPart, Manifest, TablePart

CHUNK = 1 << 20


class Writer:
    """The parts written so far."""

    def __init__(self, packed: ZipFile) -> None:
        self._zip = packed
        self.tables: list[TablePart] = []
        self.files: list[FilePart] = []
        self.key: KeyPart | None = None

    def add_table(self, name: str, columns: dict[str, str], lines: Iterable[bytes]) -> None:
        count = 0

        def counted() -> Iterator[bytes]:
            nonlocal count
            for each in lines:
                count += 1
                yield each

        size, digest = self._add(f"tables/{name}.jsonl", counted())
        self.tables.append(TablePart(name, columns, count, size, digest))

    def add_file(self, sha256: str, file: BinaryIO) -> None:
        size, _digest = self._add(FilePart(0, sha256).part, iter(lambda: file.read(CHUNK), b""))
        self.files.append(FilePart(size, sha256))

    def add_key(self, key: str) -> None:
        self.key = KeyPart(*self._add(manifests.KEY, [key.encode()]))

    def finish(self, manifest: Manifest) -> None:
        self._add(manifests.NAME, [manifests.write(manifest)])

    def _add(self, name: str, chunks: Iterable[bytes]) -> tuple[int, str]:
        size, digest = 0, hashlib.sha256()
        about = ZipInfo(name)
        about.compress_type = ZIP_DEFLATED
        about.external_attr = 0o600 << 16
        with self._zip.open(about, "w", force_zip64=True) as part:
            for chunk in chunks:
                part.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        return size, digest.hexdigest()


@contextmanager
def writer(file: IO[bytes]) -> Iterator[Writer]:
    """Writes parts into a file until it is left."""
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        yield Writer(packed)


@contextmanager
def whole_or_nothing(path: Path) -> Iterator[IO[bytes]]:
    """A file that gets its name once everything is in it and on the disk; nobody else may read it.

    Raises:
        Refused: something has that name already.
    """
    if path.exists():
        raise Refused(f"{path} is there already. Give another name.")
    if not path.parent.is_dir():
        raise Refused(f"There is no folder {path.parent}.")
    unfinished = path.with_name(f".{path.name}.{new_id()}.part")
    try:
        number = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
        _settle(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """A name is on the disk once its folder is."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
