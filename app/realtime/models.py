"""What the processes of a house must know of each other: used tickets, what happened, who is in which room."""

from datetime import datetime

from sqlalchemy import BigInteger, Identity, Integer, String, func
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Model


class UsedTicket(Model):
    """A ticket that opened a socket. The key makes it work once, in whichever process; kept until it would expire."""

    __tablename__ = "used_ticket"

    nonce: Mapped[str] = mapped_column(String(22), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Happening(Model):
    """An event that is heard everywhere, written in the transaction it happened in; kept for some minutes.

    Only where several processes serve, on PostgreSQL. `at` is the database's own clock.
    """

    __tablename__ = "happening"

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True)
    origin: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(60))
    body: Mapped[dict[str, object]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)


class Attendance(Model):
    """Whose sockets one process has in one room. A process that is silent for a while is gone, and its rows with it."""

    __tablename__ = "attendance"

    origin: Mapped[str] = mapped_column(String(40), primary_key=True)
    room: Mapped[str] = mapped_column(String(80), primary_key=True)
    principals: Mapped[list[str]] = mapped_column(Json)
    seen_at: Mapped[datetime] = mapped_column(index=True)
