"""What hears of a changed plan: its pages and its workshop. A signal, so that each asks again under its own rights."""

from app.events import everywhere
from app.plans.events import PlanChanged
from app.realtime import room, tell


@everywhere(PlanChanged)
def tell_the_room(event: PlanChanged) -> None:
    """Something in it was made or changed: boards ask for what became of their notes, the plan's page for itself."""
    for place in [room.plan(event.plan_id), *([room.workshop(event.workshop_id)] if event.workshop_id else [])]:
        tell(place, "plan:changed", {"plan": event.plan_id})
