"""Calls for expressions of interest."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.alliance.calls.standing import Criterion, Standing, standing_at
from app.db import Json, Model


class Call(Model):
    """A call. `title` and `body` map a language to words, the body in Markdown.

    It opens and closes at moments; `timezone` is the clock by which they were set. Until `published_at`
    nobody but those who write it sees it. `sequence` is its own number in this house, from 1. `criteria` are a
    list of `{id, title, weight}`, which stay as they are once a review is filed by them (`scored_at`);
    `numbered` is how many answers have a number so far.
    """

    __tablename__ = "eoi_call"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    sequence: Mapped[int] = mapped_column(unique=True)
    title: Mapped[dict[str, str]] = mapped_column(Json)
    body: Mapped[dict[str, str]] = mapped_column(Json)
    languages: Mapped[list[str]] = mapped_column(Json, default=list)
    criteria: Mapped[list[dict[str, str | int]]] = mapped_column(Json, default=list)
    timezone: Mapped[str] = mapped_column(String(60))
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    numbered: Mapped[int] = mapped_column(default=0)
    scored_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))

    def standing(self, now: datetime) -> Standing:
        """How it stands at a moment."""
        published = self.published_at is not None
        return standing_at(now, opens=self.opens_at, closes=self.closes_at, published=published)

    @property
    def weighed(self) -> tuple[Criterion, ...]:
        """What answers are scored by."""
        return tuple(Criterion(str(each["id"]), str(each["title"]), int(each["weight"])) for each in self.criteria)
