"""Where a person goes on after signing in or changing language: a page of this house, never somebody else's."""

import re
from typing import Final

_PATH: Final = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
"""One slash, then anything a browser cannot take for another host: no second slash, backslash, space or control."""


def safe(target: str | None) -> str:
    """Return `target` if it is a path of this house, else the front page."""
    return target if target and _PATH.fullmatch(target) else "/"
