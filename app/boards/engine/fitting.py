"""How large the words of a note are set: guessed from how many there are, where nobody has measured it. Pure.

Everything on a note is measured beside a paper of 118: what fits one fits any of the same shape. Where somebody writes
on the plane, the browser measures the words and says with them how large they are set (`fit`); that holds until words,
paper or what stands beside the words are others (`FITTED`). What came from a list, a phone or a file has none: it is
guessed here, and on the plane likewise (`static/boards/canvas/guessing.js`); `tests/vectors/fitting.json` holds both.
"""

from typing import Final

FITTED: Final = frozenset({"w", "h", "lang", "gloss", "fields"})
"""What the words share their paper with: set anew, it takes the measured size away."""

SIZES: Final = (18, 15, 13, 11, 9)
"""The sizes there are, the largest first. What does not fit at the last is cut."""

PAPER: Final = 118
AIR: Final = 18, 28
"""What of the paper is no room for words: at its sides; above, below, and a line for whose it is."""

SIGNED: Final = 12

LINE, TALL_LINE = 122, 140
"""How high a line is, in percent of its letters; and where letters reach further up and down."""

TALL: Final = ("ar", "hi", "bn")

LETTER, WIDE_LETTER = 10, 20
"""How wide a letter is in twentieths of its height, with what is left at the ends of lines; and a square one."""

SQUARE: Final = (("\u2e80", "\ufaff"), ("\uff00", "\uff60"), ("\U0001f300", "\U0010ffff"))
"""Letters as wide as high: Chinese, Japanese, Korean, and pictures."""


def guess(text: str, *, lang: str | None, w: int, h: int) -> int:
    """How large these words may be set on a paper: the largest size at which they fit, else the least."""
    return next((size for size in SIZES if lines_of(text, size) <= room_for(size, lang=lang, w=w, h=h)), SIZES[-1])


def room_for(size: int, *, lang: str | None, w: int, h: int, signed: bool = True) -> int:
    """How many lines of this size a paper has room for; one at least. `signed`: a line is kept for whose it is."""
    return max(1, whole_lines(size, lang=lang, w=w, h=h, signed=signed))


def whole_lines(size: int, *, lang: str | None, w: int, h: int, signed: bool = True) -> int:
    """Return how many whole lines of this size a paper takes; fewer than one where there is no room for any."""
    high = PAPER * h // w - AIR[1] + (0 if signed else SIGNED)
    line = TALL_LINE if (lang or "").split("-")[0] in TALL else LINE
    return 100 * high // (size * line)


def lines_of(text: str, size: int) -> int:
    """How many lines words of this size may take, on a paper of any width."""
    return sum(max(1, -(-letters_of(part) * size // (20 * (PAPER - AIR[0])))) for part in text.split("\n"))


def letters_of(text: str, aired: int = 0) -> int:
    """Return how wide words are in one line, in twentieths of their height; `aired`: what is added to each letter."""
    return sum((WIDE_LETTER if _is_wide(letter) else LETTER) + aired for letter in text)


def _is_wide(letter: str) -> bool:
    return any(first <= letter <= last for first, last in SQUARE)
