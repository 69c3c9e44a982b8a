"""How an action or a milestone stands, in the words that its plan's page shows."""

from typing import Protocol

from flask_babel import gettext as _
from flask_babel import ngettext

from app.moments import day_month, short_day
from app.plans.actions.standing import DoneLate, SealedBefore, Shape, Standing, Unshown
from app.plans.models import Milestone, MilestoneState
from app.plans.was_parked import WasParked


class Weighed(Protocol):
    """An action or a milestone, as a plan keeps it or as a sign-off sealed it."""

    @property
    def critical(self) -> bool: ...
    @property
    def was_critical(self) -> bool: ...


def stands(how: Standing) -> str:
    """Return how an action stands."""
    match how.shape:
        case Shape.DONE:
            return done_words(how.unshown)
        case Shape.BLOCKED:
            return str(_("Blocked"))
        case Shape.UNDER_WAY:
            return str(_("Under way"))
        case Shape.WAITING:
            return str(_("Not started"))
        case _:
            return late_by(how)


def done_words(unshown: Unshown | None) -> str:
    """Return that something is done, with what is missing of evidence."""
    match unshown:
        case Unshown.NOT_SHOWN:
            return str(_("Done, nothing shown yet"))
        case Unshown.NOT_SAID:
            return str(_("Done, nothing says how one sees it"))
        case None:
            return str(_("Done"))


def critical_words(item: Weighed) -> str:
    """Return that something is critical, or was once its plan was published; empty where it never was."""
    return str(_("critical") if item.critical else _("was critical") if item.was_critical else "")


def milestone_stands(milestone: Milestone, how: Standing) -> str:
    """Return how a milestone stands: what somebody said of it before how its day is."""
    match milestone.state:
        case MilestoneState.AT_RISK:
            return str(_("At risk"))
        case MilestoneState.MISSED:
            return str(_("Missed"))
        case _:
            return str(_("Planned")) if how.shape == Shape.WAITING else stands(how)


def done_later(how: Standing) -> str:
    """Return that something critical was done later than first promised, and when; empty where it was not."""
    if how.postponed_to is None:
        return ""
    return str(_("done on %(date)s, later than first promised", date=day_month(how.postponed_to)))


def sealed_before_words(before: SealedBefore | None) -> str:
    """Return that something was not done, or not shown, when its plan was signed off on a day; empty without one."""
    if before is None:
        return ""
    on = day_month(before.on)
    if before.unshown:
        return str(_("nothing shown when signed off on %(date)s", date=on))
    return str(_("not done when signed off on %(date)s", date=on))


def was_parked_words(parked: WasParked) -> str:
    """Return when something was parked that was taken up again."""
    on, again = day_month(parked.on), day_month(parked.until)
    return str(_("parked on %(date)s, taken up again on %(again)s", date=on, again=again))


def day_before_words(day: int | None) -> str:
    """Return for which day something was promised before its plan paused; empty where that is the one it has."""
    return "" if day is None else str(_("promised for day %(day)s, before the plan paused", day=day))


def late_words(late: DoneLate) -> str:
    """Return how many days late something was done, when, and from which day on that is counted, as far as is known.

    Days on which its plan paused are not among them, and that is said where the dates make more. A day that is not the
    one it has is said to be counted from.
    """
    said = days_away(late.days)
    if late.done_on is None:
        return said
    done = short_day(late.done_on)
    if late.due_on is None:
        return str(_("%(late)s: done %(done)s", late=said, done=done))
    due, by_dates = short_day(late.due_on), (late.done_on - late.due_on).days == late.days
    if late.moved:
        said = str(_("%(late)s, counted from %(date)s", late=said, date=due))
        if by_dates:
            return str(_("%(late)s: done %(done)s", late=said, done=done))
        return str(_("%(late)s: done %(done)s, pauses not counted", late=said, done=done))
    if by_dates:
        return str(_("%(late)s: done %(done)s, due %(due)s", late=said, done=done, due=due))
    return str(_("%(late)s: done %(done)s, due %(due)s, pauses not counted", late=said, done=done, due=due))


def late_by(how: Standing) -> str:
    """Return how many days late something is, or in how many it is due, and from which day that is counted."""
    said = days_away(how.days or 0)
    if how.counted_from is None:
        return said
    return str(_("%(late)s, counted from %(date)s", late=said, date=day_month(how.counted_from)))


def days_away(days: int) -> str:
    """Return how many days late something is, or in how many it is due."""
    if days > 0:
        return str(ngettext("%(num)s day late", "%(num)s days late", days))
    if days == 0:
        return str(_("Due today"))
    return str(ngettext("Due in %(num)s day", "Due in %(num)s days", -days))
