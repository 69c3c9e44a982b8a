"""Mail that waits to be sent, was sent, or could not be."""

from datetime import datetime

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Model

LONGEST_REASON = 300


class OutgoingMail(Model):
    """One mail to one address. Its text is erased once it was sent or given up: secret links stand in it."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        Index(
            "ix_outgoing_mail_waiting",
            "try_at",
            sqlite_where=text("sent_at IS NULL AND failed_at IS NULL"),
            postgresql_where=text("sent_at IS NULL AND failed_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    address: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text, default="")
    headers: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    message_id: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(index=True)
    try_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    said: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
