"""What people say of the things in a plan beside its actions and measures; `becomes` is what a note becomes by it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.plans.models import AskKind, AssumptionState, Impact, ItemKind, Likelihood, MilestoneState, RiskState


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneWords:
    """Something that is reached by a day."""

    becomes: ClassVar[ItemKind] = ItemKind.MILESTONE

    title: str
    due_on: date | None = None
    critical: bool = False
    state: MilestoneState = MilestoneState.PLANNED


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskWords:
    """What may go wrong, what is done about it, and who sees to it."""

    becomes: ClassVar[ItemKind] = ItemKind.RISK

    title: str
    likelihood: Likelihood | None = None
    impact: Impact | None = None
    response: str = ""
    owner: str = ""
    state: RiskState = RiskState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWords:
    """What is asked of somebody, by when they answer, and what they said. With an answer it is closed.

    `barrier` is what stands in the way of more than this team.
    """

    becomes: ClassVar[ItemKind] = ItemKind.ASK

    title: str
    to: str
    kind: AskKind | None = None
    reply_by: date | None = None
    answer: str = ""
    barrier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionWords:
    """What was decided, why and by whom."""

    becomes: ClassVar[ItemKind] = ItemKind.DECISION

    title: str
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionWords:
    """What is taken for true, how it is found out, and how that came out."""

    becomes: ClassVar[ItemKind] = ItemKind.ASSUMPTION

    title: str
    test: str = ""
    owner: str = ""
    state: AssumptionState = AssumptionState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberWords:
    """Somebody who carries the plan: a name or a role, what they see to, how they are reached."""

    becomes: ClassVar[ItemKind] = ItemKind.OWNER

    title: str
    part: str = ""
    contact: str = ""


ItemWords = MilestoneWords | RiskWords | AskWords | DecisionWords | AssumptionWords | MemberWords
"""What somebody wrote of one of them, which a note may become too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedWords:
    """A side project that was set aside, why, and when to look at it again."""

    title: str
    reason: str = ""
    again_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThanksWords:
    """What somebody is thanked for, who, and by whom."""

    title: str
    to: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentWords:
    """What somebody keeps up after day 100."""

    title: str
    owner: str = ""


KeptWords = ItemWords | ParkedWords | ThanksWords | CommitmentWords
"""What somebody wrote of anything that is numbered in a plan."""
