"""Which image of another board a page asks for, as it says it."""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from app.assets.errors import NoImage
from app.boards.engine import codec

MOST_BYTES = 1_000


class Wanted(Struct, frozen=True, forbid_unknown_fields=True):
    """An image, by the board it lies on and its id there."""

    board: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}\Z")]
    asset: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{22}\Z")]


def read_wanted(body: bytes) -> Wanted:
    """Read what came as JSON.

    Raises:
        NoImage: it names none.
    """
    try:
        return msgspec.convert(codec.loads(body[:MOST_BYTES]), Wanted, strict=True)
    except (codec.Malformed, msgspec.ValidationError) as error:
        raise NoImage from error
