"""A status, a mood and what is missing, as people read them."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from flask_babel import LazyString, format_percent, gettext, ngettext
from flask_babel import lazy_gettext as _

from app.accounts.events import TitlesWanted
from app.boards import tongues
from app.events import answering
from app.i18n import comma
from app.moments import day_month, day_month_year
from app.plans.measures.curve import AsksLittle
from app.plans.measures.figures import round_as
from app.plans.measures.words import began_words, in_figures, with_unit
from app.plans.models import ActionStatus, AssumptionState, Baton, MilestoneState, Mood, Review, RiskState
from app.plans.people import Standing
from app.plans.status.at_end import LastKnown
from app.plans.status.came import Unreached
from app.plans.status.ended import ToldLater
from app.plans.status.firm_days import FirmDay
from app.plans.status.parked import ParkedCount
from app.plans.status.rules import Reason, Status, Why

STATUS: Final[dict[str, LazyString]] = {
    Status.DRAFT: _("Draft, not published"),
    Status.NOT_STARTED: _("Not started"),
    Status.DONE: _("Finished"),
    Status.NO_DATA: _("No data"),
    Status.RED: _("Off track"),
    Status.AMBER: _("Needs attention"),
    Status.GREEN: _("On track"),
}

SHAPE: Final[dict[str, str]] = {
    Status.DRAFT: "draft",
    Status.NOT_STARTED: "wait",
    Status.DONE: "done",
    Status.NO_DATA: "none",
    Status.RED: "off",
    Status.AMBER: "warn",
    Status.GREEN: "ok",
}
"""The shape that stands beside each word; no status is told by colour alone."""

MOVES: Final[dict[ActionStatus, LazyString]] = {
    ActionStatus.TODO: _("Not started"),
    ActionStatus.DOING: _("Under way"),
    ActionStatus.BLOCKED: _("Blocked"),
    ActionStatus.DONE: _("Done"),
}
"""How far an action is."""

BATONS: Final[dict[str, LazyString]] = {
    Baton.LEADER: _("Leader"),
    Baton.TEAM: _("Team"),
    Baton.SPONSOR: _("Sponsor"),
    Baton.COACH: _("Coach"),
}
"""Who may have the baton."""

RHYTHM_WORDS: Final[dict[str, LazyString]] = {"7": _("Every week"), "14": _("Every two weeks")}
"""When a part of an action comes again, by the days in between."""

MOODS: Final[dict[Mood, LazyString]] = {
    Mood.GREEN: _("On track"),
    Mood.AMBER: _("Needs attention"),
    Mood.RED: _("Off track"),
}

REVIEWS: Final[dict[Review, LazyString]] = {
    Review.MIDPOINT: _("Mid-point review"),
    Review.CLOSING: _("Closing review"),
}

RISK_STATES: Final[dict[RiskState, LazyString]] = {
    RiskState.OPEN: _("Open"),
    RiskState.MITIGATING: _("Somebody is on it"),
    RiskState.CLOSED: _("Closed"),
}

MILESTONE_STATES: Final[dict[MilestoneState, LazyString]] = {
    MilestoneState.PLANNED: _("Planned"),
    MilestoneState.AT_RISK: _("At risk"),
    MilestoneState.DONE: _("Done"),
    MilestoneState.MISSED: _("Missed"),
}

ASSUMPTION_STATES: Final[dict[AssumptionState, LazyString]] = {
    AssumptionState.OPEN: _("Nobody knows yet"),
    AssumptionState.HELD: _("It held"),
    AssumptionState.WRONG: _("It was wrong"),
}

ROLES: Final[dict[str, LazyString]] = {
    "leader": _("Leader"),
    "sponsor": _("Sponsor"),
    "coach": _("Coach"),
    "data_keeper": _("Counts"),
    "storyteller": _("Tells the story"),
}
"""Who stands for a plan, by the column that holds the name."""

PARTS: Final[dict[str, LazyString]] = {
    **ROLES,
    Standing.OWNER: _("Owner"),
    Standing.HELPER: _("Helper"),
    Standing.ASKED: _("Is asked"),
    Standing.MEMBER: _("In the team"),
}
"""What somebody is to a plan."""


@answering(TitlesWanted)
def titles(_wanted: TitlesWanted) -> dict[str, LazyString]:
    """What whoever is something to a plan is called, and the plan. To be asked is no title."""
    called = {**PARTS, **BATONS, "plan": _("Plan")}
    return {part: title for part, title in called.items() if part != Standing.ASKED}


KINDS: Final[dict[str, LazyString]] = {
    "action": _("Action"),
    "part": _("Part"),
    "milestone": _("Milestone"),
    "risk": _("Risk"),
    "ask": _("Ask"),
    "decision": _("Decision"),
    "assumption": _("Assumption"),
    "owner": _("Owner"),
    "measure": _("Measure"),
    "parked": _("Parked"),
    "thanks": _("Thanks"),
    "evidence": _("Evidence"),
    "commitment": _("Commitment"),
}
"""What a plan holds, one of each."""

DEEDS: Final[dict[str, LazyString]] = {
    "action.park": _("parked"),
    "action.take-up": _("taken up again"),
    "plan.publish": _("The plan was published."),
    "plan.frame": _("Scope or agreement changed."),
    "plan.baton": _("Somebody else moves next."),
    "plan.open-workshop": _("A workshop was opened from the plan."),
    "plan.write-back": _("What a workshop decided was written back."),
    "plan.pause-change": _("A pause ends on another day."),
    "plan.pause-drop": _("A pause was taken back."),
    "plan.share": _("People outside may read the plan by a link."),
    "plan.unshare": _("A link for people outside was closed."),
    "plan.end-link": _(
        "A check-in link ended, for who made it may not change the plan any more, and it was for nobody else."
    ),
    "plan.sign-off": _("The plan was signed off."),
    "plan.reopen": _("The director reopened the plan."),
    "plan.follow-up": _("The follow-up was written down."),
    "status.withdraw": _("What the team said of the status was taken back."),
}
"""What somebody did to a plan, as a sentence; to an action of it, as what follows its name."""


def day_words(day: int, on: date | None) -> str:
    """Return the number of a day of a plan, with its date where one is given: others may count that day otherwise."""
    return f"{day} ({day_month(on)})" if on else str(day)


NEEDS_PAUSE: Final = _("counts only with a pause that the sponsor has not agreed to")
"""What stands beside a number of a day after day 100, which such a pause makes one of the hundred."""


def day_sentences(day: int | None, firm: FirmDay | None, *, judged: bool = False) -> list[str]:
    """Return what is to be known beside the day of a plan: that day 1 was another one, what the sponsor agreed to.

    `judged`: a status stands beside it, so what that goes by is said too.
    """
    found = [gettext("Day 1 was %(date)s first.", date=day_month_year(firm.day_one))] if firm and firm.day_one else []
    if firm is not None and firm.paused:
        found.append(_paused_words(*firm.paused))
    if firm is not None and firm.day is not None:
        worse = [gettext("The status goes by the worse of the two.")] if judged else []
        found.append(" ".join([_unagreed(day, firm.day, moved=firm.moved), *worse]))
    if firm is not None and firm.ends:
        with_them, without = (day_month_year(each) for each in firm.ends)
        found.append(
            gettext(
                "Day 100 falls on %(date)s with days that the sponsor has not agreed to; on %(without)s without them.",
                date=with_them,
                without=without,
            )
        )
    if firm is not None and (firm.day is not None or firm.ends):
        found.append(gettext("Numbers and the sign-off leave out days that the sponsor has not agreed to."))
    return [str(each) for each in found]


def _paused_words(first: date, begins: date) -> str:
    return str(
        ngettext(
            "Paused from day 1 on, %(num)s day: day 1 moved from %(first)s to %(begins)s.",
            "Paused from day 1 on, %(num)s days: day 1 moved from %(first)s to %(begins)s.",
            (begins - first).days,
            first=day_month_year(first),
            begins=day_month_year(begins),
        )
    )


def _unagreed(day: int | None, without: int, *, moved: bool) -> str:
    if moved and without < 1:
        return str(
            ngettext(
                "The sponsor has not agreed to this day 1; without it, the plan begins in %(num)s day.",
                "The sponsor has not agreed to this day 1; without it, the plan begins in %(num)s days.",
                1 - without,
            )
        )
    if moved:
        return str(
            gettext(
                "The sponsor has not agreed to this day 1; without it, today is day %(without)s.",
                without=without,
            )
        )
    return str(
        gettext(
            "Day %(day)s with a pause that the sponsor has not agreed to; day %(without)s without it.",
            day=day,
            without=without,
        )
    )


def later_words(done_late: int, moved_late: int, postponed: int) -> Iterator[str]:
    """Yield how many critical things were done after their day, how many actions of those that are not done were late
    when they were moved, and how many others are due, or were done, later than first promised, each in a sentence.
    """
    if done_late:
        yield str(ngettext("%(num)s critical thing done late", "%(num)s critical things done late", done_late))
    if moved_late:
        yield str(
            ngettext(
                "%(num)s critical action was late when it was moved",
                "%(num)s critical actions were late when they were moved",
                moved_late,
            )
        )
    if postponed:
        yield _postponed_words(postponed, others=bool(done_late or moved_late))


def _postponed_words(count: int, *, others: bool) -> str:
    if others:
        return str(
            ngettext(
                "%(num)s other critical thing is due or was done later than first promised",
                "%(num)s other critical things are due or were done later than first promised",
                count,
            )
        )
    return str(
        ngettext(
            "%(num)s critical thing is due or was done later than first promised",
            "%(num)s critical things are due or were done later than first promised",
            count,
        )
    )


def not_critical_now_words(count: int) -> str:
    """Return how many things were critical and are so no longer, in a sentence."""
    return str(ngettext("%(num)s thing is not critical any more", "%(num)s things are not critical any more", count))


def written_for_others_words(count: int) -> str:
    """Return how many answers somebody else wrote down than who was asked, in a sentence."""
    return str(
        ngettext(
            "%(num)s answer was written down by the team for somebody else",
            "%(num)s answers were written down by the team for somebody else",
            count,
        )
    )


def other_done_late_words(count: int, *, others: bool) -> str:
    """Return how many actions that are not critical were done after their day, in a sentence.

    They are `others` where critical things that were done late are counted beside it.
    """
    if others:
        return str(ngettext("%(num)s other action done late", "%(num)s other actions done late", count))
    return str(ngettext("%(num)s action done late", "%(num)s actions done late", count))


def last_known_words(known: LastKnown, *, never_counted: bool) -> str:
    """Return how a plan stood before there was no data, and on which day; and that no main measure was ever counted.

    For how long nothing has been said is among the reasons alone: a second count of days would be another one.
    """
    before = gettext("%(status)s when last known (day %(day)s).", status=STATUS[known.status], day=known.day)
    return " ".join([before, gettext("No main measure was ever counted.")]) if never_counted else str(before)


def reason_words(reason: Reason, name: str) -> str:
    """Return a reason that names a measure or nothing, as a sentence; `name` is the measure's as it is written there.

    Others are empty: they name what not everybody may read who reads how a plan stands.
    """
    asked = in_figures(round_as(reason.asked))
    match reason.why:
        case Why.SILENT:
            said = ngettext("No check-in for %(num)s day.", "No check-in for %(num)s days.", reason.days)
        case Why.UNREAD:
            said = _unread_words(reason, name)
        case Why.BEHIND:
            numbers = {"value": in_figures(reason.value), "asked": asked}
            said = gettext("%(name)s: %(value)s where the curve asks for %(asked)s.", name=name, **numbers)
        case Why.UNCOUNTED if reason.outside:
            said = gettext(
                "%(name)s: no number without the days that the sponsor has not agreed to, "
                "where the curve asks for %(asked)s.",
                name=name,
                asked=asked,
            )
        case Why.UNCOUNTED if reason.in_other:
            said = gettext(
                "%(name)s: no number since the unit changed, where the curve asks for %(asked)s.",
                name=name,
                asked=asked,
            )
        case Why.UNCOUNTED:
            said = gettext("%(name)s: not counted yet, where the curve asks for %(asked)s.", name=name, asked=asked)
        case Why.MANY_LATE if reason.moved:
            said = gettext(
                "%(count)s of %(all)s due actions are late, blocked, or were late when they were moved.",
                count=reason.count,
                all=reason.total,
            )
        case Why.MANY_LATE:
            due = {"count": reason.count, "all": reason.total}
            said = gettext("%(count)s of %(all)s due actions are late or blocked.", **due)
        case _:
            said = ""
    return str(said)


def _unread_words(reason: Reason, name: str) -> str:
    if not reason.name:
        said = gettext("No main measure says what the goal counts.")
    elif reason.outside:
        said = gettext(
            "%(name)s: its last number is after day 100 without the days that the sponsor has not agreed to.",
            name=name,
        )
    elif reason.last is not None:
        said = gettext("%(name)s: its last number is for day %(day)s.", name=name, day=reason.last)
    else:
        said = ngettext(
            "%(name)s: no number for %(num)s day.", "%(name)s: no number for %(num)s days.", reason.days, name=name
        )
    return str(said)


def unattended_words(count: int) -> str:
    """Return how many grave risks have nobody who sees to them, as a sentence."""
    return str(
        ngettext(
            "%(num)s grave risk has nobody who sees to it", "%(num)s grave risks have nobody who sees to them", count
        )
    )


def unanswered_words(count: int) -> str:
    """Return how many asks have waited too long for an answer, as a sentence."""
    return str(ngettext("%(num)s ask had no answer", "%(num)s asks had no answer", count))


def asks_little_words(little: AsksLittle) -> str:
    """Return what a curve asks for that asks for less than half of what an even one does, in a sentence."""
    share = format_percent(little.share)
    return str(gettext("Its curve asks for %(share)s until day %(day)s.", share=share, day=little.until))


def critical_late_words(count: int) -> str:
    """Return how many critical things are late, in a sentence."""
    return str(ngettext("%(num)s critical thing is late", "%(num)s critical things are late", count))


def critical_undone_words(count: int) -> str:
    """Return how many critical things a plan was signed off without, in a sentence."""
    return str(
        ngettext("%(num)s critical thing promised and not done", "%(num)s critical things promised and not done", count)
    )


def critical_unshown_words(count: int) -> str:
    """Return how many critical things were done with nothing shown when a plan was signed off, in a sentence."""
    return str(
        ngettext(
            "%(num)s critical thing done with nothing shown", "%(num)s critical things done with nothing shown", count
        )
    )


def unreached_words(came: Unreached) -> str:
    """Return how far a plan came that is over, or was signed off, in a sentence."""
    if came.as_agreed:
        return _unreached_as_agreed(came)
    value = came.value if came.signed else came.by_end
    if value is None or came.target is None:
        return str(gettext("Ended on day 100 without a number, not signed off"))
    said = beside_target(came, value, came.target)
    if came.aimed and came.signed:
        words = gettext("Signed off at %(value)s, aim %(target)s, target not reached", **said)
    elif came.aimed:
        words = gettext("Ended on day 100 at %(value)s, aim %(target)s, not signed off", **said)
    elif came.signed:
        words = gettext("Signed off at %(value)s of %(target)s, target not reached", **said)
    else:
        words = gettext("Ended on day 100 at %(value)s of %(target)s, not signed off", **said)
    return str(words)


def _unreached_as_agreed(came: Unreached) -> str:
    if came.by_end is None or came.target is None:
        return str(gettext("Leaving out what the sponsor has not agreed to, it ended without a number"))
    said = beside_target(came, came.by_end, came.target)
    if came.aimed:
        return str(
            gettext("Leaving out what the sponsor has not agreed to, it ended at %(value)s, aim %(target)s", **said)
        )
    return str(gettext("Leaving out what the sponsor has not agreed to, it ended at %(value)s of %(target)s", **said))


def told_later_words(later: ToldLater) -> str:
    """Return what a main measure stood at when its plan ended, and what was told for it later, in a sentence."""
    told = in_figures(later.told)
    if later.value is None:
        told = f"{told} {later.unit}".strip()
        said = ngettext(
            "Ended without a number; %(told)s told %(num)s day after the end",
            "Ended without a number; %(told)s told %(num)s days after the end",
            later.days,
            told=told,
        )
    elif later.aimed:
        said = ngettext(
            "Ended at %(value)s, aim %(target)s; %(told)s told %(num)s day after the end",
            "Ended at %(value)s, aim %(target)s; %(told)s told %(num)s days after the end",
            later.days,
            told=told,
            **beside_target(later, later.value, later.target),
        )
    else:
        said = ngettext(
            "Ended at %(value)s of %(target)s; %(told)s told %(num)s day after the end",
            "Ended at %(value)s of %(target)s; %(told)s told %(num)s days after the end",
            later.days,
            told=told,
            **beside_target(later, later.value, later.target),
        )
    return str(said)


def beside_target(came: Unreached | ToldLater, value: float, target: float) -> dict[str, str]:
    """Return a number and its target in figures, the unit where the sentence has room for it, and where it began."""
    aim = in_figures(target) if came.aimed and came.unit != "%" else with_unit(target, came.unit)
    return {
        "value": with_unit(value, came.unit) if came.aimed else in_figures(value),
        "target": comma().join([aim, *began_words(came.baseline, came.direction)]),
    }


def other_moved_late_words(count: int, *, others: bool) -> str:
    """Return how many actions that are neither done nor critical were late when they were moved, in a sentence.

    They are `others` where critical ones are counted beside it.
    """
    if not others:
        return moved_late_words(count)
    return str(
        ngettext(
            "%(num)s other action was late when it was moved",
            "%(num)s other actions were late when they were moved",
            count,
        )
    )


def moved_late_words(count: int, critical: int = 0) -> str:
    """Return how many actions that are not done were late when they were moved, `critical` ones among them."""
    said = ngettext(
        "%(num)s action was late when it was moved", "%(num)s actions were late when they were moved", count
    )
    return comma().join([said, *of_them_critical(critical)])


def of_them_critical(count: int) -> Iterator[str]:
    """Yield how many of what is counted before it are critical or were; nothing where none are."""
    if count:
        yield ngettext("%(num)s of them critical", "%(num)s of them critical", count)


def reworded_words(count: int) -> str:
    """Return how many critical things were first promised in other words, in a sentence."""
    return str(
        ngettext(
            "%(num)s critical thing was first promised in other words",
            "%(num)s critical things were first promised in other words",
            count,
        )
    )


def parked_words(parked: ParkedCount) -> str:
    """Return how many open actions are parked, how many of them are critical or were, and how many were late."""
    said = [
        ngettext("%(num)s action parked", "%(num)s actions parked", parked.actions),
        *of_them_critical(parked.critical),
    ]
    if parked.late:
        said.append(ngettext("%(num)s late when parked", "%(num)s late when parked", parked.late))
    if parked.missed:
        said.append(ngettext("%(num)s missed its earlier day", "%(num)s missed their earlier days", parked.missed))
    return comma().join(said)


def in_templates() -> dict[str, object]:
    """The words a template of plans picks from."""
    return {
        "baton_words": BATONS,
        "deed_words": DEEDS,
        "kind_words": KINDS,
        "milestone_words": MILESTONE_STATES,
        "mood_words": MOODS,
        "move_words": MOVES,
        "review_words": REVIEWS,
        "rhythm_words": RHYTHM_WORDS,
        "role_words": ROLES,
        "status_words": STATUS,
        "shape_of": SHAPE,
        "risk_words": RISK_STATES,
        "tongue_of": tongues.language_of,
        "assumption_words": ASSUMPTION_STATES,
    }
