"""By which days a sponsor was asked: those of now while they have not answered, else those that counted then. Pure."""

from datetime import date

from app.plans import days
from app.plans.agreeing import agreed_by, has_agreed
from app.plans.models import Agreement, Ask, Plan, PromiseKind
from app.plans.status.firm_days import counts_by

_Spans = dict[str, tuple[object, object]]


def asked_by(plan: Plan, change: Agreement) -> days.Calendar | None:
    """Return the calendar by which a sponsor was asked about a change; None without a day 1."""
    ask = change.ask
    if ask is None or not ask.verdict or ask.answered_on is None or plan.day_one is None:
        return counts_by(plan)
    spans: _Spans = {each.id: (each.first.isoformat(), each.last.isoformat()) for each in plan.pauses}
    day_one, kept = plan.day_one.isoformat(), set[str]()
    for each in reversed(plan.agreements):
        if each.kind not in {PromiseKind.PAUSE, PromiseKind.GOAL} or each.item_id in kept:
            continue
        if each.kind == PromiseKind.GOAL and "day_one" not in each.changed:
            continue
        if _counted_then(each, ask):
            kept.add(each.item_id)
        elif each.kind == PromiseKind.GOAL:
            day_one = str(each.said["day_one"][0] or day_one)
        else:
            spans[each.item_id] = (each.said["first"][0], each.said["last"][0])
    return days.Calendar.with_pauses(date.fromisoformat(day_one), _dates(spans))


def _dates(spans: _Spans) -> list[tuple[date, date]]:
    return [
        (date.fromisoformat(first), date.fromisoformat(last))
        for first, last in spans.values()
        if isinstance(first, str) and isinstance(last, str)
    ]


def _counted_then(change: Agreement, ask: Ask) -> bool:
    """True when days counted with a change by the time a question was answered; of one day, what was asked first."""
    if not has_agreed(change) or not agreed_by(change):
        return False
    on = change.made_at.date() if change.own or change.ask is None else change.ask.answered_on
    newest = max(each.id for each in ask.agreements)
    return on is not None and ask.answered_on is not None and (on, change.id) <= (ask.answered_on, newest)
