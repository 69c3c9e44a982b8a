"""A plan and who stands for it, the versions of its goal, and its actions with one owner each."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.centres.models import Centre
from app.db import Json, Model
from app.plans import days
from app.plans.models.agreements import Agreement
from app.plans.models.check_ins import CheckIn, CheckInMove, StatusOverride
from app.plans.models.edits import Edit
from app.plans.models.endings import Commitment, SignOff
from app.plans.models.items import (
    Ask,
    Assumption,
    Decision,
    Evidence,
    ItemOrigin,
    Member,
    Milestone,
    Parked,
    Risk,
    Thanks,
)
from app.plans.models.measures import Measure
from app.plans.models.occasions import PlanWorkshop
from app.plans.models.parts import DueMove, Need, Part, Pause


class Baton(StrEnum):
    """Who has to move next."""

    SPONSOR = "sponsor"
    COACH = "coach"
    LEADER = "leader"
    TEAM = "team"


class Plan(Model):
    """A plan of a centre, which may have several. Days count from `day_one` in `timezone`; None: not set yet.

    `workshop_id` is the workshop it was born in; None: it was made by hand. `sponsor` to
    `storyteller` are names or roles, often of people without an account. `version` counts
    what was changed by hand, so that a stale form cannot undo what somebody else did.
    `note` is a sentence about the plan as a whole that belongs to no check-in. `capability`
    and `initiative` are keys of terms. `baton` is with somebody since `baton_since`; empty:
    nobody passed it yet. `pauses_moved` counts how often dates moved by a pause that was made,
    changed or taken back, so that calendars elsewhere know the newer of two files. `locked_at` is set once day 1
    or a pause moved after day 15: from then on its promises stay locked, whichever day it is by then.
    `sponsor_by_id` is who named this sponsor once it was published; None: it is the one of before.
    """

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("workshop_id"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    centre_id: Mapped[str] = mapped_column(ForeignKey("centre.id"), index=True)
    workshop_id: Mapped[str | None] = mapped_column(ForeignKey("workshop.id"))
    title: Mapped[str] = mapped_column(String(160))
    goal: Mapped[str] = mapped_column(Text, default="")
    day_one: Mapped[date | None]
    timezone: Mapped[str] = mapped_column(String(60))
    sponsor: Mapped[str] = mapped_column(String(120), default="", server_default="")
    coach: Mapped[str] = mapped_column(String(120), default="", server_default="")
    leader: Mapped[str] = mapped_column(String(120), default="", server_default="")
    data_keeper: Mapped[str] = mapped_column(String(120), default="", server_default="")
    storyteller: Mapped[str] = mapped_column(String(120), default="", server_default="")
    note: Mapped[str] = mapped_column(Text, default="", server_default="")
    capability: Mapped[str | None] = mapped_column(String(40))
    initiative: Mapped[str | None] = mapped_column(String(60))
    scope_in: Mapped[str] = mapped_column(Text, default="", server_default="")
    scope_out: Mapped[str] = mapped_column(Text, default="", server_default="")
    agreement: Mapped[str] = mapped_column(Text, default="", server_default="")
    baton: Mapped[str] = mapped_column(String(10), default="", server_default="")
    baton_since: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    pauses_moved: Mapped[int] = mapped_column(default=0, server_default="0")
    pauses_moved_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]
    sponsor_by_id: Mapped[str | None] = mapped_column(String(22))
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    centre: Mapped[Centre] = relationship(innerjoin=True)
    actions: Mapped[list["Action"]] = relationship(
        primaryjoin="and_(Plan.id == Action.plan_id, Action.parked_on.is_(None))",
        order_by="Action.number",
        cascade="all, delete-orphan",
    )
    parked_actions: Mapped[list["Action"]] = relationship(
        primaryjoin="and_(Plan.id == Action.plan_id, Action.parked_on.is_not(None))",
        order_by="Action.number",
        viewonly=True,
    )
    goals: Mapped[list["GoalVersion"]] = relationship(order_by="GoalVersion.id", cascade="all, delete-orphan")
    measures: Mapped[list[Measure]] = relationship(order_by=Measure.number, cascade="all, delete-orphan")
    milestones: Mapped[list[Milestone]] = relationship(
        order_by=(Milestone.due_on, Milestone.number), cascade="all, delete-orphan"
    )
    risks: Mapped[list[Risk]] = relationship(order_by=Risk.number, cascade="all, delete-orphan")
    asks: Mapped[list[Ask]] = relationship(order_by=Ask.number, cascade="all, delete-orphan")
    decisions: Mapped[list[Decision]] = relationship(order_by=Decision.number, cascade="all, delete-orphan")
    assumptions: Mapped[list[Assumption]] = relationship(order_by=Assumption.number, cascade="all, delete-orphan")
    members: Mapped[list[Member]] = relationship(order_by=Member.number, cascade="all, delete-orphan")
    check_ins: Mapped[list[CheckIn]] = relationship(
        order_by=(CheckIn.on.desc(), CheckIn.filed_at.desc()), cascade="all, delete-orphan"
    )
    overrides: Mapped[list[StatusOverride]] = relationship(
        order_by=StatusOverride.id.desc(), cascade="all, delete-orphan"
    )
    item_origins: Mapped[list[ItemOrigin]] = relationship(order_by=ItemOrigin.seq, cascade="all, delete-orphan")
    due_moves: Mapped[list[DueMove]] = relationship(order_by=DueMove.id, cascade="all, delete-orphan")
    parked: Mapped[list[Parked]] = relationship(order_by=Parked.number, cascade="all, delete-orphan")
    thanks: Mapped[list[Thanks]] = relationship(order_by=Thanks.number.desc(), cascade="all, delete-orphan")
    commitments: Mapped[list[Commitment]] = relationship(order_by=Commitment.number, cascade="all, delete-orphan")
    sign_offs: Mapped[list[SignOff]] = relationship(
        foreign_keys=SignOff.plan_id, order_by=SignOff.created_at, cascade="all, delete-orphan"
    )
    occasions: Mapped[list[PlanWorkshop]] = relationship(order_by=PlanWorkshop.opened_at, cascade="all, delete-orphan")
    evidence: Mapped[list[Evidence]] = relationship(
        order_by=(Evidence.on.desc(), Evidence.number.desc()), cascade="all, delete-orphan"
    )
    edits: Mapped[list[Edit]] = relationship(order_by=Edit.id, cascade="all, delete-orphan")
    agreements: Mapped[list[Agreement]] = relationship(order_by=Agreement.id, cascade="all, delete-orphan")
    pauses: Mapped[list[Pause]] = relationship(order_by=Pause.first, cascade="all, delete-orphan")

    @property
    def calendar(self) -> days.Calendar | None:
        """How the plan's days count; None while it has no day 1."""
        if self.day_one is None:
            return None
        return days.Calendar.with_pauses(self.day_one, ((pause.first, pause.last) for pause in self.pauses))

    @property
    def first_day_one(self) -> date | None:
        """Day 1 as the plan was published with; the one of now where it never moved since, or is a draft."""
        if self.published_at is None:
            return self.day_one
        moved = (each.day_one for each in self.goals if each.replaced_at >= self.published_at)
        return next(moved, self.day_one)

    @property
    def sign_off(self) -> SignOff | None:
        """The sign-off that stands; None while the plan goes on, also after it was reopened."""
        return next((each for each in self.sign_offs if each.reopened_at is None), None)

    @property
    def signed_on(self) -> date | None:
        """The day on which the plan was signed off; None while it goes on."""
        return self.sign_off.signed_on if self.sign_off else None

    @property
    def reopenings(self) -> list[SignOff]:
        """The earlier sign-offs that were reopened, the first one first."""
        return [each for each in self.sign_offs if each.reopened_at is not None]

    @property
    def open_asks(self) -> list[Ask]:
        """What was asked and has no answer yet."""
        return [ask for ask in self.asks if ask.answered_on is None]

    def paused_on(self, on: date) -> Pause | None:
        """The pause a date lies in."""
        return next((pause for pause in self.pauses if pause.first <= on <= pause.last), None)


class GoalVersion(Model):
    """What a plan promised before: goal and day 1 until `replaced_at`, who changed them, and why.

    `sponsor` is who agreed, where the promise was locked by then.
    """

    __tablename__ = "goal_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    goal: Mapped[str] = mapped_column(Text)
    day_one: Mapped[date | None]
    replaced_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(400), default="")
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    by_name: Mapped[str] = mapped_column(String(120), default="")
    sponsor: Mapped[str] = mapped_column(String(120), default="", server_default="")


class ActionStatus(StrEnum):
    """How far an action is."""

    TODO = "todo"
    DOING = "doing"
    BLOCKED = "blocked"
    DONE = "done"


class Action(Model):
    """What somebody will do by a day. `number` is what people call it: action 4; a plan's numbers have no gaps.

    `owner` is one name or one role, often of a guest without an account; `helpers` are more of
    them. `progress` is what its owner says, in per cent. `blocked_since` and `done_on` are days in
    the plan's zone; `dated_at` is when somebody chose the day it is due (None: as it was made), whereas a pause
    moves that day. One that was set aside has `parked_on`: it counts nowhere until it is taken up again.
    `was_critical`: it was critical once its plan was published. `missed_on` is the day that was over when somebody
    moved it to another one or let it be critical no longer; of what is critical also the first one it had, where that
    was over when it moved later once more. Of what was done by then it tells nothing, unless it is done no longer.
    """

    __tablename__ = "action"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(400))
    owner: Mapped[str] = mapped_column(String(120), default="")
    helpers: Mapped[list[str]] = mapped_column(Json, default=list, server_default="[]")
    start_on: Mapped[date | None]
    due_on: Mapped[date | None]
    dated_at: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(String(12), default=ActionStatus.TODO)
    blocked_reason: Mapped[str] = mapped_column(String(400), default="")
    blocked_since: Mapped[date | None]
    done_on: Mapped[date | None]
    critical: Mapped[bool] = mapped_column(default=False)
    was_critical: Mapped[bool] = mapped_column(default=False, server_default=false())
    missed_on: Mapped[date | None]
    first_win: Mapped[bool] = mapped_column(default=False, server_default=false())
    progress: Mapped[int] = mapped_column(default=0, server_default="0")
    capability: Mapped[str | None] = mapped_column(String(40))
    evidence_expected: Mapped[str] = mapped_column(Text, default="")
    parked_on: Mapped[date | None]
    parked_reason: Mapped[str] = mapped_column(String(400), default="", server_default="")
    created_at: Mapped[datetime]

    plan: Mapped[Plan] = relationship(back_populates="actions", innerjoin=True)
    origins: Mapped[list["Origin"]] = relationship(order_by="Origin.seq", cascade="all, delete-orphan")
    moves: Mapped[list[CheckInMove]] = relationship(order_by=CheckInMove.id, viewonly=True)
    parts: Mapped[list[Part]] = relationship(order_by=Part.number, cascade="all, delete-orphan")
    needs: Mapped[list[Need]] = relationship(foreign_keys=Need.action_id, cascade="all, delete-orphan")


class Origin(Model):
    """A note or group an action came from: where it lies, and a copy of its words, for it may be erased later.

    A note may stand behind several actions, but it becomes one only once: `promoted`
    marks that origin. `seq` is the note's last row in the board's log when it was copied.
    `details` hold what helps to read the words: `lang`, `gloss`, `zone`, `canvas`, `votes`,
    and `group`, true for the title of a group.
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
