"""What changed with a row that keeps an earlier promise: what the sponsor answers stands beside that."""

from app.plans.agreeing import agreement_of, net_of
from app.plans.letters.agreement_words import changes_in
from app.plans.letters.unasked_changes import pairs_of_goals, pairs_of_measure
from app.plans.models import GoalVersion, MeasureMove, Plan, PromiseKind


def change_words(kept: MeasureMove | GoalVersion, plan: Plan) -> str:
    """Return on one line what changed as an earlier promise ended; of what the sponsor is asked about, all they are.

    It is empty where earlier servers did not keep it.
    """
    kind = PromiseKind.GOAL if isinstance(kept, GoalVersion) else PromiseKind.MEASURE
    agreement = agreement_of(plan, kind, kept.id)
    if agreement is not None:
        return changes_in(kind, {**agreement.said, **net_of(plan, agreement)})
    pairs = [pair for measure in plan.measures for pair in pairs_of_measure(measure)]
    found = pairs_of_goals(plan) if kind == PromiseKind.GOAL else pairs
    return changes_in(kind, next((said for each, said in found if each is kept), {}))
