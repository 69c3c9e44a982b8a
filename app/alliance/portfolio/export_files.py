"""Where files of the portfolio lie: VAR/exports, each under the id of its row; what is being written ends in `.new`."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path

from flask import current_app

from app.alliance.models import Export


def folder() -> Path:
    """Where they lie."""
    made: Path = current_app.config["VAR"] / "exports"
    made.mkdir(exist_ok=True)
    return made


def path_of(export: Export) -> Path:
    """Where the file of a row lies once it is done."""
    return folder() / f"{export.id}.{export.form}"


def new_path(export: Export) -> Path:
    """Where it is written before that."""
    return folder() / f"{export.id}.{export.form}.new"


def settle(export: Export) -> tuple[str, int]:
    """Give a file that was written its own name; the digest of its bytes and how many they are."""
    made = new_path(export)
    with made.open("rb") as file:
        os.fsync(file.fileno())
        digest = file_digest(file, "sha256").hexdigest()
        size = file.tell()
    made.replace(path_of(export))
    return digest, size


def discard(export: Export) -> None:
    """Take away whatever there is of a file."""
    for path in (new_path(export), path_of(export)):
        path.unlink(missing_ok=True)


def left_before(moment: datetime) -> Iterator[Path]:
    """Files that were last written before a moment."""
    for path in folder().iterdir():
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment:
            yield path
