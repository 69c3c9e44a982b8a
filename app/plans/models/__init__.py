"""100-day plans: what is promised and counted, who does what by when, and who said how it goes."""

from app.plans.curve import Curve
from app.plans.models.check_ins import CheckIn, CheckInLink, CheckInMove, Mood, Review, StatusOverride
from app.plans.models.items import (
    Ask,
    AskKind,
    Assumption,
    AssumptionState,
    Decision,
    Impact,
    Item,
    ItemKind,
    ItemOrigin,
    Likelihood,
    Member,
    Milestone,
    MilestoneState,
    Risk,
    RiskState,
)
from app.plans.models.measures import Direction, Measure, MeasureMove, Reading
from app.plans.models.parts import DueMove, Need, Part
from app.plans.models.plan import Action, ActionStatus, Baton, GoalVersion, Origin, Plan

__all__ = [
    "Action",
    "ActionStatus",
    "Ask",
    "AskKind",
    "Assumption",
    "AssumptionState",
    "Baton",
    "CheckIn",
    "CheckInLink",
    "CheckInMove",
    "Curve",
    "Decision",
    "Direction",
    "DueMove",
    "GoalVersion",
    "Impact",
    "Item",
    "ItemKind",
    "ItemOrigin",
    "Likelihood",
    "Measure",
    "MeasureMove",
    "Member",
    "Milestone",
    "MilestoneState",
    "Mood",
    "Need",
    "Origin",
    "Part",
    "Plan",
    "Reading",
    "Review",
    "Risk",
    "RiskState",
    "StatusOverride",
]
