"""The alliance's own pages: what it is, its three vehicles, questions and answers."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
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
