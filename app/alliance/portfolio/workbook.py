"""Tables as files that grow row by row: comma-separated text, or a workbook that reads from right to left where due."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, Protocol

from app import sheets
from app.sheets import Cell

FORMS: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The forms of a file, each with its media type."""

_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME: Final = 31
_NARROWEST: Final = 14
_WIDEST: Final = 40
"""Characters a column is wide. A date needs eleven: narrower, spreadsheets show it as `###`."""


class Book(Protocol):
    """A file that takes rows until it is closed, or given up: then it may be half of one."""

    def write(self, rows: Iterable[Sequence[Cell]]) -> None: ...

    def close(self) -> None: ...

    def give_up(self) -> None: ...


class TextBook:
    """Comma-separated text that spreadsheets know for UTF-8, and in which nothing is a formula."""

    def __init__(self, path: Path, head: Sequence[str]) -> None:
        self._file = path.open("wb")
        self._file.write(sheets.write(head, []))

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._file.write(sheets.lines(rows))

    def close(self) -> None:
        self._file.close()

    def give_up(self) -> None:
        self._file.close()


class WorkBook:
    """A workbook of one sheet. Words stay words, also those that begin as a formula does."""

    def __init__(self, path: Path, head: Sequence[str], *, name: str, mirrored: bool) -> None:
        # The process of jobs alone loads it, and only where somebody wants a workbook.
        from openpyxl import Workbook  # noqa: PLC0415
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415
        from openpyxl.styles import Font  # noqa: PLC0415
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        self._path, self._cell, self._illegal = path, WriteOnlyCell, ILLEGAL_CHARACTERS_RE
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet(_NOT_IN_A_NAME.sub(" ", name)[:_LONGEST_NAME])
        self._sheet.sheet_view.rightToLeft = mirrored
        self._sheet.freeze_panes = "A2"
        for number, title in enumerate(head, start=1):
            width = min(max(len(title) + 2, _NARROWEST), _WIDEST)
            self._sheet.column_dimensions[get_column_letter(number)].width = width
        named = [self._words(each) for each in head]
        for each in named:
            each.font = Font(bold=True)
        self._sheet.append(named)

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        for row in rows:
            self._sheet.append([self._words(cell) if isinstance(cell, str) else cell for cell in row])

    def close(self) -> None:
        self._book.save(self._path)

    def give_up(self) -> None:
        # The rows lie in a file of the library's own until the book is saved.
        self._sheet.close()
        self._sheet._writer.cleanup()  # noqa: SLF001

    def _words(self, said: str) -> "_Cell":
        cell: _Cell = self._cell(self._sheet, value=self._illegal.sub(" ", said))
        cell.data_type = "s"
        return cell


class _Cell(Protocol):
    data_type: str
    font: object


def opened(path: Path, form: str, head: Sequence[str], *, name: str, mirrored: bool) -> Book:
    """A new file with the heads of its columns; `name` is what its sheet is called."""
    if form == "xlsx":
        return WorkBook(path, head, name=name, mirrored=mirrored)
    return TextBook(path, head)
