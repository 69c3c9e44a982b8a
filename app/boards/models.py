"""Boards: the log of what happened on each, and what the log adds up to.

The log is the truth. `element` is what its replay gives, kept so that a board opens
without replaying; both are written in the same transaction.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.boards.engine.state import EVERYONE
from app.db import Json, Model

__all__ = [
    "EVERYONE",
    "Asset",
    "AssetHolder",
    "Board",
    "ClientCursor",
    "Element",
    "ElementText",
    "LateNote",
    "Op",
    "RefusedOp",
    "TextAuthor",
]


class Board(Model):
    """A canvas in a workshop. One plenary board per workshop and canvas: steps that name the same canvas share it.

    `seq` is the last committed row of the log; locking this row is what orders writers.
    `epoch` is random and changes when the database is restored from a backup. `rules`
    narrow what participants may do here (`policy.rights`); empty: as everywhere.
    """

    __tablename__ = "board"
    __table_args__ = (
        Index(
            "one_plenary_board",
            "workshop_id",
            "canvas",
            unique=True,
            sqlite_where=text("group_id IS NULL"),
            postgresql_where=text("group_id IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id"), index=True)
    canvas: Mapped[str] = mapped_column(String(60))
    group_id: Mapped[str | None] = mapped_column(String(22))
    epoch: Mapped[str] = mapped_column(String(22))
    seq: Mapped[int] = mapped_column(BigInteger, default=0)
    rules: Mapped[dict[str, object]] = mapped_column(Json, default=dict)


class Element(Model):
    """Something on a board. `audience` is EVERYONE or the seat that alone may see it.

    `author_id` is the seat that wrote it; `named` says whether everybody may know. `props`
    hold its `text`, `gloss`, `x`, `y`, `w`, `h`, `colour`, `lang`, `dir`, and what only its type has (`engine.kinds`).
    """

    __tablename__ = "element"
    __table_args__ = (
        Index("ix_element_author", "board_id", "author_id"),
        Index(
            "ix_element_image",
            "board_id",
            sqlite_where=text("type = 'image'"),
            postgresql_where=text("type = 'image'"),
        ),
    )

    board_id: Mapped[str] = mapped_column(ForeignKey("board.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(24), primary_key=True)
    type: Mapped[str] = mapped_column(String(12))
    zone: Mapped[str | None] = mapped_column(String(60))
    parent_id: Mapped[str | None] = mapped_column(String(24))
    z: Mapped[str] = mapped_column(String(64))
    props: Mapped[dict[str, object]] = mapped_column(Json)
    audience: Mapped[str] = mapped_column(String(24), default=EVERYONE)
    author_id: Mapped[str | None] = mapped_column(String(24))
    named: Mapped[bool] = mapped_column(default=False)
    generation: Mapped[int] = mapped_column(default=0)
    created_seq: Mapped[int] = mapped_column(BigInteger)
    updated_seq: Mapped[int] = mapped_column(BigInteger)
    deleted_seq: Mapped[int | None] = mapped_column(BigInteger)


class ElementText(Model):
    """How the text of a note came about, as Yjs merges it: its letters and what nobody wrote over, no deleted words.

    There from the first time somebody writes in the note as it lies; before that its text
    says all there is. A reveal drops it, so that no draft goes along.
    """

    __tablename__ = "element_text"

    board_id: Mapped[str] = mapped_column(ForeignKey("board.id"), primary_key=True)
    element_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    ystate: Mapped[bytes] = mapped_column(LargeBinary)
    chars: Mapped[int]
    updated_seq: Mapped[int] = mapped_column(BigInteger)


class TextAuthor(Model):
    """Whose page writes as which Yjs client in a note, so that nobody writes under another's name.

    `hand` is an HMAC of note and principal (`alias.hand_of`): in another note the same person has another one.
    """

    __tablename__ = "text_author"

    board_id: Mapped[str] = mapped_column(ForeignKey("board.id"), primary_key=True)
    element_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    yclient: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    hand: Mapped[str] = mapped_column(String(22))


class Op(Model):
    """One row of a board's log, numbered without gaps.

    Only the first row of a client's op names the client (`alias.page_of`); `rows` is how many the op made.
    `body` is the event as its audience reads it, `inverse` the op that would undo it. Where nobody is
    named, `seat_id` is an alias, there is no client, number and gesture, and `at` is the minute.
    """

    __tablename__ = "op"
    __table_args__ = (
        Index("one_row_per_client_op", "board_id", "client_id", "client_n", unique=True),
        Index("ix_op_audience", "board_id", "audience", "seq"),
    )

    board_id: Mapped[str] = mapped_column(ForeignKey("board.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    at: Mapped[datetime]
    seat_id: Mapped[str | None] = mapped_column(String(24))
    client_id: Mapped[str | None] = mapped_column(String(36))
    client_n: Mapped[int | None] = mapped_column(BigInteger)
    rows: Mapped[int] = mapped_column(default=1)
    gesture: Mapped[str | None] = mapped_column(String(24))
    kind: Mapped[str] = mapped_column(String(16))
    audience: Mapped[str] = mapped_column(String(24))
    target_id: Mapped[str | None] = mapped_column(String(24))
    body: Mapped[dict[str, object]] = mapped_column(Json)
    inverse: Mapped[dict[str, object] | None] = mapped_column(Json)


class ClientCursor(Model):
    """How far a client's numbered ops have been dealt with, accepted or refused. Dropped 90 days after its last op.

    The client and whose it is are digests (`alias.page_of`, `alias.holder_of`), `seen_at` is a day.
    """

    __tablename__ = "client_cursor"

    board_id: Mapped[str] = mapped_column(ForeignKey("board.id"), primary_key=True)
    client_id: Mapped[str] = mapped_column(String(22), primary_key=True)
    holder: Mapped[str] = mapped_column(String(22))
    last_n: Mapped[int] = mapped_column(BigInteger)
    seen_at: Mapped[datetime] = mapped_column(index=True)


class RefusedOp(Model):
    """An op that was refused, with what it carried: nothing typed is silently dropped. Kept for 30 days.

    `id` is a digest of client and number (`alias.refusal_of`): whoever sends the op again finds it, and nothing
    ties it to another. `at` is the end of the day.
    """

    __tablename__ = "refused_op"

    board_id: Mapped[str] = mapped_column(ForeignKey("board.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    body: Mapped[dict[str, object]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(index=True)


class LateNote(Model):
    """Something that was written in time and came after that: a facilitator takes it in, or not.

    What was written while writing was open lies on its board for its author and the facilitators alone
    (`audience.inbox_of`), what was written alone for its author. No row says whose or when.

    `of_removed` are notes that somebody wrote alone who was removed before their reveal. What is `settled` was left as
    it is: nobody is asked about it again.
    """

    __tablename__ = "late_note"

    board_id: Mapped[str] = mapped_column(ForeignKey("board.id"), primary_key=True)
    element_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    of_removed: Mapped[bool] = mapped_column(default=False, server_default=false())
    settled: Mapped[bool] = mapped_column(default=False, server_default=false())


class Asset(Model):
    """An image that was put on a board, as it was drawn anew: its file lies under the `sha256` of its bytes.

    The same image twice on a board is one row. Whoever put it there holds it (`AssetHolder`)
    until an element shows it; from then on it is seen by those who see the element.
    """

    __tablename__ = "asset"
    __table_args__ = (UniqueConstraint("board_id", "sha256"), Index("ix_asset_sha256", "sha256"))

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    board_id: Mapped[str] = mapped_column(ForeignKey("board.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    mime: Mapped[str] = mapped_column(String(20))
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    made_at: Mapped[datetime]


class AssetHolder(Model):
    """A seat that put an image on a board and has no element yet that shows it. Nothing of this outlives the element,
    so that no row ties what is shown without a name to a seat.
    """

    __tablename__ = "asset_holder"

    asset_id: Mapped[str] = mapped_column(ForeignKey("asset.id"), primary_key=True)
    seat_id: Mapped[str] = mapped_column(ForeignKey("seat.id"), primary_key=True, index=True)
