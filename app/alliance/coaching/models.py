"""What a coach wrote to the team of a plan."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model


class CoachNote(Model):
    """A note of a plan's coach or of the secretariat, read by everybody who reads the plan."""

    __tablename__ = "coach_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    by_name: Mapped[str] = mapped_column(String(120), default="")
    said_at: Mapped[datetime]
