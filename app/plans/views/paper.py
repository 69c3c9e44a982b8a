"""How much room words take on a printed page, in CSS pixels: what does not fit is left out and counted. Pure.

It is an estimate, by how wide letters are at most times: what the page is set in is known to browsers alone.
"""

import re
from collections.abc import Iterable, Sequence
from math import ceil
from unicodedata import east_asian_width

from jinja2.filters import do_striptags

SHEET = 1026
"""A page of A4 less its margins, as `.one-sheet` in plan-print.css has it, and less what the lines are rounded by."""

GAP = 13
"""Between what stands below each other."""

LINE = 17.5
"""A line of the words above the actions, in Arabic too."""

LETTERS = 110
"""Latin letters of a line as wide as the page."""

MOST_LINES = 3
"""Lines that are printed of one of the sentences beside a status; see `.one-said`."""

_BETWEEN_SAID = 4.6
_TITLE, _LONG_TITLE, _LETTERS_OF_TITLE = 35, 72, 42
_GOAL, _LETTERS_OF_GOAL, _LINES_OF_GOAL = 20, 70, 3
_BRAND, _DAYS, _HEADING = 24, 76, 26
_FIRST_LINE, _LETTERS_OF_FIRST = 25, 54
_CURVE, _SMALL_LINE, _LETTERS_OF_SMALL = 230, 16.5, 68
_LETTERS_OF_PERSON, _LINES_OF_PERSON, _LETTERS_BESIDE = 28, 2, 42


def paragraphs(markup: str) -> list[str]:
    """Return the words of the paragraphs of a part of a page."""
    return [do_striptags(each) for each in re.findall(r"<p\b[^>]*>(.*?)</p>", markup, re.DOTALL)]


def letters_of(words: str) -> float:
    """Return how many Latin letters words are as wide as: Cyrillic ones are wider, and square ones twice as wide."""
    return sum(2 if east_asian_width(each) in "WF" else 1.06 if _is_cyrillic(each) else 1 for each in words)


def _is_cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u04ff"


def lines_of(words: str, letters: int) -> int:
    """Return how many lines words take with so many Latin letters in each."""
    return max(1, ceil(letters_of(words) / letters))


def height_of_head(title: str, goal: str, *, long: bool, firsts: int) -> float:
    """Return how much the title takes with the goal, if any, and with lines of what each was first."""
    of_title = _LONG_TITLE if long else _TITLE * lines_of(title, _LETTERS_OF_TITLE)
    of_goal = _GOAL * min(_LINES_OF_GOAL, lines_of(goal, _LETTERS_OF_GOAL)) if goal else 0
    return _BRAND + of_title + of_goal + LINE * firsts + GAP


def height_of_said(said: Iterable[str]) -> float:
    """Return how much sentences below each other take."""
    each = [LINE * min(MOST_LINES, lines_of(words, LETTERS)) + _BETWEEN_SAID for words in said]
    return sum(each) - _BETWEEN_SAID + GAP if each else 0


def height_of_days() -> float:
    """Return how much the days take."""
    return _DAYS + GAP


def height_of_number(said: Sequence[str], *, drawn: bool) -> float:
    """Return how much a number takes with its curve, where it has one: the first sentence is written larger."""
    words = sum(_SMALL_LINE * lines_of(each, _LETTERS_OF_SMALL) for each in said[1:])
    first = _FIRST_LINE * lines_of(said[0], _LETTERS_OF_FIRST) if said else 0
    return _HEADING + first + words + (_CURVE if drawn else 0)


def height_of_people(names: Sequence[str]) -> float:
    """Return how much the names of who stands for a plan take."""
    lines = (min(_LINES_OF_PERSON, lines_of(each, _LETTERS_OF_PERSON)) for each in names)
    return _HEADING + (LINE + 3) * max(1, sum(lines))


def height_of_list(said: Sequence[str]) -> float:
    """Return how much a list beside the number takes, with its heading."""
    return GAP + _HEADING + (LINE + 2) * sum(lines_of(each, _LETTERS_BESIDE) for each in said)
