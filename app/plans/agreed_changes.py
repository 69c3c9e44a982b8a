"""To which changes the sponsor of a plan agreed and by which it goes, and which they agreed to after its end. Pure."""

from datetime import date

from app.plans import days
from app.plans.agreeing import agreed_by, has_agreed, net_of, promised_now, unagreed_days
from app.plans.models import Agreement, Plan, PromiseKind
from app.plans.same_words import is_same


def agreed_on(agreement: Agreement, made_on: date) -> date:
    """Return the date from which on a plan goes by a change: on which it was made, or on which it was agreed to later.

    Until the sponsor agreed the plan went by what they had agreed to before.
    """
    answered = agreement.ask.answered_on if agreement.ask and not agreement.own else None
    return max(made_on, answered) if answered else made_on


def agreed_after_end(plan: Plan, change: Agreement) -> date | None:
    """Return the date on which the sponsor agreed to a change, where that is after day 100."""
    ends = _ends_on(plan) if has_agreed(change) else None
    on = agreed_on(change, days.today_in(plan.timezone, change.made_at))
    return on if ends and on > ends else None


def agreed_in(plan: Plan) -> list[Agreement]:
    """Return the changes to which the sponsor agreed, or which they made, and by which a plan goes.

    It goes by what they agreed to last also while it promises something else to which they did not agree, and by what
    they had agreed to on day 100 also once they agreed to another number.
    """
    return [each for each in plan.agreements if has_agreed(each) and _is_gone_by(plan, each)]


def _is_gone_by(plan: Plan, change: Agreement) -> bool:
    """True when a plan goes by some of what the sponsor agreed to with a change, and first promised otherwise."""
    of_it = [each for each in plan.agreements if each.item_id == change.item_id]
    later = [each for each in of_it if each.id > change.id]
    first = {name: pair[0] for each in reversed(of_it) for name, pair in each.said.items()}
    now, net = promised_now(plan, change), net_of(plan, change)
    ending = [each for each in later if _ends(plan, each, change)]
    over = {name for each in ending for name in agreed_by(each) & net_of(plan, each).keys()}
    for name in (agreed_by(change) & net.keys() & now.keys()) - over:
        is_kept = is_same(name, now[name], net[name][1]) or any(name in each.changed for each in later)
        if is_kept and not is_same(name, first[name], net[name][1]):
            return True
    return False


def _ends(plan: Plan, later: Agreement, change: Agreement) -> bool:
    """True when a plan goes by an earlier change no more as soon as the sponsor agreed to a later one.

    A measure is judged by what was promised on day 100, whatever they agree to once the result is known.
    """
    is_after = later.kind == PromiseKind.MEASURE and agreed_after_end(plan, later)
    return not is_after or agreed_after_end(plan, change) is not None


def _ends_on(plan: Plan) -> date | None:
    """Return the date of day 100, without what the sponsor did not agree to; None without a day 1."""
    if plan.calendar is None:
        return None
    unagreed = unagreed_days(plan)
    return days.date_of(days.LENGTH, unagreed[0].without if unagreed else plan.calendar)
