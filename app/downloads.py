"""Names of files that people download: what they hold, in its own letters, and a day. Pure."""

import unicodedata
from itertools import groupby
from typing import Final
from urllib.parse import quote

from werkzeug.datastructures import Headers

MOST: Final = 60
"""Letters of each part that go into a name: file systems take 255 bytes, and a letter has up to four."""

_KEPT: Final = frozenset("LMN")
"""Letters, their marks and numbers; whatever else there is may have a meaning in a path."""


def file_name(*parts: object, ending: str) -> str:
    """Return the name of a file: its parts with hyphens between, without what is no letter or number."""
    words = [_tidy(str(part)) for part in parts]
    return f"{'-'.join(word for word in words if word) or 'file'}.{ending}"


def as_attachment(headers: Headers, name: str) -> None:
    """Let a browser keep an answer as a file of this name; one that knows ASCII alone gets its ASCII letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lstrip("-.")
    names = {"filename": plain or "file"}
    if plain != name:
        names["filename*"] = f"UTF-8''{quote(name, safe='')}"
    headers.set("Content-Disposition", "attachment", **names)


def _tidy(part: str) -> str:
    said = unicodedata.normalize("NFC", part)
    runs = groupby(said, key=lambda letter: unicodedata.category(letter)[0] in _KEPT)
    return "-".join("".join(letters) for kept, letters in runs if kept)[:MOST].strip("-")
