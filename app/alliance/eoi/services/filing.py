"""Files come with an expression of interest, and lie where all files of the house lie."""

import os
import unicodedata
from typing import BinaryIO, Final

from app import audit, clock
from app.alliance.eoi import queries
from app.alliance.eoi.errors import FilesFull, NoFile, NoSuchMove
from app.alliance.eoi.models import Interest, InterestFile
from app.alliance.eoi.services.holding import held_by
from app.alliance.eoi.states import State, takes_files
from app.assets import holding
from app.assets.papers import ENDINGS
from app.assets.taking import Taken, taken
from app.db import db, transaction
from app.ids import new_id

MOST_FILES: Final = 10
LONGEST_NAME: Final = 100

holding.hold(InterestFile.sha256)


def add_file(token: str, body: BinaryIO, *, name: str, about: str) -> InterestFile:
    """Keep a file. The same bytes twice are one.

    Raises:
        NoSuchInterest: the link opens nothing.
        NoSuchMove: it takes no files now.
        FilesFull, NoFile: as they say.
        PaperTooLarge, NotAPaper, Invalid, ImagesBusy: see `assets.taking.taken`.
    """
    _require_room(queries.interest_by_token(token))
    if not body.seek(0, os.SEEK_END):
        raise NoFile
    body.seek(0)
    # What was read on the way here gives its connection back before anybody waits.
    db.session.commit()
    with taken(body) as file:
        return _keep(token, file, name=_tidy(name, file.mime), about=about)


def drop_file(token: str, file_id: str) -> None:
    """Take a file off a draft; its bytes go at night, if nothing else names them.

    Raises:
        NoSuchInterest, NotFound: the link opens nothing, or there is no such file.
        NoSuchMove: it was submitted with it.
    """
    with transaction():
        interest = held_by(token)
        if interest.state != State.DRAFT:
            raise NoSuchMove
        interest.files.remove(queries.file_for(interest, file_id))


def _require_room(interest: Interest) -> None:
    if not takes_files(interest.state):
        raise NoSuchMove
    if len(interest.files) >= MOST_FILES:
        raise FilesFull


def _keep(token: str, file: Taken, *, name: str, about: str) -> InterestFile:
    with transaction():
        interest = held_by(token)
        same = next((each for each in interest.files if each.sha256 == file.sha256), None)
        if same is not None:
            return same
        _require_room(interest)
        row = InterestFile(
            id=new_id(), name=name, about=about, kind=file.mime, size=file.size, sha256=file.sha256,
            added_at=clock.now(),
        )  # fmt: skip
        interest.files.append(row)
        db.session.flush()
        audit.record("eoi.file-added", f"eoi:{interest.id}", actor_id=None, kind=file.mime, sha256=file.sha256)
        file.lay()
    return row


def _tidy(name: str, kind: str) -> str:
    """The name a file had where it came from, without a way to it, with the ending its bytes ask for."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(each for each in last if unicodedata.category(each)[0] != "C").strip(" .")
    stem, dot, ending = shown.rpartition(".")
    wanted = ENDINGS[kind]
    keeps = dot and ending.lower() in {wanted, "jpeg" if wanted == "jpg" else wanted}
    known = stem if keeps or (dot and kind.startswith("image/")) else shown
    return f"{known[:LONGEST_NAME] or 'file'}.{wanted}"
