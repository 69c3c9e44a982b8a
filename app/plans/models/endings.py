"""How a plan ends: what came of it, what is kept up, what comes next; and who outside may look at it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Principal
from app.db import Json, Model
from app.plans.models.items import Item


class NextCycle(StrEnum):
    """What a centre does after a hundred days: deepen what it has, take the next step, or spread it."""

    RESET = "reset"
    BUILD = "build"
    SCALE = "scale"


class SignOff(Model):
    """The end of a plan, signed: its result in words, who takes over what, and what comes next.

    `follow_on` is the day, 160 to 190 of the plan, on which somebody looks again at what was to be kept up;
    `followed_on` the day on which that was done. `next_plan_id` is the plan that began from it.

    `sealed` is all the plan said when it was signed, as JSON (see `endings.seal`), and `sha256` the hash of
    these very letters; both are empty where a plan was signed before the server kept them. A sign-off that the
    centre's director reopened stays, with who did it, when and why; a plan has one that was not.
    """

    __tablename__ = "sign_off"
    __table_args__ = (
        Index(
            "one_sign_off_per_plan",
            "plan_id",
            unique=True,
            sqlite_where=text("reopened_at IS NULL"),
            postgresql_where=text("reopened_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"))
    result: Mapped[str] = mapped_column(Text)
    handover: Mapped[str] = mapped_column(Text)
    choice: Mapped[str] = mapped_column(String(6))
    why: Mapped[str] = mapped_column(Text, default="")
    sponsor: Mapped[str] = mapped_column(String(120), default="")
    signed_on: Mapped[date]
    by_name: Mapped[str] = mapped_column(String(120), default="")
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    created_at: Mapped[datetime]
    follow_on: Mapped[date]
    followed_on: Mapped[date | None]
    followed: Mapped[str] = mapped_column(Text, default="")
    next_plan_id: Mapped[str | None] = mapped_column(ForeignKey("plan.id"))
    sealed: Mapped[str] = mapped_column(Text, default="", server_default="")
    sha256: Mapped[str] = mapped_column(String(64), default="", server_default="")
    reopened_at: Mapped[datetime | None]
    reopened_by: Mapped[str] = mapped_column(String(120), default="", server_default="")
    reopened_why: Mapped[str] = mapped_column(String(400), default="", server_default="")


class CommitmentState(StrEnum):
    """Whether something that was to be kept up was."""

    OPEN = "open"
    KEPT = "kept"
    CHANGED = "changed"
    DROPPED = "dropped"


class Commitment(Item):
    """What somebody keeps up after day 100. `said` is how that went, told when it was followed up."""

    __tablename__ = "commitment"

    title: Mapped[str] = mapped_column(String(400))
    owner: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[str] = mapped_column(String(10), default=CommitmentState.OPEN)
    said: Mapped[str] = mapped_column(String(400), default="")


class Share(Model):
    """A link by which anybody reads those parts of a plan that its centre chose. Only a digest of it is kept."""

    __tablename__ = "plan_share"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    token_digest: Mapped[str] = mapped_column(String(43), unique=True)
    label: Mapped[str] = mapped_column(String(120))
    parts: Mapped[list[str]] = mapped_column(Json)
    made_by: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    made_at: Mapped[datetime]
    ends_on: Mapped[date | None]
    revoked_at: Mapped[datetime | None]

    maker: Mapped[Principal | None] = relationship(viewonly=True)
