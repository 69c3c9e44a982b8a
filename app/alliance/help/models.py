"""Requests of centres for help, to the Lab or to another centre, and the answers in their order."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.alliance.help.topics import RequestState
from app.centres.models import Centre
from app.db import Model


class HelpRequest(Model):
    """What a centre asks. `to_centre_id` is whom; None: the Lab. `topic` is a LabTopic, or an AskKind among centres.

    It is answered once the asked side wrote last, asked once the asking side did, until it is closed.
    """

    __tablename__ = "help_request"
    __table_args__ = (Index("ix_help_request_to_centre_id_state", "to_centre_id", "state"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    centre_id: Mapped[str] = mapped_column(ForeignKey("centre.id"), index=True)
    to_centre_id: Mapped[str | None] = mapped_column(ForeignKey("centre.id"))
    topic: Mapped[str] = mapped_column(String(12), default="")
    words: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default=RequestState.ASKED)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    by_name: Mapped[str] = mapped_column(String(120), default="")
    asked_at: Mapped[datetime]
    moved_at: Mapped[datetime]

    centre: Mapped[Centre] = relationship(foreign_keys=centre_id, innerjoin=True)
    to_centre: Mapped[Centre | None] = relationship(foreign_keys=to_centre_id)
    answers: Mapped[list["HelpAnswer"]] = relationship(order_by="HelpAnswer.id", cascade="all, delete-orphan")


class HelpAnswer(Model):
    """What somebody wrote in a thread, in the name of `centre_id`; None: of the Lab."""

    __tablename__ = "help_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("help_request.id"), index=True)
    centre_id: Mapped[str | None] = mapped_column(ForeignKey("centre.id"))
    words: Mapped[str] = mapped_column(Text)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    by_name: Mapped[str] = mapped_column(String(120), default="")
    said_at: Mapped[datetime]

    centre: Mapped[Centre | None] = relationship()
