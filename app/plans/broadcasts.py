"""What a workshop's room hears of its plan: a signal, so that each screen asks again under its own rights."""

from app.events import after
from app.plans.events import PlanChanged
from app.realtime import room, tell


@after(PlanChanged)
def tell_the_room(event: PlanChanged) -> None:
    """An action was made or changed: boards ask for what became of their notes, the plan's page for itself."""
    if event.workshop_id is not None:
        tell(room.workshop(event.workshop_id), "plan:changed", {"plan": event.plan_id})
