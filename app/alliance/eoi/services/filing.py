"""Files come with an expression of interest: looked at, pictures drawn anew, kept under the hash of their bytes."""

import hashlib
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Final

from sqlalchemy import text

from app import audit, clock
from app.alliance.eoi import file_kinds, queries
from app.alliance.eoi.errors import FilesFull, FileTooLarge, NoFile, NoSuchMove, NotATakenKind
from app.alliance.eoi.intake import intake
from app.alliance.eoi.models import Interest, InterestFile
from app.alliance.eoi.services.holding import held_by
from app.alliance.eoi.states import State, takes_files
from app.assets import drawing, files
from app.assets.intake import intake as images
from app.db import db, transaction
from app.ids import new_id

UNNAMED_KEPT: Final = timedelta(days=1)
"""A file that no row names may be one that is just being put there."""

LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class _Laid:
    """A file on the disk, not named yet."""

    kind: str
    size: int
    sha256: str


def add_file(token: str, body: BinaryIO, *, name: str, about: str) -> InterestFile:
    """Keep a file. The same bytes twice are one.

    Raises:
        NoSuchInterest: the link opens nothing.
        NoSuchMove: it takes no files now.
        FilesFull, FilesTooFast, FilesBusy, NoFile, FileTooLarge, NotATakenKind: as they say.
        Invalid: an image that cannot be drawn (`assets.errors`).
    """
    _require_room(queries.interest_by_token(token))
    folder = intake().folder
    # What was read on the way here gives its connection back before anybody waits.
    db.session.commit()
    out = files.new_path(folder)
    try:
        laid = _lay(body, out)
        return _keep(token, laid, out, name=_tidy(name, laid.kind), about=about)
    finally:
        out.unlink(missing_ok=True)


def drop_file(token: str, file_id: str) -> None:
    """Take a file off a draft; its bytes go the night after.

    Raises:
        NoSuchInterest, NotFound: the link opens nothing, or there is no such file.
        NoSuchMove: it was submitted with it.
    """
    with transaction():
        interest = held_by(token)
        if interest.state != State.DRAFT:
            raise NoSuchMove
        interest.files.remove(queries.file_for(interest, file_id))


def forget_unnamed() -> None:
    """Drop files that nothing names any more."""
    folder = intake().folder
    found = list(files.drawings_before(folder, clock.now() - UNNAMED_KEPT))
    with transaction():
        if db.engine.dialect.name == "postgresql":
            # Whoever sends the same bytes just now waits, and then lays them anew.
            db.session.execute(text("LOCK TABLE eoi_file IN SHARE ROW EXCLUSIVE MODE"))
        _unlink(found, queries.files_named([sha256 for sha256, _path in found]))


def _unlink(found: Sequence[tuple[str, Path]], named: set[str]) -> None:
    for sha256, path in found:
        if sha256 not in named:
            path.unlink(missing_ok=True)


def _require_room(interest: Interest) -> None:
    if not takes_files(interest.state):
        raise NoSuchMove
    if len(interest.files) >= file_kinds.MOST_FILES:
        raise FilesFull


def _lay(body: BinaryIO, out: Path) -> _Laid:
    """Write down what came, as far as it is anything that is taken."""
    size = body.seek(0, os.SEEK_END)
    if not size:
        raise NoFile
    if size > file_kinds.MOST_BYTES:
        raise FileTooLarge
    kind = file_kinds.kind_of(body)
    if kind is None:
        raise NotATakenKind
    if kind == file_kinds.IMAGE:
        with images().turn():
            drawn = drawing.draw(body, out)
        return _Laid(drawn.mime, drawn.size, drawn.sha256)
    return _Laid(kind, size, _copied(body, out))


def _copied(body: BinaryIO, out: Path) -> str:
    """Copy it to the disk; the hash of its bytes."""
    body.seek(0)
    known = hashlib.sha256()
    with out.open("xb") as file:
        while piece := body.read(files.PIECE):
            known.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return known.hexdigest()


def _keep(token: str, laid: _Laid, out: Path, *, name: str, about: str) -> InterestFile:
    with transaction():
        interest = held_by(token)
        same = next((each for each in interest.files if each.sha256 == laid.sha256), None)
        if same is not None:
            return same
        _require_room(interest)
        row = InterestFile(
            id=new_id(), name=name, about=about, kind=laid.kind, size=laid.size, sha256=laid.sha256,
            added_at=clock.now(),
        )  # fmt: skip
        interest.files.append(row)
        db.session.flush()
        audit.record("eoi.file-added", f"eoi:{interest.id}", actor_id=None, kind=laid.kind, sha256=laid.sha256)
        files.place(intake().folder, out, laid.sha256)
    return row


def _tidy(name: str, kind: str) -> str:
    """The name a file had where it came from, without a way to it, with the ending its bytes ask for."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(each for each in last if unicodedata.category(each)[0] != "C").strip(" .")
    stem, dot, ending = shown.rpartition(".")
    wanted = file_kinds.ENDINGS[kind]
    keeps = dot and ending.lower() in {wanted, "jpeg" if wanted == "jpg" else wanted}
    known = stem if keeps or (dot and kind.startswith("image/")) else shown
    return f"{known[:LONGEST_NAME] or 'file'}.{wanted}"
