"""The alliance's own pages: what it is, its three vehicles, questions; files and saved views of the portfolio."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Model


class Page(Model):
    """A public page an administrator edits.

    `title`, `lead` and `body` map a language to words, the body in Markdown. `version`
    counts an administrator's changes: 0 is as shipped.
    """

    __tablename__ = "page"

    slug: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[dict[str, str]] = mapped_column(Json)
    lead: Mapped[dict[str, str]] = mapped_column(Json)
    body: Mapped[dict[str, str]] = mapped_column(Json)
    version: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    changed_by: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))


class ExportState(StrEnum):
    """How far a file is."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class Export(Model):
    """A table of the portfolio as a file, made for one person by the process of jobs.

    `view` and `query` are what they looked at, `form` is `csv` or `xlsx`. `done` of `total`
    rows are written. `reach` is how far they saw and `plans` are those the file tells of, so
    that it is handed out only while they may still see them. `beat_at` is when somebody last
    worked on it, `tries` how often that was begun. The file is gone after `expires_at`.
    """

    __tablename__ = "portfolio_export"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    principal_id: Mapped[str] = mapped_column(ForeignKey("principal.id"), index=True)
    view: Mapped[str] = mapped_column(String(12))
    query: Mapped[str] = mapped_column(Text)
    form: Mapped[str] = mapped_column(String(4))
    language: Mapped[str] = mapped_column(String(5))
    state: Mapped[str] = mapped_column(String(10), default=ExportState.WAITING)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    reach: Mapped[str] = mapped_column(String(8), default="")
    plans: Mapped[list[str]] = mapped_column(Json, default=list)
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    made_at: Mapped[datetime]
    beat_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)

    @property
    def under_way(self) -> bool:
        """Whether somebody works on it, or will."""
        return self.state in {ExportState.WAITING, ExportState.WORKING}


class SavedView(Model):
    """A way to look at the portfolio that somebody keeps under a name: `view` and `query`, as an address has them.

    One that is `shared` is seen by everybody who has the same role in the alliance as its
    owner has now.
    """

    __tablename__ = "saved_view"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("principal.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    view: Mapped[str] = mapped_column(String(12))
    query: Mapped[str] = mapped_column(Text)
    shared: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
