"""A board as a sheet: one row a note, in reading order, for any spreadsheet.

Text that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP
advises; the file begins with a byte order mark, by which spreadsheets know UTF-8.
"""

import csv
import io
from collections.abc import Iterable, Sequence

MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(head: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> bytes:
    """The sheet as bytes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(cell) for cell in head])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return (MARK + text.getvalue()).encode()


def harmless(cell: str | int | None) -> str | int:
    """A cell that is read as it stands."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell
