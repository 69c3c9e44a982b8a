"""Workshops that were opened from a plan, and the notes on their boards that stand for something in it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Model
from app.workshops.models import Workshop


class Occasion(StrEnum):
    """The three workshops of a plan: before day 1, halfway, at the end."""

    STARTUP = "startup"
    REFRESH = "refresh"
    SCALE_UP = "scale_up"


class PlanWorkshop(Model):
    """A workshop that was opened from a plan. What is decided in it goes into that plan."""

    __tablename__ = "plan_workshop"
    __table_args__ = (UniqueConstraint("workshop_id"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id"))
    occasion: Mapped[str] = mapped_column(String(10))
    opened_at: Mapped[datetime]
    opened_by: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))

    workshop: Mapped[Workshop] = relationship(innerjoin=True)


class PlanPaper(Model):
    """A note that lies on a board for something in a plan: of which kind and id, in which zone, with which words.

    What it says and where it lies when the room is done says what was decided about it.
    """

    __tablename__ = "plan_paper"

    board_id: Mapped[str] = mapped_column(ForeignKey("board.id"), primary_key=True)
    note_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    item_id: Mapped[str] = mapped_column(String(22))
    zone: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(String(500))
