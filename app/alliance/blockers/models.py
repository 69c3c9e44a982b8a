"""Which plans let other centres know what is in their way."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model


class SharedPlan(Model):
    """A plan whose blockers others may read: centre, kind and words, nothing else. Without a row it shares nothing."""

    __tablename__ = "shared_blockers"

    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    since: Mapped[datetime]
