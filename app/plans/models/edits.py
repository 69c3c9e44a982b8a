"""What a plan or one of its things said before somebody said something else of it, or took it out."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Model


class EditDeed(StrEnum):
    """Whether something says something else, or was taken out."""

    CHANGE = "change"
    DROP = "drop"


class Edit(Model):
    """Somebody changed what something in a plan says, or took it out: `said` is what, by name, before and after.

    `kind`, `number` and `title` are what the thing was called then, for it may be gone. What another row tells with
    a reason, such as a day that moved, is not said here again. `by_id` is None where it came by a link.
    """

    __tablename__ = "plan_edit"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    deed: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(12))
    item_id: Mapped[str] = mapped_column(String(22))
    number: Mapped[int] = mapped_column(default=0, server_default="0")
    title: Mapped[str] = mapped_column(String(400), default="", server_default="")
    said: Mapped[dict[str, list[object]]] = mapped_column(Json, default=dict)
    reason: Mapped[str] = mapped_column(String(400), default="", server_default="")
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    by_name: Mapped[str] = mapped_column(String(120), default="", server_default="")
    made_at: Mapped[datetime]
