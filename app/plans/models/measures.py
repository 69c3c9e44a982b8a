"""What a plan counts: measures with the way they are expected to go, and what was read of them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Json, Model
from app.plans.measures.curve import Curve


class Direction(StrEnum):
    """Whether more is better."""

    UP = "up"
    DOWN = "down"


class Measure(Model):
    """A number the plan moves from `baseline` to `target`; both may be unknown while the plan is drafted.

    A `main` measure is named in the goal. A `proxy` is counted by the team itself while
    better data is on its way. `steps` of a stepped curve are pairs of a day and the share
    of the gain reached by then, 0 to 1, in order. `definition` is the key of the alliance's
    indicator it counts, so that plans add up. `groups` are those it is counted for apart,
    such as women and men.
    """

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(60), default="")
    baseline: Mapped[float | None]
    target: Mapped[float | None]
    direction: Mapped[str] = mapped_column(String(5), default=Direction.UP)
    source: Mapped[str] = mapped_column(String(200), default="")
    counted_by: Mapped[str] = mapped_column(String(120), default="")
    main: Mapped[bool] = mapped_column(default=False, server_default=false())
    proxy: Mapped[bool] = mapped_column(default=False, server_default=false())
    curve: Mapped[str] = mapped_column(String(10), default=Curve.STRAIGHT)
    steps: Mapped[list[list[float]]] = mapped_column(Json, default=list)
    definition: Mapped[str | None] = mapped_column(String(40))
    groups: Mapped[list[str]] = mapped_column(Json, default=list, server_default="[]")
    created_at: Mapped[datetime]

    readings: Mapped[list["Reading"]] = relationship(
        order_by="(Reading.on, Reading.filed_at)", cascade="all, delete-orphan"
    )
    moves: Mapped[list["MeasureMove"]] = relationship(order_by="MeasureMove.id", cascade="all, delete-orphan")


class MeasureMove(Model):
    """What a measure of a published plan promised before it promised something else: who wrote that down, and why.

    `promised` is all it promised then, by name, where the server kept it; `sponsor` who agreed, after day 15.
    """

    __tablename__ = "measure_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[str] = mapped_column(ForeignKey("measure.id"), index=True)
    baseline: Mapped[float | None]
    target: Mapped[float | None]
    reason: Mapped[str] = mapped_column(String(400))
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    by_name: Mapped[str] = mapped_column(String(120), default="")
    moved_at: Mapped[datetime]
    sponsor: Mapped[str] = mapped_column(String(120), default="", server_default="")
    promised: Mapped[dict[str, object]] = mapped_column(Json, default=dict, server_default="{}")


class Reading(Model):
    """What somebody counted on a day. Of several for one day the one filed last counts; none is thrown away.

    `unit` is the one in which it was told; None where earlier servers did not keep it, and it is the measure's own.
    `shares` is how much of it fell to which group of its measure. One that is `tallied` is counted up stroke by stroke.
    """

    __tablename__ = "reading"
    # Which reading of a measure counts on a day is one step in it.
    __table_args__ = (Index("ix_reading_latest", "measure_id", "on", "filed_at"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    measure_id: Mapped[str] = mapped_column(ForeignKey("measure.id"))
    check_in_id: Mapped[str | None] = mapped_column(ForeignKey("check_in.id"), index=True)
    on: Mapped[date]
    value: Mapped[float]
    unit: Mapped[str | None] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(120), default="")
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    note: Mapped[str] = mapped_column(String(400), default="")
    filed_at: Mapped[datetime]
    shares: Mapped[dict[str, float]] = mapped_column(Json, default=dict, server_default="{}")
    tallied: Mapped[bool] = mapped_column(default=False, server_default=false())
