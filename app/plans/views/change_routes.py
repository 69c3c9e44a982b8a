"""What changed in a plan since somebody looked, and that they look."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from math import ceil
from typing import Final
from zoneinfo import ZoneInfo

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts.access import current_principal
from app.plans import days, queries, services
from app.plans.blueprint import bp
from app.plans.errors import NoSuchChoice
from app.plans.models import Plan
from app.plans.views import change_queries
from app.plans.views.change import count
from app.plans.views.said import lines_of
from app.plans.views.sheet import compose

_A_WEEK = timedelta(days=7)
_ON_A_PAGE: Final = 200


@bp.get("/<plan_id>/changes/")
def changes(plan_id: str) -> ResponseReturnValue:
    """What changed since a moment, or within a week, on pages of bounded length: who, when and why."""
    plan, _deeds = queries.whole_plan_and_deeds(plan_id, current_principal())
    asked = request.args.get("since")
    since = _moment(asked, plan) if asked else clock.now() - _A_WEEK
    found = change_queries.changes_since(plan, since)
    pages = max(1, ceil(len(found) / _ON_A_PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    begun = days.today_in(plan.timezone, plan.created_at)
    return render_template(
        "plans/changes.html",
        sheet=compose(plan, services.today_of(plan), mirrored=False),
        since=since.astimezone(ZoneInfo(plan.timezone)),
        changes=found[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE],
        page=page,
        pages=pages,
        asked=asked,
        begun=begun.isoformat() if since > _moment(begun.isoformat(), plan) else None,
        counts=count(found),
        zone=ZoneInfo(plan.timezone),
        lines_of=lines_of,
    )


@bp.post("/<plan_id>/looks/")
def look(plan_id: str) -> ResponseReturnValue:
    """The page of a plan was seen as it was when it was made."""
    principal = current_principal()
    plan, _deeds = queries.whole_plan_and_deeds(plan_id, principal)
    services.look_at(principal, plan_id, seen_at=_moment(request.form.get("seen", ""), plan))
    return "", HTTPStatus.NO_CONTENT


def _moment(written: str, plan: Plan) -> datetime:
    """A moment as an address writes it; a day or an hour without a zone is the plan's own.

    Raises:
        NoSuchChoice: it is none, or not of our time.
    """
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise NoSuchChoice from error
    if not 2000 <= moment.year < 2100:  # noqa: PLR2004 - no plan is older or younger than this century
        raise NoSuchChoice
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(plan.timezone))).astimezone(UTC)
