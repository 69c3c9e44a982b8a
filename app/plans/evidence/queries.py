"""Finding evidence across the plans of a centre."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.accounts.models import Principal
from app.db import db
from app.plans.models import Evidence, Plan
from app.plans.permission_queries import seen_by
from app.texts import folded, holds

MOST = 200
"""So many stand on one page; a search finds the others."""


def library_of(principal: Principal, centre_id: str, text: str = "") -> Sequence[tuple[Evidence, Plan]]:
    """What the plans of a centre have to show that this principal may read, the newest first, where it says `text`."""
    found = db.session.execute(
        select(Evidence, Plan)
        .join(Plan, Plan.id == Evidence.plan_id)
        .options(*(selectinload(each) for each in (Plan.actions, Plan.parked_actions, Plan.milestones, Plan.evidence)))
        .where(Plan.centre_id == centre_id, seen_by(principal))
        .order_by(Evidence.on.desc(), Evidence.id)
    )
    fitting = [(kept, plan) for kept, plan in found if holds(_text_of(kept, plan), text)]
    return fitting[:MOST]


def title_of_plan(kept: Evidence) -> str:
    """Return what the plan is called that evidence is of."""
    return db.session.scalars(select(Plan.title).where(Plan.id == kept.plan_id)).one()


def _text_of(kept: Evidence, plan: Plan) -> str:
    return folded(f"{kept.title}\n{kept.place}\n{kept.url}\n{kept.name}\n{kept.by_name}\n{plan.title}")
