"""A coach writes to the team of a plan."""

from app import audit, clock
from app.accounts.models import Principal
from app.alliance.coaching.models import CoachNote
from app.alliance.coaching.queries import may_note
from app.db import db, transaction
from app.errors import NotAllowed
from app.plans.queries import plan_and_deeds
from app.plans.services.holding import tell


def leave_note(person: Principal, plan_id: str, words: str) -> CoachNote:
    """Leave a note on a plan, for everybody who reads it.

    Raises:
        NotFound: no such plan, or it is not theirs to read.
        NotAllowed: neither its coach nor somebody who oversees coaches.
    """
    with transaction():
        plan, _deeds = plan_and_deeds(plan_id, person)
        if not may_note(person, plan):
            raise NotAllowed
        note = CoachNote(plan_id=plan.id, words=words, by_id=person.id, by_name=person.name, said_at=clock.now())
        db.session.add(note)
        audit.record("plan.coach-note", f"plan:{plan.id}", actor_id=person.id)
        tell(plan)
    return note
