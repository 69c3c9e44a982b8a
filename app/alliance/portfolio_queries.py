"""Finding the plans of a portfolio with all that their status needs: as few questions for two hundred as for one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import contains_eager, selectinload

from app import clock
from app.accounts.models import Principal
from app.alliance.errors import NoPortfolio
from app.alliance.policy import Reach, reach_of
from app.alliance.portfolio import Row
from app.alliance.portfolio_rows import row_of
from app.centres.models import Centre
from app.db import db
from app.plans.days import today_in
from app.plans.models import Action, CheckIn, Measure, Plan
from app.plans.queries import seen_by


@dataclass(frozen=True, slots=True)
class Holding:
    """The plans somebody looks after, not narrowed yet, and how far they see."""

    reach: Reach
    rows: Sequence[Row]


def holding_of(principal: Principal) -> Holding:
    """Every plan this principal sees in the portfolio, and whether they may open it.

    Raises:
        NoPortfolio: they look after no plan, and no role of theirs shows them others'.
    """
    reach = reach_of(principal)
    found = _plans(_reached(principal, reach), seen_by(principal))
    if reach is Reach.OWN and not found:
        raise NoPortfolio
    now = clock.now()
    return Holding(reach, [row_of(plan, today_in(plan.timezone, now), readable=readable) for plan, readable in found])


def _reached(principal: Principal, reach: Reach) -> ColumnElement[bool]:
    match reach:
        case Reach.ALL | Reach.COUNTS:
            return true()
        case Reach.REGION:
            return Centre.region_code == principal.alliance_region
        case Reach.OWN:
            return seen_by(principal)


def _plans(reached: ColumnElement[bool], readable: ColumnElement[bool]) -> list[tuple[Plan, bool]]:
    found = db.session.execute(
        select(Plan, readable)
        .join(Plan.centre)
        .where(reached)
        .options(
            contains_eager(Plan.centre).selectinload(Centre.terms),
            selectinload(Plan.actions).load_only(
                Action.number, Action.title, Action.due_on, Action.status, Action.critical
            ),
            selectinload(Plan.measures).joinedload(Measure.readings),
            selectinload(Plan.milestones),
            selectinload(Plan.risks),
            selectinload(Plan.asks),
            selectinload(Plan.check_ins).load_only(CheckIn.on, CheckIn.filed_at, CheckIn.review),
            selectinload(Plan.overrides),
        )
        .order_by(Plan.created_at, Plan.id)
    )
    return [(plan, bool(may)) for plan, may in found]
