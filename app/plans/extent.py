"""How much of a plan is read at once: enough to say how it stands, or all of it."""

from sqlalchemy.orm import selectinload

from app.plans.models import Action, CheckIn, CheckInMove, Measure, Plan

STANDING = (
    selectinload(Plan.centre),
    selectinload(Plan.actions),
    selectinload(Plan.measures).selectinload(Measure.readings),
    selectinload(Plan.milestones),
    selectinload(Plan.risks),
    selectinload(Plan.asks),
    selectinload(Plan.check_ins),
    selectinload(Plan.overrides),
    selectinload(Plan.pauses),
)
"""What is needed to say how a plan stands: so many questions for one plan and for a hundred."""

WHOLE = (
    *STANDING,
    selectinload(Plan.actions).selectinload(Action.origins),
    selectinload(Plan.actions).selectinload(Action.parts),
    selectinload(Plan.actions).selectinload(Action.needs),
    selectinload(Plan.due_moves),
    selectinload(Plan.actions).selectinload(Action.moves).selectinload(CheckInMove.check_in),
    selectinload(Plan.check_ins).selectinload(CheckIn.readings),
    selectinload(Plan.check_ins).selectinload(CheckIn.moves),
    selectinload(Plan.decisions),
    selectinload(Plan.assumptions),
    selectinload(Plan.members),
    selectinload(Plan.goals),
    selectinload(Plan.parked),
    selectinload(Plan.parked_actions),
    selectinload(Plan.occasions),
    selectinload(Plan.commitments),
    selectinload(Plan.sign_off),
    selectinload(Plan.thanks),
    selectinload(Plan.evidence),
    selectinload(Plan.item_origins),
)
"""What the page of a plan shows."""

WORK = (
    selectinload(Plan.centre),
    selectinload(Plan.pauses),
    selectinload(Plan.actions).selectinload(Action.parts),
    selectinload(Plan.actions).selectinload(Action.needs),
)
"""What somebody has to do in it."""
