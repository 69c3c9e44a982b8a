"""The calendar of a plan: a month at a time."""

from itertools import groupby

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import i18n
from app.accounts.access import current_principal
from app.hx import htmx
from app.moments import first_weekday
from app.plans import queries, services
from app.plans.blueprint import bp
from app.plans.feeds.happenings import happenings
from app.plans.views.month import month_of, read_month
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
    return render_template(
        "plans/_calendar.html" if htmx else "plans/calendar.html",
        sheet=sheet,
        month=month,
        weeks=weeks,
        happening={
            on: list(each)
            for on, each in groupby(happenings(plan, sheet.today), key=lambda each: each.on)
            if on in shown
        },
    )
