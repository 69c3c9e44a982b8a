"""Rows as a sheet that any spreadsheet reads as they were written.

Text that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP
advises; the file begins with a byte order mark, by which spreadsheets know UTF-8.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

MARK = "\ufeff"
_FORMULA = re.compile(r"[\s;,\uff1b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
"""What some spreadsheet reads as a formula: its signs, the wide ones of Chinese and Japanese keyboards too, also behind
what parts cells elsewhere, and what moves to the next cell."""


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
    """A cell that is read as it stands."""
    if cell is None:
        return ""
    if isinstance(cell, str) and _FORMULA.match(cell):
        return f"'{cell}"
    return cell
