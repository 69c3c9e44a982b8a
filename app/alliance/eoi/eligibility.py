"""The eligibility list: what an expression of interest has to show, and what its own words suggest of it. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from app.alliance.eoi.answers import Answers


class Item(StrEnum):
    """What is looked at, in this order."""

    ENDORSEMENT = "endorsement"
    HOST = "host"
    OWNERSHIP = "ownership"
    SCOPE = "scope"
    MONEY = "money"
    GOVERNANCE = "governance"
    CONTACT = "contact"


class Mark(StrEnum):
    """What the desk says of an item; unmarked: nobody looked yet."""

    MET = "met"
    MISSING = "missing"


ONLY_NATIONAL_OR_REGIONAL: Final = frozenset({"initiative_acceleration", "advanced_research_entrepreneurship"})
"""Types that cannot be global, whatever an administrator wrote of scopes."""


def suggested(answers: Answers, *, scopes: tuple[str, ...] = ()) -> dict[Item, bool]:
    """Whether something stands where the item asks for it: a beginning for whoever reads it, never the mark itself.

    `scopes` are those the chosen type allows; empty: all.
    """
    scope, kind = answers.text("scope"), answers.text("type")
    allowed = (not scopes or scope in scopes) and not (scope == "global" and kind in ONLY_NATIONAL_OR_REGIONAL)
    return {
        Item.ENDORSEMENT: bool(answers.text("endorsement")),
        Item.HOST: bool(answers.text("host")),
        Item.OWNERSHIP: bool(answers.text("ownership") and kind),
        Item.SCOPE: bool(scope) and allowed,
        Item.MONEY: bool(answers.text("budget") or answers.text("in_kind")),
        Item.GOVERNANCE: bool(answers.text("governance")),
        Item.CONTACT: bool(answers.text("contact") and answers.chosen("languages")),
    }


def missing(checks: Mapping[str, str]) -> tuple[Item, ...]:
    """What the desk found missing."""
    return tuple(item for item in Item if checks.get(item) == Mark.MISSING)


def marks_of(checks: Mapping[str, str]) -> str:
    """Return all marks as one word, to notice that somebody else marked something meanwhile."""
    return " ".join(f"{item}={checks.get(item, '')}" for item in Item)


def is_whole(checks: Mapping[str, str]) -> bool:
    """Whether somebody looked at every item."""
    return all(item in checks for item in Item)
