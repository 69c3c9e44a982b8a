"""How much of a plan is read at once: enough to say how it stands, or all of it.

Each is one option that has the others in it: a plan is read in almost thirty questions, and SQLAlchemy looks at every
option anew for each of them.
"""

from typing import Any

from sqlalchemy.orm import InstrumentedAttribute, Load, joinedload, selectinload

from app.plans.models import Action, Agreement, CheckIn, CheckInLink, CheckInMove, Measure, Plan

_Part = tuple[InstrumentedAttribute[Any], tuple[Any, ...]]
"""A collection, and the options by which what is in it is read."""

_STATUS: tuple[_Part, ...] = (
    (Plan.measures, (selectinload(Measure.readings), selectinload(Measure.moves))),
    (Plan.milestones, ()),
    (Plan.risks, ()),
    (Plan.asks, ()),
    (Plan.overrides, ()),
    (Plan.pauses, ()),
    (Plan.due_moves, ()),
    (Plan.edits, ()),
    (Plan.agreements, (selectinload(Agreement.ask),)),
    (Plan.sign_offs, ()),
    (Plan.evidence, ()),
)

_MOVES = selectinload(Action.moves).selectinload(CheckInMove.check_in)

PARTS: tuple[_Part, ...] = (
    *_STATUS,
    (
        Plan.check_ins,
        (
            selectinload(CheckIn.readings),
            selectinload(CheckIn.moves),
            joinedload(CheckIn.link).joinedload(CheckInLink.maker),
            joinedload(CheckIn.by),
        ),
    ),
    (Plan.actions, (selectinload(Action.origins), selectinload(Action.parts), selectinload(Action.needs), _MOVES)),
    (Plan.parked_actions, (selectinload(Action.origins), _MOVES)),
    (Plan.decisions, ()),
    (Plan.assumptions, ()),
    (Plan.members, ()),
    (Plan.goals, ()),
    (Plan.parked, ()),
    (Plan.occasions, ()),
    (Plan.commitments, ()),
    (Plan.thanks, ()),
    (Plan.item_origins, ()),
)
"""The collections of a plan that its page shows, and what is read with each of them."""


def _together(parts: tuple[_Part, ...]) -> list[Any]:
    return [selectinload(Plan.centre), *(selectinload(part).options(*nested) for part, nested in parts)]


STANDING = Load(Plan).options(
    *_together(_STATUS),
    *(selectinload(each) for each in (Plan.actions, Plan.parked_actions, Plan.check_ins)),
)
"""What is needed to say how a plan stands: so many questions for one plan and for a hundred."""

WHOLE = Load(Plan).options(*_together(PARTS))
"""What the page of a plan shows, for several plans."""

WORK = Load(Plan).options(
    selectinload(Plan.centre),
    selectinload(Plan.pauses),
    selectinload(Plan.agreements).selectinload(Agreement.ask),
    selectinload(Plan.sign_offs),
    selectinload(Plan.actions).options(selectinload(Action.parts), selectinload(Action.needs)),
)
"""What somebody has to do in it."""
