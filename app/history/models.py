"""What is kept beside the log so that going back is quick: snapshots of a board, and the moments people named."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Model


class BoardSnapshot(Model):
    """What was public on a board after row `seq` of its log, made from the log alone, which can make it again.

    `body` is `past.pack`, deflated; `digest` is `past.mark` of it, `size` how many bytes it takes. `living` counts
    what lay there, `at` is the moment of the row.
    """

    __tablename__ = "board_snapshot"

    board_id: Mapped[str] = mapped_column(ForeignKey("board.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    at: Mapped[datetime]
    version: Mapped[int]
    living: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)


class VersionKind(StrEnum):
    """Why a moment is remembered."""

    NAMED = "named"
    RESTORED = "restored"
    ZONE = "zone"
    PERSON = "person"
    REVERSED = "reversed"


class BoardVersion(Model):
    """A moment of a board that somebody named, or the one just before somebody took something back.

    `seq` is the row after which the board was so. A moment before a way back has the `gesture`
    of the rows that were written then, and says in `about` where it led: the row `seq` and its
    moment `at`, the `zone` or the `seat`, or the `gesture` that was undone.
    """

    __tablename__ = "board_version"
    __table_args__ = (Index("ix_board_version_board_seq", "board_id", "seq"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    board_id: Mapped[str] = mapped_column(ForeignKey("board.id"))
    seq: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(120), default="")
    seat_id: Mapped[str] = mapped_column(String(24))
    made_at: Mapped[datetime]
    gesture: Mapped[str | None] = mapped_column(String(24))
    about: Mapped[dict[str, object]] = mapped_column(Json, default=dict)
