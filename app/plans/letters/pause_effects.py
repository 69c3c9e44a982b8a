"""What a pause does to a plan, in sentences for the sponsor who is asked whether they agree to it. Pure."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext

from app.i18n import comma
from app.moments import day_month_year
from app.plans import days
from app.plans.agreeing import added_days, net_of, pause_of, steps_to, unagreed_pauses
from app.plans.models import Action, Agreement, Milestone, Pause, Plan, PromiseKind
from app.plans.status.due_days import day_that_counts, due_by, is_done
from app.plans.status.firm_days import counts_by
from app.texts import isolated

NAMED: Final = 5
"""So many things that are late no longer are named; of those after them it is said how many they are."""


def effects_of(agreement: Agreement, plan: Plan, today: date, called: Callable[[str], str] = isolated) -> list[str]:
    """Return in sentences why a plan pauses, when it ends then, which days were over, and what is late no longer.

    Nothing for a change that is none of a pause there is. `called` is how a name is written in a sentence.
    """
    pause = pause_of(plan, agreement) if agreement.kind == PromiseKind.PAUSE else None
    if pause is None or plan.calendar is None:
        return []
    found = [str(_("The reason for the pause: “%(reason)s”", reason=called(pause.reason)))]
    found += _end(agreement, pause, plan.calendar, plan)
    found += _over(agreement, plan)
    return [*found, *_late_no_longer(plan, plan.calendar, today, called)]


def _end(agreement: Agreement, pause: Pause, calendar: days.Calendar, plan: Plan) -> Iterator[str]:
    said = {**agreement.said, **net_of(plan, agreement)}
    before = [said[name][0] for name in ("first", "last")]
    others = [(each.first, each.last) for each in plan.pauses if each is not pause]
    first, last = (date.fromisoformat(each) if isinstance(each, str) else None for each in before)
    spans = [*others, (first, last)] if first and last else others
    without = days.Calendar.with_pauses(calendar.day_one, spans)
    ends, ended = (day_month_year(days.date_of(days.LENGTH, each)) for each in (calendar, without))
    agreed = _end_agreed(pause, plan)
    if agreed and agreed not in {ends, ended}:
        # Two pauses that wait for an answer would otherwise be measured by each other.
        yield str(
            _(
                "With it and what else is not agreed to the plan ends on %(date)s instead of %(agreed)s, as agreed.",
                date=ends,
                agreed=agreed,
            )
        )
    elif ends != ended:
        yield str(_("With it the plan ends on %(date)s instead of %(before)s.", date=ends, before=ended))


def _end_agreed(pause: Pause, plan: Plan) -> str | None:
    """Return when a plan ends as agreed; None where that leaves nothing of the pause out."""
    begins = counts_by(plan) if pause.id in unagreed_pauses(plan) else None
    return day_month_year(days.date_of(days.LENGTH, begins)) if begins else None


def _over(agreement: Agreement, plan: Plan) -> Iterator[str]:
    """Yield how many days were over when somebody wrote down that the plan paused on them."""
    over = left = 0
    for step in steps_to(plan, agreement):
        if added := added_days(step):
            first, last = added
            paused, gone = (last - first).days + 1, (days.today_in(plan.timezone, step.made_at) - first).days
            over += max(0, min(paused, gone))
            left += paused - max(0, min(paused, gone))
    on = day_month_year(days.today_in(plan.timezone, agreement.made_at))
    if over and not left:
        yield str(_("It was entered afterwards, on %(date)s: all its days were over by then.", date=on))
    elif over:
        yield ngettext(
            "It was entered on %(date)s: %(num)s of its days was over by then.",
            "It was entered on %(date)s: %(num)s of its days were over by then.",
            over,
            date=on,
        )


def _late_no_longer(plan: Plan, calendar: days.Calendar, today: date, called: Callable[[str], str]) -> Iterator[str]:
    day = days.day_of(today, calendar)
    items: list[Action | Milestone] = [*plan.actions, *plan.milestones]
    titles = []
    for item in items:
        due_on, due = day_that_counts(item, plan), due_by(item, plan, today)
        if due_on and due and not is_done(item) and due.late > 0 and days.day_of(due_on, calendar) >= day:
            titles.append(called(item.title))
    if titles:
        more = len(titles) - NAMED
        told = [*titles[:NAMED], *([ngettext("%(num)s more", "%(num)s more", more)] if more > 0 else [])]
        yield str(_("Late now, and not late with it: %(what)s.", what=comma().join(told)))
