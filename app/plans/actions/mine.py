"""Whose an action is, by the names written in it. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.plans.models import Action
from app.plans.people import key_of


@dataclass(frozen=True, slots=True)
class Names:
    """What somebody is called, as names are compared: `own` in every plan, and in some plans what stands for them."""

    own: frozenset[str]
    in_plans: Mapping[str, frozenset[str]]

    def within(self, plan_id: str) -> frozenset[str]:
        """Return what they may be called in a plan."""
        return self.own | self.in_plans.get(plan_id, frozenset())


def is_among(name: str, names: Collection[str]) -> bool:
    """Whether a name that is written somewhere is one of these."""
    return key_of(name) in names


def is_theirs(action: Action, names: Collection[str]) -> bool:
    """Whether they own the action or help with it."""
    return any(is_among(name, names) for name in (action.owner, *action.helpers))
