"""Good-practice cards, and the centres that adapted them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.alliance.practices.states import CardState
from app.centres.models import Centre
from app.db import Json, Model


class Practice(Model):
    """Something that worked at a centre, as a card. `plan_id` is the plan it was written from, if one.

    `links` are addresses of evidence. `sent_back` is why the secretariat gave a proposed
    card back; `version` counts changes, so that a stale form undoes nobody's.
    """

    __tablename__ = "practice_card"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    centre_id: Mapped[str] = mapped_column(ForeignKey("centre.id"), index=True)
    plan_id: Mapped[str | None] = mapped_column(ForeignKey("plan.id"), index=True)
    title: Mapped[str] = mapped_column(String(160))
    done: Mapped[str] = mapped_column(Text, default="")
    for_whom: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[str] = mapped_column(Text, default="")
    links: Mapped[list[str]] = mapped_column(Json, default=list)
    conditions: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(5), default="en")
    languages: Mapped[list[str]] = mapped_column(Json, default=list)
    state: Mapped[str] = mapped_column(String(10), default=CardState.DRAFT, index=True)
    sent_back: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=0)
    made_by: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    made_at: Mapped[datetime]
    moved_at: Mapped[datetime]

    centre: Mapped[Centre] = relationship(innerjoin=True)
    adaptations: Mapped[list["Adaptation"]] = relationship(
        order_by="Adaptation.said_at", cascade="all, delete-orphan", back_populates="practice",
        foreign_keys="Adaptation.practice_id",
    )  # fmt: skip


class Adaptation(Model):
    """A centre says that it adapted a card, and what it changed. `card_id` is its own card of it, if it wrote one."""

    __tablename__ = "practice_adaptation"
    __table_args__ = (UniqueConstraint("practice_id", "centre_id"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    practice_id: Mapped[str] = mapped_column(ForeignKey("practice_card.id"), index=True)
    centre_id: Mapped[str] = mapped_column(ForeignKey("centre.id"), index=True)
    card_id: Mapped[str | None] = mapped_column(ForeignKey("practice_card.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    said_by: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    said_at: Mapped[datetime]

    practice: Mapped[Practice] = relationship(foreign_keys=practice_id, back_populates="adaptations", innerjoin=True)
    card: Mapped[Practice | None] = relationship(foreign_keys=card_id)
    centre: Mapped[Centre] = relationship(innerjoin=True)
