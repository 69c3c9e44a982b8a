"""What the three workshops of a plan are called, and what they are for."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.plans.models import Occasion
from app.plans.occasions.deciding import Deed

OCCASIONS: Final[dict[Occasion, LazyString]] = {
    Occasion.STARTUP: _("Start-up workshop"),
    Occasion.REFRESH: _("Refresh workshop"),
    Occasion.SCALE_UP: _("Scale-up workshop"),
}

TELL: Final[dict[Occasion, LazyString]] = {
    Occasion.STARTUP: _("Before day 1: the team makes the goal its own, plans and agrees how it works."),
    Occasion.REFRESH: _("Around day 50: what moved, what stops, what goes on, what is new."),
    Occasion.SCALE_UP: _("At day 100: results, handover, and whether to deepen, build on or spread."),
}

DEEDS: Final[dict[Deed, LazyString]] = {
    Deed.GOAL: _("The goal becomes:"),
    Deed.PARK: _("Park:"),
    Deed.RENAME: _("Rename:"),
    Deed.MOVE: _("Move:"),
    Deed.CLOSE_RISK: _("Close the risk:"),
    Deed.WEIGH_RISK: _("Weigh the risk anew:"),
}
