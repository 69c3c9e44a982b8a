"""Calendars that other programs fetch, and when somebody looked at a plan last."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Principal
from app.db import Model


class FeedKind(StrEnum):
    """What a calendar shows: one plan, what somebody has to do, or all plans of a centre."""

    PLAN = "plan"
    PERSON = "person"
    CENTRE = "centre"


class CalendarFeed(Model):
    """A calendar under a secret address, of which only a digest is kept.

    It shows what `made_by` may read at the moment it is fetched. `plan_id` and `centre_id` say
    which plan or centre it is of; both are None in a person's own.
    """

    __tablename__ = "calendar_feed"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    plan_id: Mapped[str | None] = mapped_column(ForeignKey("plan.id"), index=True)
    centre_id: Mapped[str | None] = mapped_column(ForeignKey("centre.id"), index=True)
    made_by: Mapped[str] = mapped_column(ForeignKey("principal.id"), index=True)
    token_digest: Mapped[str] = mapped_column(String(43), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    maker: Mapped[Principal] = relationship(innerjoin=True)


class PlanLook(Model):
    """When somebody looked at a plan last."""

    __tablename__ = "plan_look"

    principal_id: Mapped[str] = mapped_column(ForeignKey("principal.id"), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), primary_key=True, index=True)
    looked_at: Mapped[datetime]
