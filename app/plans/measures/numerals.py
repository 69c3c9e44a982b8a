"""Numbers as people write them in their language, read and written. Pure.

What one language writes as a thousand is one in another: `12.500` in Spanish and in English. So
the reader's language decides where it writes thousands that way, and whatever else could be a
thousand or a fraction is refused as `Ambiguous`. No text means different numbers in two languages.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

LARGEST: Final = 1e15
"""No number of a plan is larger; beyond it a float no longer counts one by one."""

GROUP, POINT = "_", "."
"""How separators are written that can mean only one thing, before the others are understood."""

_CLEAR: Final = {
    **dict.fromkeys(" \u00a0\u2009\u202f'\u2019\u066c", GROUP),
    "\u066b": POINT * 2,
    **dict.fromkeys("\u2212\u2010\u2011\ufe63\uff0d", "-"),
    **dict.fromkeys("\u060c\uff0c", ","),
    "\uff0e": ".",
    **dict.fromkeys("\u200e\u200f\u061c\u2066\u2067\u2068\u2069", ""),
}
"""Signs that mean the same everywhere, and marks of direction, which mean nothing in a number."""

_WRITTEN: Final = re.compile(r"[+-]?\d+(?:(?:\.\.|[_.,])\d+)*")
_BARE_POINT: Final = re.compile(r"^([+-]?)(?=[.,]\d)")
_IN_GROUPS: Final = re.compile(r"[1-9]\d{0,2}(?:[_.,]\d{3})+")


@dataclass(frozen=True, slots=True)
class Signs:
    """How a language writes numbers: what stands before a fraction, and between thousands."""

    decimal: str = "."
    group: str = ","


@dataclass(frozen=True, slots=True)
class Ambiguous(ValueError):
    """What was typed could be a `thousand` or a `fraction`."""

    thousand: float
    fraction: float


def read_number(typed: str, signs: Signs) -> float:
    """Return what was typed as a number, as the language of these signs writes it.

    Raises:
        Ambiguous: it could mean two things, and the language does not decide which.
        ValueError: it is no number, or larger than anybody counts.
    """
    text = _BARE_POINT.sub(r"\g<1>0", "".join(map(_plain, typed.strip())))
    if not _WRITTEN.fullmatch(text):
        raise ValueError("not a number")
    sign, digits = (text[0], text[1:]) if text[0] in "+-" else ("", text)
    number = float(sign + _understood(digits, sign, signs))
    if abs(number) > LARGEST:
        raise ValueError("too large")
    return number


def write_number(number: float, signs: Signs) -> str:
    """Return a number as `read_number` reads it in the same language, whole ones without a fraction."""
    whole, _point, fraction = format(Decimal(repr(number)), "f").partition(".")
    fraction = fraction.rstrip("0")
    # Three digits alone after a sign could be a thousand.
    return f"{whole}{signs.decimal}{fraction + '0' * (len(fraction) == len('000'))}" if fraction else whole


def _plain(character: str) -> str:
    """A character with Western digits and with one sign for all that mean the same."""
    if character in _CLEAR:
        return _CLEAR[character]
    digit = unicodedata.decimal(character, None)
    # What means one thing alone in a plain text must not slip in as if it were typed.
    return "?" if character == GROUP else character if digit is None else str(digit)


def _understood(digits: str, sign: str, signs: Signs) -> str:
    """Digits as Python reads them: what stands between thousands is gone, a point before the fraction."""
    whole, clear, fraction = digits.partition(POINT * 2)
    if clear:
        return f"{_ungrouped(whole)}.{_digits(fraction)}"
    if GROUP in digits:
        head, point, fraction = _parted(digits)
        return f"{_ungrouped(head)}.{_digits(fraction)}" if point else _ungrouped(head)
    found = [each for each in digits if each in ".,"]
    if len(set(found)) == len(".,") or not found:
        head, point, fraction = _parted(digits)
        return f"{_ungrouped(head)}.{_digits(fraction)}" if point else head
    if len(found) > 1:
        return _ungrouped(digits)
    return _one_sign(digits, found[0], sign, signs)


def _one_sign(digits: str, separator: str, sign: str, signs: Signs) -> str:
    """Understand one point or comma: a lone group of three after it is a thousand to some, one to others."""
    whole, _separator, fraction = digits.partition(separator)
    if not _IN_GROUPS.fullmatch(digits):
        return f"{whole}.{fraction}"
    if separator == signs.group:
        return whole + fraction
    raise Ambiguous(float(sign + whole + fraction), float(f"{sign}{whole}.{fraction}"))


def _parted(digits: str) -> tuple[str, str, str]:
    """What stands before and after the last point or comma; it is the fraction's, or no such sign is there."""
    at = max(digits.rfind("."), digits.rfind(","))
    return (digits[:at], digits[at], digits[at + 1 :]) if at >= 0 else (digits, "", "")


def _ungrouped(digits: str) -> str:
    """Digits without what stands between thousands, where it is one sign and stands every three digits."""
    if digits.isdecimal():
        return digits
    if not _IN_GROUPS.fullmatch(digits) or len({each for each in digits if not each.isdecimal()}) > 1:
        raise ValueError("not in thousands")
    return "".join(each for each in digits if each.isdecimal())


def _digits(fraction: str) -> str:
    """A fraction, which has no signs in it."""
    if not fraction.isdecimal():
        raise ValueError("not a fraction")
    return fraction
