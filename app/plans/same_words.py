"""Whether two texts say the same. Pure."""

import re
import unicodedata
from typing import Final

_TEXTS: Final = frozenset(("goal", "name", "source"))
"""What of a promise is written freely. Of a unit each mark counts, and an indicator is the key of one."""

_SIGN: Final = 3
"""No word of a unit with more letters is a sign of one, in which case tells."""

_OVERRIDES: Final = "\u202d\u202e"
"""Characters that nobody sees and that turn the digits after them around."""

_DASHES: Final = "-\u2010-\u2015"

_RANGE: Final = re.compile(rf"(?<=\d)(?:\s+[{_DASHES}]\s+|[{_DASHES}])(?=\d)")

_MINUS: Final = re.compile(rf"(?<!\w)[{_DASHES}](?=[^\w\s]?\d)")
"""A hyphen or a dash before a number that is less than zero; within words they say nothing."""

_DECIMAL_COMMA: Final = re.compile(r"(?<=\d),(?=\d)(?!\d{3}(?!\d))")
"""A comma that is no point of thousands: 1,5 is 1.5 elsewhere, but 1,500 may be another number than 1.500."""

_POWER: Final = re.compile(r"(?<=\d)(?=[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070\u2074-\u2079\u2080-\u2089\u2150-\u215e])")
"""Where a raised, lowered or broken digit follows one: 10² is not 102."""

_TELLING: Final = re.compile(rf"[%‰‱٪؉؊′″‴/?؟{_OVERRIDES}]|(?<=\d)[^\w\s]+(?=\d)|(?<!\w)[.,٫](?=\d)")
"""Marks that say how much there is, or whether: signs of a share, per, a question, what parts digits, a point first."""


def says_same(one: str, other: str) -> bool:
    """True when two texts differ in no more than letter case, spaces and marks that say nothing."""
    return one == other or _bare(one) == _bare(other)


def is_same(name: str, one: object, other: object) -> bool:
    """True when two parts of a promise by a name are the same; what is written freely is where it says the same."""
    is_text = name in _TEXTS and isinstance(one, str) and isinstance(other, str)
    return says_same(str(one), str(other)) if is_text else one == other


def is_same_unit(one: str, other: str) -> bool:
    """True when two units are one, apart from spaces and, in words of more than three letters, case.

    Short words are signs of units: mW is not MW.
    """
    return one == other or _spelled(one) == _spelled(other)


def _spelled(unit: str) -> list[str]:
    return [each.casefold() if len(each) > _SIGN else each for each in unit.split()]


def _bare(text: str) -> str:
    """Return a text without what makes no other promise. Two numbers stay two: 1.5 is not 15."""
    text = _plain(text)
    telling = {at for found in _TELLING.finditer(text) for at in range(*found.span())}
    kept: list[str] = []
    parted = False
    for at, letter in enumerate(text):
        if at not in telling and unicodedata.category(letter)[0] in "PZC":
            parted = True
            continue
        if parted and kept and kept[-1].isdigit() and letter.isdigit():
            kept.append(" ")
        kept.append(letter)
        parted = False
    return "".join(kept)


def _plain(text: str) -> str:
    """Return a text in small letters and without what nobody sees, with each sign of a number in one form."""
    seen = (each for each in text if unicodedata.category(each) != "Cf" or each in _OVERRIDES)
    plain = unicodedata.normalize("NFKC", _POWER.sub("^", "".join(seen))).casefold()
    return _MINUS.sub("\N{MINUS SIGN}", _DECIMAL_COMMA.sub(".", _RANGE.sub("-", plain)))
