"""From the room to the result: what actions and milestones of a plan came from, and what was said of them. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.plans.models import Action, CheckIn, Decision, ItemOrigin, Milestone, Origin, Plan


@dataclass(frozen=True, slots=True)
class Trail:
    """An action or a milestone (`kind`) between the room and the result, with the notes it came from.

    `decisions` were taken from the same notes. `check_ins` moved an action, the first one first.
    """

    kind: str
    item: Action | Milestone
    origins: tuple[Origin | ItemOrigin, ...]
    decisions: tuple[Decision, ...]
    check_ins: tuple[CheckIn, ...] = ()


def trails(plan: Plan) -> list[Trail]:
    """The trail of each action of a plan, parked ones too, by their numbers, then of each milestone, by their days."""
    return [*_of_actions(plan), *_of_milestones(plan)]


def _of_actions(plan: Plan) -> Iterator[Trail]:
    taken_from = _decisions_by_note(plan)
    for action in sorted((*plan.actions, *plan.parked_actions), key=lambda each: each.number):
        decisions, check_ins = _taken(taken_from, action.origins), tuple(move.check_in for move in action.moves)
        yield Trail("action", action, tuple(action.origins), decisions, check_ins)


def _of_milestones(plan: Plan) -> Iterator[Trail]:
    taken_from = _decisions_by_note(plan)
    for milestone in plan.milestones:
        origins = tuple(each for each in plan.item_origins if each.item_id == milestone.id)
        yield Trail("milestone", milestone, origins, _taken(taken_from, origins))


def _taken(
    taken_from: dict[tuple[str, str], list[Decision]], origins: Iterable[Origin | ItemOrigin]
) -> tuple[Decision, ...]:
    """Return the decisions that were taken from these notes, each once."""
    notes = [(origin.board_id, origin.note_id) for origin in origins]
    return tuple(dict.fromkeys(decision for note in notes for decision in taken_from.get(note, [])))


def _decisions_by_note(plan: Plan) -> dict[tuple[str, str], list[Decision]]:
    by_id = {decision.id: decision for decision in plan.decisions}
    found: dict[tuple[str, str], list[Decision]] = {}
    for origin in plan.item_origins:
        if origin.item_id in by_id:
            found.setdefault((origin.board_id, origin.note_id), []).append(by_id[origin.item_id])
    return found
