"""Text people write: what of it can be kept, and finding it the way people type."""

import unicodedata
from typing import Final
from urllib.parse import urlsplit

_LINES: Final = "\n\r\t"

_PARTING: Final = str.maketrans(dict.fromkeys(",;，；、،؛\n", ","))
"""What people type between the things of a list, in any language."""


def is_readable(text: str) -> bool:
    """Whether every character can be stored by any database and drawn by any browser.

    Control characters and halves of characters are refused; lines and tabs are not.
    """
    return all(character in _LINES or unicodedata.category(character) not in {"Cc", "Cs"} for character in text)


def one_line(text: str) -> str:
    """Return a text as it stands on one line: whatever breaks it, and white space beside that, is one space.

    Names and titles are put into heads of mails and into calendars, which take one line alone.
    """
    lines = text.replace("\t", " ").splitlines()
    return " ".join(line.strip() for line in lines if line.strip())


def isolated(text: str) -> str:
    """Return somebody's words as they stand inside a sentence of ours: neither turns the other's punctuation around."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def whole_number(typed: str, *, most: int) -> int | None:
    """Return the whole number somebody typed in ASCII digits; None where it is none, or more than `most`.

    Python itself raises an error of its own for numbers of thousands of digits.
    """
    digits = typed.lstrip("0") or "0"
    if not typed or not typed.isascii() or not typed.isdigit() or len(digits) > len(str(most)):
        return None
    number = int(digits)
    return number if number <= most else None


def parted(typed: str) -> list[str]:
    """The things of a list somebody typed: `نور، ليلى` are two, and so are `Ada; Bo`."""
    return [thing for each in typed.translate(_PARTING).split(",") if (thing := each.strip())]


def is_web_address(text: str) -> bool:
    """Whether a browser opens it as a page of the web: `https://example.org/report`, and no script."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not any(map(str.isspace, text))


def folded(text: str) -> str:
    """Return `text` without case, accents and compatible forms: `Équipe` is `equipe`, `إبداع` is `ابداع`."""
    plain = _bare(text.casefold())
    return _bare(plain.casefold())


def holds(text: str, words: str) -> bool:
    """Whether a folded text holds every one of these words, in whatever order. No words are always there."""
    return all(word in text for word in folded(words).split())


def _bare(text: str) -> str:
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text)
    return "".join(character for character in apart if not unicodedata.combining(character))
