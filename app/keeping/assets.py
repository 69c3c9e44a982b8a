"""The files of a house: images on boards, evidence and the like, each under the SHA-256 of its bytes."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import BufferedReader
from pathlib import Path

from flask import current_app
from sqlalchemy import Connection

from app.assets import holding
from app.keeping import tables
from app.keeping.manifest import FilePart
from app.keeping.reading import Backup
from app.keeping.writing import replace, settle, to_disk, unfinished


def named(connection: Connection) -> Iterator[tuple[str, BufferedReader | None]]:
    """The files that rows name, each as it lies there; None where that is gone or is not what it was."""
    there = {table.name for table in tables.all_of(connection)}
    for sha256 in list(holding.named(connection, there)):
        with _sound(_path(FilePart(0, sha256)), sha256) as file:
            yield sha256, file


def unpack(backup: Backup, undone: ExitStack) -> None:
    """Put the files of a backup where they belong. Those that were not there, or not sound, go again with `undone`."""
    for part in backup.manifest.files:
        path = _path(part)
        with _sound(path, part.sha256) as there:
            if there is None:
                _write(path, backup.chunks(part))
                undone.callback(path.unlink, missing_ok=True)


def _path(part: FilePart) -> Path:
    var: Path = current_app.config["VAR"]
    return var / part.part


@contextmanager
def _sound(path: Path, sha256: str) -> Iterator[BufferedReader | None]:
    """A file that was looked through, from its beginning: whoever deletes it meanwhile takes away only its name."""
    file = _opened(path)
    if file is None:
        yield None
        return
    with file:
        whole = hashlib.file_digest(file, "sha256").hexdigest() == sha256
        file.seek(0)
        yield file if whole else None


def _opened(path: Path) -> BufferedReader | None:
    try:
        return path.open("rb")
    except FileNotFoundError:
        return None


def _write(path: Path, chunks: Iterator[bytes]) -> None:
    """Write a file under another name until it is whole, and on the disk with its name and its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    settle(path.parent.parent)
    with unfinished(path) as (file, part):
        file.writelines(chunks)
        to_disk(file)
        replace(part, path)
