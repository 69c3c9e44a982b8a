"""Calendars of plans for other programs, which sign in nowhere: the address holds the secret."""

import hashlib
from collections.abc import Sequence
from functools import partial
from importlib import import_module

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from app import aside
from app.accounts.models import Principal
from app.plans import services
from app.plans.actions.mine import is_theirs
from app.plans.feeds import queries as feed_queries
from app.plans.feeds.happenings import Happening, What, actions_of, happenings
from app.plans.letters import name_queries
from app.plans.models import CalendarFeed, FeedKind, Plan

bp = Blueprint("calendars", __name__, url_prefix="/cal")


@bp.get("/<token>.ics")
def feed(token: str) -> ResponseReturnValue:
    """What whoever made the calendar may read now, in their language."""
    found = feed_queries.feed_for(token)
    plans = feed_queries.plans_shown_by(found)
    # 5 MB that only calendars need, and nobody else waits for.
    writer = aside.compute(partial(import_module, "app.plans.feeds.file"))
    with force_locale(found.maker.language or "en"):
        file = writer.write(_name(found, plans), [(each, _address(each)) for each in _shown(found, plans)])
    answer = Response(file, mimetype="text/calendar", headers={"Cache-Control": "private, no-cache"})
    answer.set_etag(hashlib.sha256(file).hexdigest()[:32])
    return answer.make_conditional(request)


def _shown(found: CalendarFeed, plans: Sequence[Plan]) -> list[Happening]:
    if found.kind == FeedKind.PERSON:
        return _theirs(found.maker, plans)
    return [each for plan in plans for each in happenings(plan, services.today_of(plan))]


def _theirs(person: Principal, plans: Sequence[Plan]) -> list[Happening]:
    names = name_queries.names_of(person)
    return [
        each
        for plan in plans
        for each in actions_of(plan, [action for action in plan.actions if is_theirs(action, names.within(plan.id))])
    ]


def _name(found: CalendarFeed, plans: Sequence[Plan]) -> str:
    match found.kind:
        case FeedKind.PERSON:
            return str(_("What I do"))
        case FeedKind.CENTRE if plans:
            return str(_("Plans of %(centre)s", centre=plans[0].centre.name))
        case _:
            return plans[0].title if plans else str(_("Plan"))


def _address(happening: Happening) -> str:
    if happening.what == What.CHECK_IN:
        return url_for("plans.check_ins", plan_id=happening.plan.id, _external=True)
    anchors = {What.ACTION: "action", What.MILESTONE: "milestone", What.REPLY: "ask"}
    anchor = f"{anchors[happening.what]}-{happening.number}" if happening.what in anchors else None
    return url_for("plans.show", plan_id=happening.plan.id, _anchor=anchor, _external=True)
