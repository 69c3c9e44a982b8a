"""What a plan already says that belongs on a card: its goal, what was done, and how its numbers went."""

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.alliance.practices.states import CardWords
from app.i18n import comma
from app.plans.models import ActionStatus, Measure, Plan
from app.plans.services import today_of
from app.plans.status.firm_days import firm_of, needs_pause
from app.plans.status.readings import last_counted
from app.plans.words import NEEDS_PAUSE


def sketch(plan: Plan) -> CardWords:
    """The first words of a card from a plan that was read whole; people write on from there."""
    done = [action.title for action in plan.actions if action.status == ActionStatus.DONE]
    told = [words for measure in plan.measures if measure.main and (words := _went(measure, plan))]
    return CardWords(
        title=plan.title[:160],
        done="\n".join([plan.goal, *(f"– {title}" for title in done)]).strip(),
        evidence="\n".join(told),
        language=plan.centre.language,
    )


def _went(measure: Measure, plan: Plan) -> str:
    last = last_counted(measure, plan, today_of(plan))
    if last is None or measure.baseline is None:
        return ""
    before, after = (format_decimal(round(number, 2)) for number in (measure.baseline, last.value))
    words = _(
        "%(name)s: from %(before)s to %(after)s %(unit)s",
        name=measure.name,
        before=before,
        after=after,
        unit=measure.unit,
    )
    told = str(words).strip()
    return comma().join((told, str(NEEDS_PAUSE))) if needs_pause(plan, last, firm_of(plan)) else told
