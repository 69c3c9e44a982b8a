"""Where drawings lie: VAR/assets, each under the SHA-256 of its bytes, `ab/cdef…`; what is being drawn under `new`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from app.ids import new_id

NEW = "new"

PIECE = 64 * 1024


def path_of(folder: Path, sha256: str) -> Path:
    """Where a drawing lies."""
    return folder / sha256[:2] / sha256[2:]


def new_path(folder: Path) -> Path:
    """A path for a drawing that is about to be made."""
    path = folder / NEW / new_id()
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def spooled(folder: Path, body: BinaryIO, *, most: int) -> Iterator[BinaryIO]:
    """What comes in, as a file without a name, piece by piece and no further than where it is too much."""
    (folder / NEW).mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=folder / NEW) as file:
        while file.tell() <= most and (piece := body.read(PIECE)):
            file.write(piece)
        file.flush()
        yield cast("BinaryIO", file)


def place(folder: Path, drawn: Path, sha256: str) -> None:
    """Put a drawing where it is found by its bytes; where the same lies already, one is left."""
    path = path_of(folder, sha256)
    path.parent.mkdir(exist_ok=True)
    drawn.replace(path)
    for each in (path.parent, folder):
        _sync(each)


def drawings_before(folder: Path, moment: datetime) -> Iterator[tuple[str, Path]]:
    """Every drawing laid there before a moment with its SHA-256, and what was left while being drawn with none."""
    for path in folder.glob("*/*"):
        # What is being drawn moves away when it is finished.
        with suppress(FileNotFoundError):
            if datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment:
                yield ("" if path.parent.name == NEW else path.parent.name + path.name), path


def _sync(folder: Path) -> None:
    """Let a name in a folder outlive a power cut, as the file itself does."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
