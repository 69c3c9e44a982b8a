"""A paper is looked into before it is kept: by a program of its own, and by a virus scanner where there is one."""

from pathlib import Path
from typing import BinaryIO, Final

import msgspec
from msgspec import Struct

from app.assets import errors, isolated, scanning
from app.assets.papers import IMAGE, PDF
from app.errors import Unavailable
from app.sparing import sparing_log

log = sparing_log(__name__)

PROGRAM: Final = Path(__file__).parent / "look_inside.py"


class _Seen(Struct, frozen=True):
    refused: str = ""


def look_into(paper: BinaryIO, kind: str) -> None:
    """Refuse a paper that may do harm. Images are drawn anew, so only the scanner looks into them.

    Raises:
        PaperInfected, ScannerAway: the scanner found something, or does not answer.
        PaperActive, PaperTooMuch, PaperLocked, PaperBroken: as they say.
        Unavailable: the program that looks does not run here.
    """
    scanning.scan(paper)
    if kind != IMAGE:
        _look(paper, "pdf" if kind == PDF else "archive")


def _look(paper: BinaryIO, kind: str) -> None:
    try:
        code, out = isolated.run(PROGRAM, kind, paper)
    except TimeoutError as error:
        raise errors.PaperTooMuch from error
    if code:
        # Ended by one of its limits, or by something nobody can read.
        raise errors.PaperTooMuch if code < 0 else errors.PaperBroken
    try:
        seen = msgspec.json.decode(out, type=_Seen)
    except msgspec.DecodeError as error:
        log.error("the program that looks into papers said nothing")  # noqa: TRY400 - no trace
        raise Unavailable from error
    if seen.refused:
        raise errors.paper_refusal(seen.refused)
