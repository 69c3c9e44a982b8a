"""Rows as a sheet that any spreadsheet reads as they were written.

Text that a spreadsheet would take for a formula gets an apostrophe in front of the sign, as
OWASP advises; the file begins with a byte order mark, by which spreadsheets know UTF-8.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

MARK = "\ufeff"
_BEFORE_A_SIGN = re.compile(r"(?<![\s;,\"\uff1b\ufeff])[\s;,\"\uff1b\ufeff]*+(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""What stands before a sign that begins a formula, the wide signs of Chinese and Japanese keyboards among them."""

_NEXT_CELL = frozenset(";\uff1b\t\r\n")
"""What some spreadsheet takes for the end of a cell, though the sheet has commas: which one depends on the language."""

Cell = str | float | date | None
"""What stands in one cell; a float stands for whole numbers too."""


def write(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The sheet as bytes."""
    return MARK.encode() + lines([head, *rows])


def lines(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as bytes, without the mark a file begins with."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def harmless(cell: Cell) -> str | float | date:
    """Return a cell that is read as it stands."""
    if cell is None:
        return ""
    return _BEFORE_A_SIGN.sub(_guarded, cell) if isinstance(cell, str) else cell


def _guarded(before: re.Match[str]) -> str:
    begins_a_cell = before.start() == 0 or not _NEXT_CELL.isdisjoint(before[0])
    return f"{before[0]}'" if begins_a_cell else before[0]
