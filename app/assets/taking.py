"""A paper that comes in: an image drawn anew, anything else as it is, ready to be laid where files of the house lie."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from app.assets import drawing, files, inspecting, papers
from app.assets.errors import NotAPaper, PaperTooLarge
from app.assets.intake import intake

_PIECE: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that came in and lies aside until a row names it."""

    sha256: str
    mime: str
    size: int
    path: Path

    @property
    def is_image(self) -> bool:
        return self.mime.startswith("image/")

    def lay(self) -> None:
        """Put it where it is found by its bytes, in the transaction that names it."""
        files.place(intake().folder, self.path, self.sha256)


@contextmanager
def taken(body: BinaryIO) -> Iterator[Taken]:
    """Take a file in; what was not laid by the end is gone.

    Raises:
        PaperTooLarge: more than ten megabytes.
        PaperActive, PaperTooMuch, PaperLocked, PaperBroken: what is in it may do harm, or cannot be looked at.
        PaperInfected, ScannerAway: the virus scanner says so, or does not answer.
        NotAPaper: by its bytes it is none of those that are taken, or holds programs.
        Invalid, ImagesBusy: an image that cannot be drawn (`assets.errors`).
    """
    folder = intake().folder
    out = files.new_path(folder)
    try:
        with files.spooled(folder, body, most=papers.MOST_BYTES) as file:
            yield _look(file, out)
    finally:
        out.unlink(missing_ok=True)


def _look(file: BinaryIO, out: Path) -> Taken:
    if file.seek(0, 2) > papers.MOST_BYTES:
        raise PaperTooLarge
    kind = papers.kind_of(file)
    if kind is None:
        raise NotAPaper
    inspecting.look_into(file, kind)
    if kind != papers.IMAGE:
        return _copy(file, kind, out)
    drawing.look_at(file)
    with intake().turn():
        drawn = drawing.draw(file, out)
    return Taken(drawn.sha256, drawn.mime, drawn.size, out)


def _copy(file: BinaryIO, kind: str, out: Path) -> Taken:
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    with out.open("wb") as kept:
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += kept.write(piece)
    return Taken(digest.hexdigest(), kind, size, out)
