"""What a note may become, as people read it: on the form, on the board, and where it stands already."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.plans.models import AskKind, Impact, ItemKind, Likelihood
from app.plans.promotion.becoming import ACTION

NAMES: Final[dict[str, LazyString]] = {
    ACTION: _("Action"),
    ItemKind.GOAL: _("Goal"),
    ItemKind.MEASURE: _("Measure"),
    ItemKind.MILESTONE: _("Milestone"),
    ItemKind.RISK: _("Risk"),
    ItemKind.DECISION: _("Decision"),
    ItemKind.ASSUMPTION: _("Assumption"),
    ItemKind.OWNER: _("Owner"),
    ItemKind.ASK: _("Ask"),
}

BECAME: Final[dict[str, LazyString]] = {
    ItemKind.GOAL: _("became the goal"),
    ItemKind.MEASURE: _("became a measure"),
    ItemKind.MILESTONE: _("became a milestone"),
    ItemKind.RISK: _("became a risk"),
    ItemKind.DECISION: _("became a decision"),
    ItemKind.ASSUMPTION: _("became an assumption"),
    ItemKind.OWNER: _("became an owner"),
    ItemKind.ASK: _("became an ask"),
}
"""What a board says of a note, beside `became action 4`."""

STANDS: Final[dict[str, LazyString]] = {
    ACTION: _("It stands in the plan as an action."),
    ItemKind.GOAL: _("It stands in the plan as the goal."),
    ItemKind.MEASURE: _("It stands in the plan as a measure."),
    ItemKind.MILESTONE: _("It stands in the plan as a milestone."),
    ItemKind.RISK: _("It stands in the plan as a risk."),
    ItemKind.DECISION: _("It stands in the plan as a decision."),
    ItemKind.ASSUMPTION: _("It stands in the plan as an assumption."),
    ItemKind.OWNER: _("It stands in the plan as an owner."),
    ItemKind.ASK: _("It stands in the plan as an ask."),
}

LIKELIHOODS: Final[dict[Likelihood, LazyString]] = {
    Likelihood.LOW: _("Unlikely"),
    Likelihood.MEDIUM: _("Possible"),
    Likelihood.HIGH: _("Likely"),
}

IMPACTS: Final[dict[Impact, LazyString]] = {
    Impact.SMALL: _("Small"),
    Impact.MEDIUM: _("Middling"),
    Impact.LARGE: _("Large"),
}

ASKS: Final[dict[AskKind, LazyString]] = {
    AskKind.LAW: _("Law or rules"),
    AskKind.MONEY: _("Money"),
    AskKind.DATA: _("Data"),
    AskKind.PERMISSION: _("Permission"),
    AskKind.PEOPLE: _("People"),
}


def became(kind: str, number: int) -> LazyString:
    """What a board says of a note that became an action of this number, or another kind."""
    return _("became action %(number)s", number=number) if kind == ACTION else BECAME[kind]


def keeps(kind: str, number: int) -> LazyString:
    """What is said of a note that is hidden while something in the plan is called what it said."""
    if kind == ACTION:
        return _("Its words stand in the plan as action %(number)s.", number=number)
    return _("Its words stand in the plan.")


def stands(kind: str, number: int) -> LazyString:
    """Where it stands in the plan."""
    return (
        _("It stands in the plan as action %(number)s.", number=number) if kind == ACTION and number else STANDS[kind]
    )
