"""What came out of files: which rows they became, and what they say of notes beyond what boards keep."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model


class FileRow(Model):
    """A row that came out of a file, so that nothing is loaded twice and the demonstration can be taken away again.

    `source` names it as the file does: `workshop:ws_typical_centre`, `guest:ws_typical_centre/P03`,
    `person:director`. `demo` rows are those the demonstration made; a file loaded by hand makes others.
    """

    __tablename__ = "file_row"

    source: Mapped[str] = mapped_column(String(120), primary_key=True)
    demo: Mapped[bool] = mapped_column(primary_key=True)
    row_id: Mapped[str] = mapped_column(String(30), index=True)


class NoteRecord(Model):
    """What a file says of a note and boards do not keep: the theme it belongs to, its votes, its author's code.

    `gloss` is empty since boards keep it with the note.
    """

    __tablename__ = "note_record"

    board_id: Mapped[str] = mapped_column(ForeignKey("board.id"), primary_key=True)
    note_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    source: Mapped[str] = mapped_column(String(40))
    author: Mapped[str] = mapped_column(String(40))
    gloss: Mapped[str | None] = mapped_column(String(500))
    cluster: Mapped[str | None] = mapped_column(String(160))
    votes: Mapped[int]
