"""What stands in a plan beside its actions, each numbered from 1 within its plan, and the notes it came from."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.db import Json, Model

if TYPE_CHECKING:
    from app.plans.models.agreements import Agreement
    from app.plans.models.plan import Plan


class ItemKind(StrEnum):
    """What a note may become beside an action."""

    GOAL = "goal"
    MEASURE = "measure"
    MILESTONE = "milestone"
    RISK = "risk"
    DECISION = "decision"
    ASSUMPTION = "assumption"
    OWNER = "owner"
    ASK = "ask"


class Item(Model):
    """Something a plan holds. `number` is what people call it: risk 2."""

    __abstract__ = True

    @declared_attr.directive
    def __table_args__(cls) -> tuple[UniqueConstraint]:  # noqa: N805 - it is asked of the class
        return (UniqueConstraint("plan_id", "number"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    number: Mapped[int]
    created_at: Mapped[datetime]


class MilestoneState(StrEnum):
    """How a milestone is. One that was missed stays open, and late, until its day or its plan is changed."""

    PLANNED = "planned"
    AT_RISK = "at_risk"
    DONE = "done"
    MISSED = "missed"


class Milestone(Item):
    """Something that is reached by a day; `dated_at`, `was_critical` and `missed_on` are as with an action."""

    __tablename__ = "milestone"

    title: Mapped[str] = mapped_column(String(400))
    due_on: Mapped[date | None]
    dated_at: Mapped[datetime | None]
    critical: Mapped[bool] = mapped_column(default=False, server_default=false())
    was_critical: Mapped[bool] = mapped_column(default=False, server_default=false())
    missed_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(10), default=MilestoneState.PLANNED)
    done_on: Mapped[date | None]

    plan: Mapped["Plan"] = relationship(viewonly=True)


class Likelihood(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Impact(StrEnum):
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class RiskState(StrEnum):
    """What is done about a risk; it is open until it is closed."""

    OPEN = "open"
    MITIGATING = "mitigating"
    CLOSED = "closed"


class Risk(Item):
    """What may go wrong, what is done about it, and who sees to it. Both scales are None while nobody judged them."""

    __tablename__ = "risk"

    title: Mapped[str] = mapped_column(String(400))
    likelihood: Mapped[str | None] = mapped_column(String(10))
    impact: Mapped[str | None] = mapped_column(String(10))
    response: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[str] = mapped_column(String(12), default=RiskState.OPEN)
    closed_on: Mapped[date | None]


class AskKind(StrEnum):
    """What an ask is about, so that asks of many plans can be read together."""

    LAW = "law"
    MONEY = "money"
    DATA = "data"
    PERMISSION = "permission"
    PEOPLE = "people"


class Verdict(StrEnum):
    """Whether a sponsor agrees."""

    YES = "yes"
    NO = "no"


class Uncounted(StrEnum):
    """Why a yes of a sponsor does not count as confirmed.

    Who wrote the change chose how they are reached, or somebody did later than it was written, or who answered leads
    or coaches the plan, or may change it and was not the sponsor when it was published.
    """

    WRITER = "writer"
    LATER = "later"
    CHANGER = "changer"


class Ask(Item):
    """What the team cannot decide or give itself, asked of somebody who can. Open until `answered_on` is set.

    `barrier` is what stands in the way, where it is more than this team's own: a law, a rule, a habit of offices.
    One that `confirms` asks the sponsor whether they agree to what changed in promises: its `agreements`. `verdict` is
    their answer, empty until they give one, and `verdict_by` who gave it. Where it was given by mail at an address of
    no account, or `by_account` with one of another name than the sponsor's, `address_by` chose that on `address_on`,
    at the moment `address_at` (None: earlier servers kept the day alone), once the plan was published; empty where
    it is the one of before. `doubted`: their yes does not count, for the reason `doubted_for`, see `Uncounted`; it is
    empty for the first of them on earlier servers. `verdict_as` is the name that was asked when they answered, where
    another is asked since.
    """

    __tablename__ = "ask"

    title: Mapped[str] = mapped_column(String(400))
    to: Mapped[str] = mapped_column("asked_of", String(120), default="")
    kind: Mapped[str | None] = mapped_column(String(12))
    asked_on: Mapped[date]
    reply_by: Mapped[date | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    barrier: Mapped[str] = mapped_column(Text, default="", server_default="")
    answered_on: Mapped[date | None]
    confirms: Mapped[bool] = mapped_column(default=False, server_default=false())
    verdict: Mapped[str] = mapped_column(String(3), default="", server_default="")
    verdict_by: Mapped[str] = mapped_column(String(120), default="", server_default="")
    verdict_as: Mapped[str] = mapped_column(String(120), default="", server_default="")
    address_by_id: Mapped[str | None] = mapped_column(String(22))
    address_by: Mapped[str] = mapped_column(String(120), default="", server_default="")
    address_on: Mapped[date | None]
    address_at: Mapped[datetime | None]
    by_account: Mapped[bool] = mapped_column(default=False, server_default=false())
    doubted: Mapped[bool] = mapped_column(default=False, server_default=false())
    doubted_for: Mapped[str] = mapped_column(String(10), default="", server_default="")

    agreements: Mapped[list["Agreement"]] = relationship(order_by="Agreement.id", back_populates="ask")

    @property
    def who(self) -> str:
        """Return the name under which a sponsor answered whether they agree, else the one that is asked."""
        return self.verdict_as or self.to


class Decision(Item):
    """What was decided, why and by whom; `undone_on`: the day it stopped to count.

    `written_by` is who wrote down that name, or the decision itself where it has none; empty where nobody noted it.
    """

    __tablename__ = "decision"

    title: Mapped[str] = mapped_column(String(400))
    reason: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[str] = mapped_column("decided_by", String(120), default="")
    written_by: Mapped[str] = mapped_column(String(120), default="", server_default="")
    decided_on: Mapped[date | None]
    undone_on: Mapped[date | None]


class AssumptionState(StrEnum):
    """Whether what was assumed turned out so."""

    OPEN = "open"
    HELD = "held"
    WRONG = "wrong"


class Assumption(Item):
    """What the plan takes for true, and how the team will find out."""

    __tablename__ = "assumption"

    title: Mapped[str] = mapped_column(String(400))
    test: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[str] = mapped_column(String(10), default=AssumptionState.OPEN)
    checked_on: Mapped[date | None]


class Member(Item):
    """Somebody who carries the plan, with an account or without: a name or a role, and what they see to."""

    __tablename__ = "plan_member"

    title: Mapped[str] = mapped_column("name", String(120))
    part: Mapped[str] = mapped_column(String(400), default="")
    contact: Mapped[str] = mapped_column(String(200), default="")


class Parked(Item):
    """A side project the team set aside because it does not move the number; `again_on`: when to look at it again."""

    __tablename__ = "parked"

    title: Mapped[str] = mapped_column(String(400))
    reason: Mapped[str] = mapped_column(Text, default="")
    again_on: Mapped[date | None]


class Thanks(Item):
    """Praise for somebody of the plan: what for, to whom, from whom; `written_by` as with a decision."""

    __tablename__ = "thanks"

    title: Mapped[str] = mapped_column(String(400))
    to: Mapped[str] = mapped_column("given_to", String(120), default="")
    by: Mapped[str] = mapped_column("given_by", String(120), default="")
    written_by: Mapped[str] = mapped_column(String(120), default="", server_default="")
    given_on: Mapped[date]


class Evidence(Item):
    """Something that shows what was done: words, with a file, a photo or an address, a place and a day.

    `sha256` names the file where there is one, `name` is what its sender called it. It may belong to an action or a
    milestone, and to a check-in of its plan. Earlier servers kept words alone; see `shows`. `own_page`: its address was
    one of this site when it was written, and shows nothing of a result.
    """

    __tablename__ = "evidence"

    title: Mapped[str] = mapped_column(String(400))
    on: Mapped[date]
    place: Mapped[str] = mapped_column(String(200), default="")
    url: Mapped[str] = mapped_column(String(500), default="")
    own_page: Mapped[bool] = mapped_column(default=False, server_default=false())
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(160), default="")
    mime: Mapped[str] = mapped_column(String(100), default="")
    size: Mapped[int] = mapped_column(default=0)
    action_id: Mapped[str | None] = mapped_column(ForeignKey("action.id"), index=True)
    milestone_id: Mapped[str | None] = mapped_column(String(22), index=True)
    check_in_id: Mapped[str | None] = mapped_column(ForeignKey("check_in.id"), index=True)
    by_name: Mapped[str] = mapped_column(String(120), default="")
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))

    @property
    def shows(self) -> bool:
        """True when it counts as shown: readers can look at a file or at an address elsewhere."""
        return bool(self.sha256 or (self.url and not self.own_page))

    @property
    def of_id(self) -> str | None:
        """Return the id of the action or the milestone that it is of; None where it is of the whole plan."""
        return self.action_id or self.milestone_id


class ItemOrigin(Model):
    """A note or group something in a plan came from, as `Origin` says of actions.

    `item_id` is the id of the row of that kind; of a goal it is the plan's own. A note
    becomes a thing of one kind only once: `promoted` marks that origin.
    """

    __tablename__ = "plan_item_origin"
    __table_args__ = (
        Index("ix_plan_item_origin_note", "board_id", "note_id"),
        Index(
            "one_item_per_note",
            "kind",
            "board_id",
            "note_id",
            unique=True,
            sqlite_where=text("promoted"),
            postgresql_where=text("promoted"),
        ),
    )

    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    item_id: Mapped[str] = mapped_column(String(22), primary_key=True)
    board_id: Mapped[str] = mapped_column(ForeignKey("board.id"), primary_key=True)
    note_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    promoted: Mapped[bool] = mapped_column(default=False, server_default=false())
    words: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, object]] = mapped_column(Json, default=dict)
