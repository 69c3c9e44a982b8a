"""What roles are called in the languages of the house: nobody's name consists of such words alone."""

import re
import unicodedata
from functools import cache
from typing import Final

from flask_babel import force_locale

from app.accounts import names
from app.accounts.errors import NameOfRole
from app.accounts.events import TitlesWanted
from app.events import ask
from app.i18n import LANGUAGES

_LITTLE: Final = "a an the of and for in at co le la les du des de et dans en el los las del y и в من في و 的 与 和 及"
"""Words that tell nobody from another, and make no role either."""

_STRETCHER: Final = "\u0640"
"""An Arabic word with it reads the same."""

_ARABIC_ARTICLE: Final = ("وال", "ال")
"""*And the*, and *the*, as they begin a word."""


def refuse_title(name: str) -> None:
    """Refuse a name that consists of words for roles: what its bearer does would read as done by whoever has the role.

    Raises:
        NameOfRole: it does, or looks as if it did.
    """
    known, little = _known(), _little()
    said = [word for word in _words_of(name) if not _consists_of(word, little) and not _is_letter(word)]
    if said and all(_consists_of(word, known | little if _is_han(word) else known) for word in said):
        raise NameOfRole


@cache
def _known() -> frozenset[str]:
    """Return every word of every title in any language, and of what the program calls the role, as it looks."""
    found: set[str] = set()
    for titles in ask(TitlesWanted()):
        for language in LANGUAGES:
            with force_locale(language):
                found.update(word for code, title in titles.items() for word in _words_of(f"{code} {title}"))
    # A sign that joins words also stands inside of some, where no word is left beside it.
    parted = {part for word in found if _is_han(word) for part in re.split("[的与和及]", word) if len(part) > 1}
    return frozenset(word for word in found | parted if not _is_letter(word)) - _little()


@cache
def _little() -> frozenset[str]:
    return frozenset(_words_of(_LITTLE))


def _words_of(text: str) -> list[str]:
    """Return the words of a text as they look; marks on letters, endings in brackets, articles and numbers are none."""
    worded = re.sub(r"(?<=\w)\(\w+\)|\b\d+\b", "", text.replace(_STRETCHER, ""))
    seen = unicodedata.normalize("NFD", names.skeleton(worded))
    bare = unicodedata.normalize("NFC", "".join(each for each in seen if unicodedata.category(each) != "Mn"))
    return [_without_article(word) for word in re.findall(r"[^\W_]+", bare)]


def _without_article(word: str) -> str:
    for article in map(names.skeleton, _ARABIC_ARTICLE):
        if word.startswith(article) and len(word) > len(article):
            return word.removeprefix(article)
    return word


def _is_letter(word: str) -> bool:
    """True for one letter of an alphabet, as an elided article or an initial: it makes no name of its own."""
    return len(word) == 1 and word != word.upper()


def _is_han(word: str) -> bool:
    return any(unicodedata.name(each, "").startswith("CJK ") for each in word)


def _consists_of(word: str, known: frozenset[str]) -> bool:
    """True for a known word, and for a run of them where a script puts nothing in between."""
    if not _is_han(word):
        return word in known
    ends = {0}
    for end in range(1, len(word) + 1):
        if any(word[begin:end] in known for begin in ends):
            ends.add(end)
    return len(word) in ends
