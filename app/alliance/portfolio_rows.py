"""A row of the portfolio from a plan that was read whole: where it is, its number, its status. No queries, no clock."""

from datetime import date
from typing import Final

from app.alliance.portfolio import Number, Row
from app.centres.models import TermKind
from app.plans import curve, days, facts
from app.plans.models import Action, ActionStatus, Direction, Measure, Plan, Review
from app.plans.status import Status, silent_days

KINDS: Final = {
    Status.RED: "off",
    Status.NO_DATA: "none",
    Status.AMBER: "warn",
    Status.GREEN: "ok",
    Status.DONE: "done",
    Status.NOT_STARTED: "wait",
}
"""How the look calls each status."""


def row_of(plan: Plan, today: date, *, readable: bool) -> Row:
    """The plan as it stands on a day; `readable` for whoever may open it."""
    day = days.day_of(today, plan.calendar) if plan.calendar else None
    judged = facts.judged(plan, today)
    last = facts.last_check_in(plan, today)
    said = days.day_of(last.on, plan.calendar) if last and plan.calendar else None
    late = [action for action in plan.actions if _is_late(action, today)]
    review_day, review_on = _next_review(plan, today)
    centre = plan.centre
    return Row(
        plan_id=plan.id,
        centre_id=centre.id,
        centre=centre.name,
        title=plan.title,
        goal=plan.goal,
        region=centre.region_code or "",
        country=centre.country_code or "",
        kind=centre.type_code or "",
        capabilities=tuple(term.code for term in centre.terms_of(TermKind.CAPABILITY)),
        coach=plan.coach.strip(),
        day=day,
        number=_number(plan, today),
        numbers=sum(measure.main for measure in plan.measures),
        status=KINDS[judged.status],
        view=KINDS[Status(judged.said.value)] if judged.said else None,
        silent=silent_days(day, said) if day is not None and day >= 1 else None,
        checked_in=said is not None,
        late=len(late) if day is not None and day >= 1 else 0,
        blocked=sum(action.status == ActionStatus.BLOCKED for action in plan.actions),
        review_on=review_on,
        review_day=review_day,
        readable=readable,
    )


def _is_late(action: Action, today: date) -> bool:
    return action.due_on is not None and action.due_on < today and action.status != ActionStatus.DONE


def _number(plan: Plan, today: date) -> Number | None:
    """The main measure that is furthest behind its curve: the one the status follows."""
    told = [number for measure in plan.measures if measure.main and (number := _told(measure, plan, today))]
    return max(told, key=lambda number: number.expected - number.share, default=None)


def _told(measure: Measure, plan: Plan, today: date) -> Number | None:
    """A measure today; None while nobody said where it starts and where it goes."""
    if measure.baseline is None or measure.target is None:
        return None
    falling = measure.direction == Direction.DOWN
    begins = plan.calendar or today
    read = [
        (
            days.day_of(each.on, begins),
            curve.actual_share(measure.baseline, measure.target, each.value, falling=falling),
        )
        for each in facts.readings_of(measure)
        if each.on <= today
    ]
    trail = tuple(read if not read or read[0][0] <= 0 else [(0, 0.0), *read])
    last = facts.last_reading(measure, today)
    return Number(
        name=measure.name,
        unit=measure.unit,
        actual=last.value if last else None,
        target=measure.target,
        share=read[-1][1] if read else 0.0,
        expected=_asked(measure, days.day_of(today, begins)) if plan.calendar else 0.0,
        trail=trail,
        asked=tuple((day, _asked(measure, day)) for day, _share in trail),
    )


def _asked(measure: Measure, day: int) -> float:
    return curve.expected_share(measure.curve, day, measure.steps)


def _next_review(plan: Plan, today: date) -> tuple[int, date | None]:
    """The review halfway while that lies ahead and was not held, then the closing one until it was held."""
    if plan.calendar is None:
        return 0, None
    held = {check_in.review for check_in in plan.check_ins if check_in.on <= today}
    if Review.CLOSING in held:
        return 0, None
    ahead = today <= days.date_of(days.MIDPOINT, plan.calendar)
    day = days.MIDPOINT if ahead and Review.MIDPOINT not in held else days.LENGTH
    return day, days.date_of(day, plan.calendar)
