"""Words that tell of a pause which was entered afterwards."""

from collections.abc import Iterator
from typing import Final

from flask_babel import gettext, ngettext

from app.i18n import comma
from app.moments import day_month, day_month_year
from app.plans.measures.figures import round_as
from app.plans.measures.words import in_figures
from app.plans.status.afterwards import Entered
from app.plans.status.rules import Status, Verdict, Why
from app.plans.words import STATUS

_MOVED: Final = {Why.MISSED, Why.PARKED_LATE, Why.PARKED_MISSED}


def entered_words(entered: Entered) -> str:
    """Return that a pause was entered afterwards and whether the sponsor agreed, and how the plan stood before.

    It is in sentences without names.
    """
    dates = {"first": day_month(entered.first), "last": day_month_year(entered.last)}
    date = day_month_year(entered.on)
    said = gettext("Pause from %(first)s to %(last)s, entered afterwards on %(date)s.", **dates, date=date)
    agreed = _agreed_words(entered)
    verdict = entered.stood
    if verdict.status in {Status.DRAFT, Status.NOT_STARTED}:
        return f"{said} {agreed}"
    how = comma().join([str(STATUS[verdict.status]), *_stood_for(verdict)])
    return " ".join([said, agreed, gettext("Before that: %(status)s.", status=how)])


def _agreed_words(entered: Entered) -> str:
    if not entered.agreed:
        return str(gettext("The sponsor has not agreed to it."))
    if entered.asked_too:
        return str(gettext("The sponsor asked for it and agreed to it."))
    return str(gettext("The sponsor agreed to it."))


def _stood_for(verdict: Verdict) -> Iterator[str]:
    """Yield the gravest reasons of a verdict without names, each as part of a sentence."""
    if silent := next((each for each in verdict.reasons if each.why is Why.SILENT), None):
        yield ngettext("no check-in for %(num)s day", "no check-in for %(num)s days", silent.days)
    if behind := next((each for each in verdict.reasons if each.why in {Why.BEHIND, Why.UNCOUNTED}), None):
        asked = in_figures(round_as(behind.asked))
        if behind.why is Why.BEHIND:
            value = in_figures(behind.value)
            yield gettext("%(value)s where %(asked)s were expected", value=value, asked=asked)
        else:
            yield gettext("no number where %(asked)s were expected", asked=asked)
    late = [each.days for each in verdict.reasons if each.why is Why.CRITICAL_LATE]
    if len(late) == 1:
        yield ngettext("a critical thing %(num)s day late", "a critical thing %(num)s days late", late[0])
    elif late:
        yield ngettext("%(num)s critical thing late", "%(num)s critical things late", len(late))
    moved = sum(each.why in _MOVED for each in verdict.reasons)
    if moved:
        yield ngettext(
            "%(num)s critical thing that missed its day and was moved or parked",
            "%(num)s critical things that missed their day and were moved or parked",
            moved,
        )
    many = next((each for each in verdict.reasons if each.why is Why.MANY_LATE), None)
    if many and not late and not moved:
        yield gettext("late or blocked: %(count)s of %(total)s due actions", count=many.count, total=many.total)
