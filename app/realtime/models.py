"""Which tickets have been used."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model


class UsedTicket(Model):
    """A ticket that opened a socket. The key makes it work once, in whichever process; kept until it would expire."""

    __tablename__ = "used_ticket"

    nonce: Mapped[str] = mapped_column(String(22), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
