"""The end of a plan as people read it, and the parts of it that may be shown outside."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.plans.endings.sharing import Shown
from app.plans.models import CommitmentState, NextCycle

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
