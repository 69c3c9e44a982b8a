"""Links that show plans outside and work: who made them, and whether their makers may still change the plan."""

from collections.abc import Sequence

from sqlalchemy import select

from app import clock
from app.db import db
from app.plans import days, permission_queries
from app.plans.models import Plan, Share


def open_shares(centre_id: str, maker_id: str | None = None) -> Sequence[Share]:
    """Return the links to plans of a centre, of one maker or of anybody, that were not revoked and did not run out."""
    asked = select(Share, Plan.timezone).join(Plan, Plan.id == Share.plan_id)
    asked = asked.where(Plan.centre_id == centre_id, Share.revoked_at.is_(None))
    if maker_id is not None:
        asked = asked.where(Share.made_by == maker_id)
    now = clock.now()
    return [
        share
        for share, zone in db.session.execute(asked)
        if share.ends_on is None or share.ends_on >= days.today_in(zone, now)
    ]


def left_makers(plan_id: str, shares: Sequence[Share]) -> set[str]:
    """Return who of those that made links of a plan may not change it any more, by their ids."""
    makers = {share.maker for share in shares if share.maker}
    return {maker.id for maker in makers if not permission_queries.may_change(maker, plan_id)}
