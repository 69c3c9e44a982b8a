"""What somebody may do of their own in a plan they may only read: move their actions, tick their parts, count."""

from dataclasses import dataclass

from app.accounts.models import Principal
from app.plans.actions.mine import is_among
from app.plans.letters import name_queries
from app.plans.models import Action, Measure, Part, Plan
from app.plans.policy import Deed


@dataclass(frozen=True, slots=True)
class Works:
    """Everything of a plan where somebody `may_change` it, else what stands under one of their `names`."""

    may_change: bool
    names: frozenset[str] = frozenset()

    def moves(self, action: Action) -> bool:
        """True when they may say how far an action is: it is theirs."""
        return self.may_change or is_among(action.owner, self.names)

    def ticks(self, action: Action, part: Part) -> bool:
        """True when they may say that a part is done: it is theirs, or the action is."""
        return self.moves(action) or is_among(part.owner, self.names)

    def counts(self, measure: Measure, plan: Plan) -> bool:
        """True when they may file numbers of a measure: they count it, or all that the plan counts."""
        return self.may_change or any(is_among(who, self.names) for who in (measure.counted_by, plan.data_keeper))


def works_on(person: Principal, plan: Plan, deeds: frozenset[Deed]) -> Works:
    """Return what somebody with these rights may do in a plan, whether it was signed off or not."""
    if Deed.CHANGE in deeds:
        return Works(may_change=True)
    return Works(may_change=False, names=name_queries.own_names(person, plan))
