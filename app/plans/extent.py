"""How much of a plan is read at once: enough to say how it stands, or all of it.

Each is one option that has the others in it: a plan is read in almost thirty questions, and SQLAlchemy looks at every
option anew for each of them.
"""

from sqlalchemy.orm import Load, joinedload, selectinload

from app.plans.models import Action, Agreement, CheckIn, CheckInLink, CheckInMove, Measure, Plan

_STATUS = (
    selectinload(Plan.centre),
    selectinload(Plan.measures).options(selectinload(Measure.readings), selectinload(Measure.moves)),
    selectinload(Plan.milestones),
    selectinload(Plan.risks),
    selectinload(Plan.asks),
    selectinload(Plan.overrides),
    selectinload(Plan.pauses),
    selectinload(Plan.due_moves),
    selectinload(Plan.edits),
    selectinload(Plan.parked_actions),
    selectinload(Plan.agreements).selectinload(Agreement.ask),
    selectinload(Plan.sign_offs),
    selectinload(Plan.evidence),
)

STANDING = Load(Plan).options(*_STATUS, selectinload(Plan.actions), selectinload(Plan.check_ins))
"""What is needed to say how a plan stands: so many questions for one plan and for a hundred."""

WHOLE = Load(Plan).options(
    *_STATUS,
    selectinload(Plan.actions).options(
        selectinload(Action.origins),
        selectinload(Action.parts),
        selectinload(Action.needs),
        selectinload(Action.moves).selectinload(CheckInMove.check_in),
    ),
    selectinload(Plan.check_ins).options(
        selectinload(CheckIn.readings),
        selectinload(CheckIn.moves),
        joinedload(CheckIn.link).joinedload(CheckInLink.maker),
    ),
    selectinload(Plan.decisions),
    selectinload(Plan.assumptions),
    selectinload(Plan.members),
    selectinload(Plan.goals),
    selectinload(Plan.parked),
    selectinload(Plan.occasions),
    selectinload(Plan.commitments),
    selectinload(Plan.thanks),
    selectinload(Plan.item_origins),
)
"""What the page of a plan shows."""

WORK = Load(Plan).options(
    selectinload(Plan.centre),
    selectinload(Plan.pauses),
    selectinload(Plan.agreements).selectinload(Agreement.ask),
    selectinload(Plan.sign_offs),
    selectinload(Plan.actions).options(selectinload(Action.parts), selectinload(Action.needs)),
)
"""What somebody has to do in it."""
