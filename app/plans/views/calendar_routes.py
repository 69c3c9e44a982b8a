"""The calendar of a plan: a month at a time."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import i18n
from app.accounts.access import current_principal
from app.hx import htmx
from app.moments import first_weekday
from app.plans import queries, services
from app.plans.agreeing import unagreed_pauses
from app.plans.blueprint import bp
from app.plans.feeds.happenings import What, happenings
from app.plans.models import Pause
from app.plans.views.month import Month, month_of, read_month
from app.plans.views.sheet import compose


@bp.get("/<plan_id>/calendar/")
def calendar(plan_id: str) -> ResponseReturnValue:
    """A month of a plan, this one unless another is asked for."""
    plan, _deeds = queries.whole_plan_and_deeds(plan_id, current_principal())
    sheet = compose(plan, services.today_of(plan), mirrored=i18n.direction() == "rtl")
    asked = request.args.get("month")
    month = read_month(asked) if asked else month_of(sheet.today)
    weeks = month.weeks(first_weekday())
    shown = {day for week in weeks for day in week}
    happened = [each for each in happenings(plan, sheet.today) if each.what != What.PAUSE]
    paused = {day: pause for day in shown if (pause := plan.paused_on(day))}
    return render_template(
        "plans/_calendar.html" if htmx else "plans/calendar.html",
        sheet=sheet,
        month=month,
        weeks=weeks,
        happening={on: list(each) for on, each in groupby(happened, key=lambda each: each.on) if on in shown},
        paused=paused,
        told_on=_told_on(paused, month),
        unagreed=unagreed_pauses(plan),
    )


def _told_on(paused: Mapping[date, Pause], month: Month) -> set[date]:
    """Return the day on which each pause is told of: the first one it has in a month, or else beside it."""
    found: dict[str, date] = {}
    for day in sorted(paused, key=lambda day: (not month.has(day), day)):
        found.setdefault(paused[day].id, day)
    return set(found.values())
