"""Finding the plans in which somebody has something to do.

Most plans that somebody may read have nothing for them, so names alone are read of all, and the rest of few.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, and_, select

from app.accounts.models import Principal
from app.centres.models import Staff
from app.db import db
from app.plans.actions.mine import Names, is_among
from app.plans.extent import WORK
from app.plans.models import Action, ActionStatus, Part, Plan
from app.plans.permission_queries import is_signed, seen_by


def plans_to_work_on(principal: Principal, names: Names) -> Sequence[Plan]:
    """Return the plans this principal may read in which something that is not done bears one of these names.

    They come with their actions and what these are made of and wait for. None of them is signed off.
    """
    return _plans(seen_by(principal), names)


def plans_worked_on_at_centres_of(person: Principal, names: Names) -> Sequence[Plan]:
    """Return `plans_to_work_on` of the centres somebody works for."""
    centres = select(Staff.centre_id).where(Staff.principal_id == person.id)
    return _plans(and_(Plan.centre_id.in_(centres), seen_by(person)), names)


def _plans(theirs: ColumnElement[bool], names: Names) -> Sequence[Plan]:
    found = {plan_id for plan_id, name in _named(theirs) if is_among(name, names.within(plan_id))}
    if not found:
        return []
    return db.session.scalars(select(Plan).where(Plan.id.in_(found)).options(WORK).order_by(Plan.created_at)).all()


def _named(theirs: ColumnElement[bool]) -> Iterator[tuple[str, str]]:
    """Yield each name of an action or a part that is not done, with the id of its plan.

    They are compared here: no database takes two spellings for one name as `key_of` does.
    """
    undone = and_(theirs, ~is_signed(), Action.parked_on.is_(None), Action.status != ActionStatus.DONE)
    actions = select(Action.plan_id, Action.owner, Action.helpers).join(Plan, Plan.id == Action.plan_id).where(undone)
    for plan_id, owner, helpers in db.session.execute(actions):
        yield from ((plan_id, name) for name in (owner, *helpers) if name)
    parts = select(Action.plan_id, Part.owner).join(Plan, Plan.id == Action.plan_id).join(Part)
    for plan_id, owner in db.session.execute(parts.where(undone, Part.done_on.is_(None), Part.owner != "")):
        yield plan_id, owner
