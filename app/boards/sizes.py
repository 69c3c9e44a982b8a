"""How large one op may be. Larger ones are refused under their number before anything reads them."""

from collections.abc import Mapping
from typing import Any

import msgspec

LARGEST_OP = 16 * 1024
"""An op without the words of a text, in bytes of JSON."""

LARGEST_TEXT = 20_000
"""The words of a text, and those it was made from: five thousand letters of four bytes, more than any element holds."""

_WORDS = ("t", "was")


def too_large(raw: Mapping[str, Any]) -> str | None:
    """Why an op is larger than any a browser of this house makes."""
    if any(isinstance(words := raw.get(name), str) and len(words.encode()) > LARGEST_TEXT for name in _WORDS):
        return "text-long"
    rest = {name: value for name, value in raw.items() if name not in _WORDS or not isinstance(value, str)}
    return "op-large" if size_of(rest) > LARGEST_OP else None


def size_of(raw: Mapping[str, Any]) -> int:
    """What an op takes, in bytes of JSON."""
    return len(msgspec.json.encode(raw))
