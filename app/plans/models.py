"""100-day plans: a goal, a day 1, actions with one owner each, and where each action came from."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.centres.models import Centre
from app.db import Json, Model


class Plan(Model):
    """A centre's plan, one per workshop. Days count from `day_one` in `timezone`; None: not set yet."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("workshop_id"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    centre_id: Mapped[str] = mapped_column(ForeignKey("centre.id"), index=True)
    workshop_id: Mapped[str | None] = mapped_column(ForeignKey("workshop.id"))
    title: Mapped[str] = mapped_column(String(160))
    goal: Mapped[str] = mapped_column(Text, default="")
    day_one: Mapped[date | None]
    timezone: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]

    centre: Mapped[Centre] = relationship(innerjoin=True)
    actions: Mapped[list["Action"]] = relationship(order_by="Action.number", cascade="all, delete-orphan")


class ActionStatus(StrEnum):
    """How far an action is."""

    TODO = "todo"
    DOING = "doing"
    BLOCKED = "blocked"
    DONE = "done"


class Action(Model):
    """What somebody will do by a day. `number` is what people call it: action 4; a plan's numbers have no gaps.

    `owner` is one name or one role, often of a guest without an account.
    """

    __tablename__ = "action"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(400))
    owner: Mapped[str] = mapped_column(String(120), default="")
    start_on: Mapped[date | None]
    due_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(12), default=ActionStatus.TODO)
    blocked_reason: Mapped[str] = mapped_column(String(400), default="")
    critical: Mapped[bool] = mapped_column(default=False)
    evidence_expected: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]

    plan: Mapped[Plan] = relationship(back_populates="actions", innerjoin=True)
    origins: Mapped[list["Origin"]] = relationship(order_by="Origin.seq", cascade="all, delete-orphan")


class Origin(Model):
    """A note an action came from: where it lies, and a copy of its words, for the note may be erased later.

    A note may stand behind several actions, but it becomes one only once: `promoted`
    marks that origin. `seq` is the note's last row in the board's log when it was copied.
    `details` hold what helps to read the words: `lang`, `gloss`, `zone`, `canvas`.
    """

    __tablename__ = "action_origin"
    __table_args__ = (
        Index("ix_action_origin_note", "board_id", "note_id"),
        Index(
            "one_action_per_note",
            "board_id",
            "note_id",
            unique=True,
            sqlite_where=text("promoted"),
            postgresql_where=text("promoted"),
        ),
    )

    action_id: Mapped[str] = mapped_column(ForeignKey("action.id"), primary_key=True)
    board_id: Mapped[str] = mapped_column(ForeignKey("board.id"), primary_key=True)
    note_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    promoted: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, object]] = mapped_column(Json, default=dict)
