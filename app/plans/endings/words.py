"""The end of a plan as people read it, and the parts of it that may be shown outside."""

from collections.abc import Iterator
from typing import Final

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _

from app.i18n import comma
from app.plans.endings.sharing import Shown
from app.plans.endings.unkept import DoneCount, Unkept
from app.plans.models import CommitmentState, NextCycle
from app.plans.words import of_them_critical

CYCLES: Final[dict[NextCycle, LazyString]] = {
    NextCycle.RESET: _("Reset: go deeper where we are"),
    NextCycle.BUILD: _("Build: take the next step"),
    NextCycle.SCALE: _("Scale: spread it to others"),
}

COMMITMENTS: Final[dict[CommitmentState, LazyString]] = {
    CommitmentState.OPEN: _("Not told yet"),
    CommitmentState.KEPT: _("Kept up"),
    CommitmentState.CHANGED: _("Changed"),
    CommitmentState.DROPPED: _("Given up"),
}

SHOWN: Final[dict[Shown, LazyString]] = {
    Shown.GOAL: _("The goal and the day it is"),
    Shown.STATUS: _("How it stands by the rules"),
    Shown.NUMBERS: _("The numbers with their curves"),
    Shown.ACTIONS: _("The actions"),
    Shown.MILESTONES: _("The milestones"),
    Shown.EVIDENCE: _("The evidence, with photos and files"),
    Shown.RESULT: _("The result after day 100"),
    Shown.PEOPLE: _("Names of people, where they stand"),
}


def undone_words(unkept: Unkept) -> Iterator[str]:
    """Yield how much of what people outside read no names of was not done, and how much of it was critical."""
    actions, milestones = unkept.actions, unkept.milestones
    if actions.all:
        said = ngettext("%(num)s action not done", "%(num)s actions not done", actions.all)
        yield _with_critical(said, actions.critical)
    if milestones.all:
        said = ngettext("%(num)s milestone not reached", "%(num)s milestones not reached", milestones.all)
        yield _with_critical(said, milestones.critical)


def done_in_doubt_words(unkept: Unkept) -> list[str]:
    """Return how much of what people outside read no names of was done late, later, in part, unshown or otherwise."""
    return [*_actions_in_doubt(unkept.done_actions), *_milestones_in_doubt(unkept.done_milestones)]


def _actions_in_doubt(of: DoneCount) -> Iterator[str]:
    if of.late:
        late = ngettext("%(num)s action done late", "%(num)s actions done late", of.late)
        yield _with_critical(late, of.late_critical)
    if of.later:
        yield ngettext(
            "%(num)s critical action done later than first promised",
            "%(num)s critical actions done later than first promised",
            of.later,
        )
    if of.in_part:
        yield ngettext("%(num)s action done in part", "%(num)s actions done in part", of.in_part)
    if of.unshown:
        yield ngettext("%(num)s action done, nothing shown yet", "%(num)s actions done, nothing shown yet", of.unshown)
    if of.not_said:
        yield ngettext(
            "%(num)s action done, nothing says how one sees it",
            "%(num)s actions done, nothing says how one sees it",
            of.not_said,
        )
    if of.reworded:
        yield ngettext(
            "%(num)s action done, first promised in other words",
            "%(num)s actions done, first promised in other words",
            of.reworded,
        )
    if of.undone_before:
        yield ngettext(
            "%(num)s action done, not done when the plan was first signed off",
            "%(num)s actions done, not done when the plan was first signed off",
            of.undone_before,
        )
    if of.unshown_before:
        yield ngettext(
            "%(num)s action done, nothing shown when the plan was first signed off",
            "%(num)s actions done, nothing shown when the plan was first signed off",
            of.unshown_before,
        )


def _milestones_in_doubt(of: DoneCount) -> Iterator[str]:
    if of.late:
        late = ngettext("%(num)s milestone reached late", "%(num)s milestones reached late", of.late)
        yield _with_critical(late, of.late_critical)
    if of.later:
        yield ngettext(
            "%(num)s critical milestone reached later than first promised",
            "%(num)s critical milestones reached later than first promised",
            of.later,
        )
    if of.unshown:
        yield ngettext(
            "%(num)s milestone reached, nothing shown yet", "%(num)s milestones reached, nothing shown yet", of.unshown
        )
    if of.reworded:
        yield ngettext(
            "%(num)s milestone reached, first promised in other words",
            "%(num)s milestones reached, first promised in other words",
            of.reworded,
        )
    if of.undone_before:
        yield ngettext(
            "%(num)s milestone reached, not reached when the plan was first signed off",
            "%(num)s milestones reached, not reached when the plan was first signed off",
            of.undone_before,
        )
    if of.unshown_before:
        yield ngettext(
            "%(num)s milestone reached, nothing shown when the plan was first signed off",
            "%(num)s milestones reached, nothing shown when the plan was first signed off",
            of.unshown_before,
        )


def _with_critical(said: str, critical: int) -> str:
    """Return a count and how many of them are critical or were."""
    return comma().join([said, *of_them_critical(critical)])
