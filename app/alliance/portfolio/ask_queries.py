"""Finding what waits for somebody in the plans of a portfolio: asks without an answer, actions that are blocked."""

from sqlalchemy import ColumnElement, and_, select

from app.alliance.portfolio.asks import Ask, Blocker, Waiting, age_of
from app.alliance.portfolio.look import Look
from app.alliance.portfolio.queries import reached
from app.centres.models import Centre
from app.db import db
from app.plans import models
from app.plans.letters.ask_queries import titles_of
from app.plans.models import Action, ActionStatus, Plan
from app.plans.permission_queries import is_signed


def waiting_of(looked: Look) -> Waiting:
    """What waits in the plans that are looked for; in one that was signed off nothing does."""
    return Waiting(_asks(looked), _blockers(looked))


def _asks(looked: Look) -> list[Ask]:
    rows, found = {row.plan_id: row for row in looked.found.rows}, []
    each = models.Ask
    told = each.number, each.title, each.to, each.kind, each.asked_on, each.reply_by, each.confirms
    asked = select(each.id, each.plan_id, *told)
    of_plans = asked.join(Plan, Plan.id == each.plan_id).join(Centre, Centre.id == Plan.centre_id)
    waiting = db.session.execute(of_plans.where(_goes_on(looked), each.answered_on.is_(None))).all()
    titles = titles_of([ask.id for ask in waiting if ask.confirms])
    for ask in waiting:
        if row := rows.get(ask.plan_id):
            today = looked.held.today_of(row)
            found.append(
                Ask(
                    row=row,
                    number=ask.number,
                    title=titles.get(ask.id, ask.title),
                    to=ask.to,
                    kind=ask.kind or "",
                    asked_on=ask.asked_on,
                    age=age_of(ask.asked_on, today),
                    reply_by=ask.reply_by,
                    overdue=age_of(ask.reply_by, today) if ask.reply_by else 0,
                )
            )
    return found


def _goes_on(looked: Look) -> ColumnElement[bool]:
    return and_(reached(looked.principal), ~is_signed())


def _blockers(looked: Look) -> list[Blocker]:
    rows, found = {row.plan_id: row for row in looked.found.rows}, []
    asked = select(
        Action.plan_id, Action.number, Action.title, Action.owner, Action.blocked_reason, Action.blocked_since
    )
    of_plans = asked.join(Plan, Plan.id == Action.plan_id).join(Centre, Centre.id == Plan.centre_id)
    blocked = and_(Action.status == ActionStatus.BLOCKED, Action.parked_on.is_(None))
    for action in db.session.execute(of_plans.where(_goes_on(looked), blocked)):
        if row := rows.get(action.plan_id):
            since = action.blocked_since
            found.append(
                Blocker(
                    row=row,
                    number=action.number,
                    title=action.title,
                    owner=action.owner,
                    reason=action.blocked_reason,
                    since=since,
                    age=age_of(since, looked.held.today_of(row)) if since else None,
                )
            )
    return found
