"""The files of a house: images that people put on boards, each under the SHA-256 of its bytes."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

from flask import current_app
from sqlalchemy import Connection, select

from app.boards.models import Asset
from app.ids import new_id
from app.keeping import tables
from app.keeping.manifest import FilePart
from app.keeping.reading import Backup


def named(connection: Connection) -> Iterator[tuple[str, Path | None]]:
    """The images that boards may show, each with its file; None where that is gone or is not what it was."""
    if Asset.__tablename__ not in {table.name for table in tables.all_of(connection)}:
        return
    for sha256 in connection.scalars(select(Asset.sha256).distinct().order_by(Asset.sha256)).all():
        path = _path(FilePart(0, sha256))
        yield sha256, path if _sound(path, sha256) else None


def unpack(backup: Backup, undone: ExitStack) -> None:
    """Put the files of a backup where they belong. Those that were not there, or not sound, go again with `undone`."""
    for part in backup.manifest.files:
        path = _path(part)
        if not _sound(path, part.sha256):
            _write(path, backup.chunks(part))
            undone.callback(path.unlink, missing_ok=True)


def _path(part: FilePart) -> Path:
    var: Path = current_app.config["VAR"]
    return var / part.part


def _sound(path: Path, sha256: str) -> bool:
    with suppress(FileNotFoundError), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    return False


def _write(path: Path, chunks: Iterator[bytes]) -> None:
    """Write a file under another name until it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{new_id()}.part")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
