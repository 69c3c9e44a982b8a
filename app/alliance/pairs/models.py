"""Pairs of centres."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.centres.models import Centre
from app.db import Model


class CentrePair(Model):
    """Two centres, paired from a day until another, both among them; None: until somebody ends it."""

    __tablename__ = "centre_pair"

    id: Mapped[int] = mapped_column(primary_key=True)
    one_id: Mapped[str] = mapped_column(ForeignKey("centre.id"), index=True)
    other_id: Mapped[str] = mapped_column(ForeignKey("centre.id"), index=True)
    purpose: Mapped[str] = mapped_column(Text)
    begins_on: Mapped[date]
    ends_on: Mapped[date | None]
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    made_at: Mapped[datetime]

    one: Mapped[Centre] = relationship(foreign_keys=one_id, innerjoin=True)
    other: Mapped[Centre] = relationship(foreign_keys=other_id, innerjoin=True)

    def holds_on(self, day: date) -> bool:
        """Whether they are paired on a day."""
        return self.begins_on <= day and (self.ends_on is None or day <= self.ends_on)

    def beside(self, centre_id: str) -> Centre:
        """The other centre of the pair."""
        return self.other if self.one_id == centre_id else self.one
