"""From the room to the result: what an action of a plan came from, and what was said of it since. Pure."""

from dataclasses import dataclass

from app.plans.models import Action, CheckIn, Decision, Plan


@dataclass(frozen=True, slots=True)
class Trail:
    """An action between the room and the result; the notes it came from are its own origins.

    `decisions` were taken from the same notes. `check_ins` moved it, the first one first.
    """

    action: Action
    decisions: tuple[Decision, ...]
    check_ins: tuple[CheckIn, ...]


def trails(plan: Plan) -> list[Trail]:
    """The trail of each action of a plan, by their numbers."""
    taken_from = _decisions_by_note(plan)
    return [
        Trail(
            action=action,
            decisions=tuple(dict.fromkeys(
                decision
                for origin in action.origins
                for decision in taken_from.get((origin.board_id, origin.note_id), [])
            )),
            check_ins=tuple(move.check_in for move in action.moves),
        )
        for action in sorted(plan.actions, key=lambda each: each.number)
    ]  # fmt: skip


def _decisions_by_note(plan: Plan) -> dict[tuple[str, str], list[Decision]]:
    by_id = {decision.id: decision for decision in plan.decisions}
    found: dict[tuple[str, str], list[Decision]] = {}
    for origin in plan.item_origins:
        if origin.item_id in by_id:
            found.setdefault((origin.board_id, origin.note_id), []).append(by_id[origin.item_id])
    return found
