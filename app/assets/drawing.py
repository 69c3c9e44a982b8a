"""An image that came in becomes a drawing on the disk, by a process that is started for it and ends.

This process waits for that one without holding anybody up, and never loads Pillow itself.
"""

import os
from pathlib import Path
from typing import BinaryIO, Final, Literal

import msgspec
from msgspec import Struct

from app.assets import errors, isolated
from app.assets.kinds import LOOKED_AT, MOST_BYTES, is_image, is_svg
from app.errors import Unavailable
from app.sparing import sparing_log

log = sparing_log(__name__)

PROGRAM: Final = Path(__file__).parent / "redraw.py"


class Drawn(Struct, frozen=True):
    """What was drawn: its kind, its size in pixels and bytes, and the SHA-256 of those bytes."""

    mime: Literal["image/jpeg", "image/webp"]
    width: int
    height: int
    size: int
    sha256: str


class _Refused(Struct, frozen=True):
    refused: str


def look_at(image: BinaryIO) -> None:
    """Refuse what is no image by its first bytes, before anything is started for it.

    Raises:
        NoImage, ImageTooLarge, SvgRefused, NotAnImage: as they say.
    """
    size = image.seek(0, os.SEEK_END)
    if not size:
        raise errors.NoImage
    if size > MOST_BYTES:
        raise errors.ImageTooLarge
    image.seek(0)
    head = image.read(LOOKED_AT)
    if not is_image(head):
        raise errors.SvgRefused if is_svg(head) else errors.NotAnImage


def draw(image: BinaryIO, out: Path) -> Drawn:
    """Draw an image anew into a file that is not there yet.

    Raises:
        ImageBroken, ImageTooManyPixels, ImageTooHeavy: as they say.
        Unavailable: the program that draws does not run here.
    """
    try:
        # That process reads the file itself: nothing of it comes into the memory of this one.
        code, drawn = isolated.run(PROGRAM, str(out), image)
    except TimeoutError as error:
        raise errors.ImageTooHeavy from error
    if code < 0:
        # Ended by one of its limits.
        raise errors.ImageTooHeavy
    try:
        said = msgspec.json.decode(drawn, type=dict[str, object])
        return msgspec.convert(said, Drawn)
    except msgspec.ValidationError:
        raise errors.refusal(msgspec.convert(said, _Refused).refused) from None
    except msgspec.DecodeError as error:
        log.error("the program that draws images ended with %d and said nothing", code)  # noqa: TRY400 - no trace
        raise Unavailable from error
