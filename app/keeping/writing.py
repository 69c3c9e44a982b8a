"""Writing a backup: a zip whose parts are hashed as they go in, under another name until it is whole."""

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.ids import new_id
from app.keeping import manifest as manifests
from app.keeping.errors import Refused
from app.keeping.manifest import FilePart, KeyPart, Manifest, TablePart

CHUNK = 1 << 20

PART = ".baraza-part"
"""How the names of files end that are not whole yet."""


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
        self.tables.append(TablePart(size, digest, name, columns, count))

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
    """A new file that gets its name once everything is in it and on the disk; nobody else may read it.

    Raises:
        Refused: something has that name already.
    """
    if path.exists():
        raise _Taken(path)
    if not path.parent.is_dir():
        raise Refused(f"There is no folder {path.parent}.")
    with unfinished(path) as (file, part):
        yield file
        to_disk(file)
        _name(part, path)
        settle(path.parent)


@contextmanager
def unfinished(path: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A file under another name beside `path`, and that name. It goes again unless it was renamed meanwhile.

    What a process left there when it was killed goes, too: it holds no lock on it any more.
    """
    _sweep(path.parent)
    part = path.with_name(f".{path.name}.{new_id()}{PART}")
    try:
        number = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file, part
    finally:
        part.unlink(missing_ok=True)


def replace(part: Path, path: Path) -> None:
    """Give a file that is on the disk its name, whatever had it before."""
    part.replace(path)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Let the names in a folder outlive a power cut, as the files do."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def to_disk(file: IO[bytes]) -> None:
    """See that everything written so far outlives a power cut."""
    file.flush()
    os.fsync(file.fileno())


def _name(part: Path, path: Path) -> None:
    """Give a file its name, if nobody has taken that meanwhile."""
    try:
        path.hardlink_to(part)
    except FileExistsError as error:
        raise _Taken(path) from error
    except OSError as error:
        # Not every disk knows two names of one file.
        if path.exists():
            raise _Taken(path) from error
        part.rename(path)


def _sweep(folder: Path) -> None:
    for left in folder.glob(f".*{PART}"):
        with suppress(OSError), left.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


class _Taken(Refused):
    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already. Give another name.")
