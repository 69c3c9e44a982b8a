"""What an action is made of, what it waits for, and how days moved after they were promised."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model


class Part(Model):
    """A part of an action with a day of its own. `every`: once done it comes again so many days later."""

    __tablename__ = "action_part"
    __table_args__ = (UniqueConstraint("action_id", "number"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    action_id: Mapped[str] = mapped_column(ForeignKey("action.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    owner: Mapped[str] = mapped_column(String(120), default="")
    due_on: Mapped[date | None]
    every: Mapped[int | None]
    done_on: Mapped[date | None]
    created_at: Mapped[datetime]


class Need(Model):
    """An action waits for another of its plan: `needs_id` is done first."""

    __tablename__ = "action_need"

    action_id: Mapped[str] = mapped_column(ForeignKey("action.id"), primary_key=True)
    needs_id: Mapped[str] = mapped_column(ForeignKey("action.id"), primary_key=True, index=True)


class DueMove(Model):
    """A day that moved after the plan was published: of an `action` or a `milestone`, by whom and why.

    `pause_id` is the pause that moved it, which may have been taken back since; None where somebody chose the day.
    """

    __tablename__ = "due_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    item_id: Mapped[str] = mapped_column(String(22))
    before: Mapped[date | None]
    after: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(400))
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    by_name: Mapped[str] = mapped_column(String(120), default="")
    moved_at: Mapped[datetime]
    pause_id: Mapped[str | None] = mapped_column(String(22))


class Pause(Model):
    """Dates on which no day of a plan passes, `first` to `last`, and why: holidays, a flood, an election.

    `agreed` is what the `sponsor` agreed to, where it moves dates that were over by then, as `agreed_name` wrote down.
    """

    __tablename__ = "plan_pause"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    first: Mapped[date]
    last: Mapped[date]
    reason: Mapped[str] = mapped_column(String(400))
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    by_name: Mapped[str] = mapped_column(String(120), default="")
    made_at: Mapped[datetime]
    agreed: Mapped[str] = mapped_column(String(400), default="", server_default="")
    sponsor: Mapped[str] = mapped_column(String(120), default="", server_default="")
    agreed_name: Mapped[str] = mapped_column(String(120), default="", server_default="")
