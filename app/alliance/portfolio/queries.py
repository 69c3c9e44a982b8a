"""Finding the plans of a portfolio with all that their status needs: as few questions for four hundred as for one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, select, true

from app.accounts.models import Principal
from app.alliance.errors import NoPortfolio
from app.alliance.policy import Reach, reach_of
from app.alliance.portfolio.listing import Row
from app.alliance.portfolio.rows import Gone, row_of, with_trail
from app.centres.models import Centre
from app.db import db
from app.plans.models import Plan
from app.plans.permission_queries import seen_by
from app.plans.status.gist import MoveGist, PlanGist
from app.plans.status.gist_queries import gists
from app.plans.status.measure_queries import agreements_about, readings_of_all
from app.plans.status.reached_queries import todays


@dataclass(frozen=True, slots=True)
class Holding:
    """The plans somebody looks after, not narrowed yet, how far they see, and which date it is where a plan is."""

    reach: Reach
    rows: Sequence[Row]
    plans: Mapping[str, PlanGist] = field(default_factory=dict)
    today: Mapping[str, date] = field(default_factory=dict)

    def today_of(self, row: Row) -> date:
        """Which date it is where a plan is carried out."""
        return self.today[self.plans[row.plan_id].timezone]


def holding_of(principal: Principal) -> Holding:
    """Every plan this principal sees in the portfolio, and whether they may open it.

    Raises:
        NoPortfolio: they look after no plan, and no role of theirs shows them others'.
    """
    reach = reach_of(principal)
    found = gists(reached(principal), seen_by(principal))
    if reach is Reach.OWN and not found:
        raise NoPortfolio
    today = todays({plan.timezone for plan in found})
    rows = [row_of(plan, today[plan.timezone]) for plan in found]
    return Holding(reach, rows, {plan.id: plan for plan in found}, today)


def require_any(principal: Principal) -> None:
    """Refuse somebody who has no portfolio.

    Raises:
        NoPortfolio: as for `holding_of`.
    """
    any_plan = select(Plan.id).join(Plan.centre).where(reached(principal)).limit(1)
    if reach_of(principal) is Reach.OWN and db.session.scalar(any_plan) is None:
        raise NoPortfolio


def with_trails(held: Holding, rows: Sequence[Row]) -> list[Row]:
    """Some of the rows, with how their numbers went."""
    shown_ids = [row.number.measure_id for row in rows if row.number]
    read, promised = readings_of_all([*shown_ids, *beside_ids(rows)]), promised_before(held, rows)
    agreed = [each for each in shown_ids if any(move.sponsor for move in promised.get(each, ()))]
    agreements = agreements_about(agreed) if agreed else {}
    shown = []
    for row in rows:
        measure_id = row.number.measure_id if row.number else ""
        gone = Gone(read, promised, agreements.get(measure_id, ()))
        shown.append(with_trail(row, held.plans[row.plan_id], held.today_of(row), gone))
    return shown


def beside_ids(rows: Sequence[Row]) -> list[str]:
    """Return the main measures of plans beside the one that each row tells."""
    return [each.measure_id for row in rows for each in row.beside]


def promised_before(held: Holding, rows: Sequence[Row]) -> dict[str, list[MoveGist]]:
    """Return everything that the measures of some rows promised before, by measure."""
    return {measure_id: moves for row in rows for measure_id, moves in held.plans[row.plan_id].moves.items()}


def reached(principal: Principal) -> ColumnElement[bool]:
    """Which plans somebody sees in the portfolio, as a condition on Plan and Centre."""
    match reach_of(principal):
        case Reach.ALL | Reach.COUNTS:
            return true()
        case Reach.REGION:
            return Centre.region_code == principal.alliance_region
        case Reach.OWN:
            return seen_by(principal)
