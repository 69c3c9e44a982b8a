"""Names people give themselves: what may be a name, which two look alike, and the letters in a person's circle."""

import json
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

from app import aside
from app.accounts.errors import NameMissing, NameTooLong, NameUnreadable

LONGEST: Final = 60
"""Code points in a name."""

_JOINERS: Final = "\u200c\u200d"
"""Persian and Indic names need these two, though nobody sees them."""

_BLANK_LETTERS: Final = "\u115f\u1160\u3164\uffa0\u2800"
"""Letters by category that are drawn as nothing."""

_PILED_MARKS: Final = 5
"""So many marks on one letter belong to no script; they run over the neighbours."""

_LEFT_TO_RIGHT_MARK: Final = "\u200e"


def clean(name: str) -> str:
    """Return `name` as it is kept: NFKC, trimmed, runs of spaces folded into one.

    Raises:
        NameUnreadable: control or direction characters, lone surrogates, blank letters, piles of marks.
        NameMissing: no letter or digit of any script.
        NameTooLong: more than 60 code points.
    """
    if any(_unreadable(character) for character in name):
        raise NameUnreadable
    kept = " ".join(unicodedata.normalize("NFKC", name).split())
    if any(_unreadable(character) for character in kept) or _is_piled(kept):
        raise NameUnreadable
    if not any(unicodedata.category(character)[0] in "LN" for character in kept):
        raise NameMissing
    if len(kept) > LONGEST:
        raise NameTooLong
    return kept


def skeleton(name: str) -> str:
    """Return what a reader takes `name` for: two names with one skeleton look alike.

    Every character becomes its Unicode TR 39 prototype. Case does not count, so a
    letter and its capital share one prototype, the plainer of theirs; and since a
    capital I is drawn like a small l, i and l are one. A foreign letter in a Latin
    word is there for its shape alone and is taken as it is drawn.
    """
    seen = _once(name)
    while (again := _once(seen)) != seen:
        seen = again
    return seen


def initials(name: str) -> str:
    """Return one or two letters for a person's circle: the first of the first and of the last word."""
    words = [first for word in name.split() if (first := _first_letter(word))]
    joins = any(unicodedata.bidirectional(first[0]) == "AL" for first in words)
    # Arabic letters side by side would join into a word of their own.
    return ("\u200c" if joins else "").join(words[:1] + words[1:][-1:])


def _unreadable(character: str) -> bool:
    if character in _JOINERS:
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} or character in _BLANK_LETTERS


def _is_piled(name: str) -> bool:
    marks = "".join("m" if unicodedata.category(c) == "Mn" else "." for c in unicodedata.normalize("NFD", name))
    return "m" * _PILED_MARKS in marks


def _once(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKC", name) if c not in _JOINERS and not _is_selector(c))
    return " ".join(_word(unicodedata.normalize("NFD", word)) for word in bare.split())


def _word(word: str) -> str:
    is_latin = any(_is_latin(character) for character in word)
    drawn = (_drawn(c) if is_latin and not _is_latin(c) else "".join(map(_folded, c.casefold())) for c in word)
    return unicodedata.normalize("NFKC", re.sub("[l1|]|i\u0307", "i", "".join(drawn)))


@cache
def _folded(letter: str) -> str:
    """Return the prototype of a folded letter, the same for its capital."""
    own, capital = _drawn(letter), _drawn(letter.upper())
    return capital if capital.isascii() and not letter.isascii() else own


def _drawn(character: str) -> str:
    return unicodedata.normalize("NFD", _table().get(character, character)).casefold()


def _is_latin(character: str) -> bool:
    return unicodedata.name(character, "").startswith("LATIN ")


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f"


def _first_letter(word: str) -> str:
    """Return the first letter or digit of a word, with the marks that belong to it."""
    for start, character in enumerate(word):
        if unicodedata.category(character)[0] in "LN":
            marks = re.match(r"[\u0300-\u036f]*", word[start + 1 :])
            return (character + (marks.group() if marks else "")).upper()
    return ""


@cache
def _table() -> dict[str, str]:
    return aside.compute(_read_table)


def _read_table() -> dict[str, str]:
    """Return the prototype of every character that has one.

    The library keeps TR 39 as pairs in both directions: a prototype lists all its
    doubles, a double lists its one prototype. Where each has only the other, the
    plainer of the two stands for both.
    """
    source = files("confusable_homoglyphs").joinpath("confusables.json").read_text("utf-8")
    bare = {
        key.replace(_LEFT_TO_RIGHT_MARK, ""): [double["c"].replace(_LEFT_TO_RIGHT_MARK, "") for double in doubles]
        for key, doubles in json.loads(source).items()
    }
    table = {}
    for character, doubles in bare.items():
        if len(character) != 1 or len(doubles) != 1:
            continue
        prototype = doubles[0]
        if len(bare.get(prototype, [])) > 1 or _plainness(prototype) < _plainness(character):
            table[character] = prototype
    return table


def _plainness(text: str) -> tuple[bool, bool, str]:
    return (not text.isascii(), len(text) == 1, text)
