"""Who said how a plan goes: check-ins, the links they are filed by, and what a leader says against the rules."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Principal
from app.db import Model
from app.plans.models.measures import Reading


class Mood(StrEnum):
    """How whoever checks in sees the plan. It is shown beside the status and never is it."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Review(StrEnum):
    """A check-in that stands for a review: the one halfway, or the one that closes the plan."""

    MIDPOINT = "midpoint"
    CLOSING = "closing"


class CheckIn(Model):
    """What somebody said of a plan on a day. `client_id` is made by the form, so that a resend is one check-in.

    `by_role` is what they are to the plan: `leader`, `coach` and so on, or empty. `link_id`
    is the link it came by, `by_id` the account; one of the two, or neither when it came out of a file.
    `address_by` chose, once the plan was published, the address of its sponsor at which it was filed by mail; empty
    where it is the one of before, and where earlier servers took it.
    `review` is the review it stands for. One that was taken back is in `taken_back`, with by whom, when and why.
    """

    __tablename__ = "check_in"
    __table_args__ = (
        Index("one_check_in_per_form", "plan_id", "client_id", unique=True),
        # The last check-in of a plan is one step in it.
        Index("ix_check_in_latest", "plan_id", "on", "filed_at"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"))
    client_id: Mapped[str] = mapped_column(String(36))
    on: Mapped[date]
    filed_at: Mapped[datetime]
    by_name: Mapped[str] = mapped_column(String(120), default="")
    by_role: Mapped[str] = mapped_column(String(40), default="")
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    link_id: Mapped[str | None] = mapped_column(ForeignKey("check_in_link.id"))
    address_by: Mapped[str] = mapped_column(String(120), default="", server_default="")
    done: Mapped[str] = mapped_column(Text, default="")
    next: Mapped[str] = mapped_column(Text, default="")
    blocked: Mapped[str] = mapped_column(Text, default="")
    help: Mapped[str] = mapped_column(Text, default="")
    mood: Mapped[str | None] = mapped_column(String(6))
    confidence: Mapped[int | None]
    review: Mapped[str | None] = mapped_column(String(10))
    taken_back: Mapped[str | None] = mapped_column(String(10))
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[str] = mapped_column(String(120), default="", server_default="")
    taken_back_why: Mapped[str] = mapped_column(String(400), default="", server_default="")

    readings: Mapped[list[Reading]] = relationship(order_by=Reading.filed_at)
    moves: Mapped[list["CheckInMove"]] = relationship(order_by="CheckInMove.id", cascade="all, delete-orphan")
    link: Mapped["CheckInLink | None"] = relationship(viewonly=True)
    by: Mapped[Principal | None] = relationship(viewonly=True)

    @property
    def called_now(self) -> str:
        """What the account by which it was filed is called by now, where that is something else; else empty."""
        return self.by.name if self.by and self.by.name != self.by_name else ""

    @property
    def link_maker(self) -> str:
        """Who made the link by which it was filed, which anybody may hold; empty for links in mails."""
        return self.link.maker.name if self.link and self.link.maker else ""


class CheckInMove(Model):
    """An action that a check-in moved: from one status to another."""

    __tablename__ = "check_in_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    check_in_id: Mapped[str] = mapped_column(ForeignKey("check_in.id"), index=True)
    action_id: Mapped[str] = mapped_column(ForeignKey("action.id"), index=True)
    before: Mapped[str] = mapped_column(String(12))
    after: Mapped[str] = mapped_column(String(12))

    check_in: Mapped[CheckIn] = relationship(back_populates="moves")


class CheckInLink(Model):
    """A link by which somebody files check-ins of one plan without signing in. Only a digest of it is kept.

    `owner` is the name it was made for, and the name it files under.
    """

    __tablename__ = "check_in_link"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    token_digest: Mapped[str] = mapped_column(String(43), unique=True)
    owner: Mapped[str] = mapped_column(String(120), default="")
    created_by: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    used: Mapped[int] = mapped_column(default=0, server_default="0")
    used_at: Mapped[datetime | None]

    maker: Mapped[Principal | None] = relationship(viewonly=True)


class StatusOverride(Model):
    """What the leader says against the rules, for a reason, up to and with `until`: green, amber or red."""

    __tablename__ = "status_override"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    value: Mapped[str] = mapped_column(String(6))
    reason: Mapped[str] = mapped_column(String(400))
    by_name: Mapped[str] = mapped_column(String(120), default="")
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    set_on: Mapped[date]
    until: Mapped[date]
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
