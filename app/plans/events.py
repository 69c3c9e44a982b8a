"""What happened to a plan."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActionPromoted:
    """A note of the workshop became action `number` of the plan."""

    workshop_id: str
    plan_id: str
    action_id: str
    number: int
    board_id: str
    note_id: str


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """The plan says something new: goal, day 1 or an action. `workshop_id` is where it was born, if anywhere."""

    plan_id: str
    centre_id: str
    workshop_id: str | None
