"""A centre becomes a candidate, is selected, begins its work and closes, each time by a decision that is kept."""

from datetime import date
from zoneinfo import ZoneInfo

from app import audit, clock
from app.accounts.models import Principal
from app.centres.errors import CentreClosed, SamePhase, StepOutOfOrder, StepUnexplained
from app.centres.life import Decision, may_begin, needs_reason
from app.centres.models import Centre, LifeStep
from app.centres.policy import Deed
from app.centres.queries import centre_for, steps_of
from app.db import db, transaction


def take_step(centre_id: str, decision: Decision, *, by: Principal) -> LifeStep:
    """Let a phase of the centre's life begin.

    Raises:
        NotFound, NotAllowed: see `queries.centre_for`.
        SamePhase: it stands there already.
        StepUnexplained, StepOutOfOrder: as they say.
    """
    with transaction():
        db.session.get(Centre, centre_id, with_for_update=True, populate_existing=True)
        centre = centre_for(Deed.DECIDE_LIFE, centre_id, by)
        if decision.phase == centre.phase:
            raise SamePhase
        if needs_reason(centre.phase, decision.phase) and not decision.words:
            raise StepUnexplained
        last = next((step.on for step in steps_of(centre)), None)
        if not may_begin(decision.on, last=last, today=today_at(centre)):
            raise StepOutOfOrder
        return add_step(centre, decision, by=by)


def add_step(centre: Centre, decision: Decision, *, by: Principal) -> LifeStep:
    """Write a step down, in the caller's transaction."""
    step = LifeStep(
        centre_id=centre.id,
        phase=decision.phase,
        on=decision.on,
        words=decision.words,
        by_id=by.id,
        by_name=by.name,
        decided_at=clock.now(),
    )
    db.session.add(step)
    before = centre.phase
    centre.phase = decision.phase
    audit.record("centre.step", f"centre:{centre.id}", actor_id=by.id, before=before, after=decision.phase)
    return step


def refuse_closed(centre: Centre) -> None:
    """Refuse something new at a centre that is closed.

    Raises:
        CentreClosed: it is.
    """
    if centre.is_closed:
        raise CentreClosed


def today_at(centre: Centre) -> date:
    """Which date it is at the centre."""
    return clock.now().astimezone(ZoneInfo(centre.timezone)).date()
