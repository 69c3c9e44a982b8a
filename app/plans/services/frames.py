"""What belongs to a plan and what does not, what the team agreed among itself, and who moves next."""

from dataclasses import asdict, dataclass

from app import audit
from app.accounts.models import Principal
from app.db import transaction
from app.plans.models import Baton, Plan
from app.plans.services.edits import Writer, keep_edit, said_by
from app.plans.services.holding import held_for, tell, today_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a plan stands in: keys of a capability and an initiative, what is in and out, the team's agreement."""

    capability: str | None = None
    initiative: str | None = None
    scope_in: str = ""
    scope_out: str = ""
    agreement: str = ""


def change_frame(person: Principal, plan_id: str, frame: Frame, *, version: int | None = None) -> Plan:
    """Say what the plan stands in.

    Raises:
        NotFound, NotAllowed, ChangedMeanwhile: see `held_for`.
    """
    with transaction():
        plan = held_for(person, plan_id, version=version)
        before = said_by(plan)
        for name, said in asdict(frame).items():
            setattr(plan, name, said)
        plan.version += 1
        kept = keep_edit(plan, plan, before, Writer.of(person))
        audit.record("plan.frame", f"plan:{plan.id}", actor_id=person.id, fields=kept)
        tell(plan)
    return plan


def pass_baton(person: Principal, plan_id: str, to: Baton) -> Plan:
    """Say who moves next; who has the baton already keeps it, since when they had it.

    Raises:
        NotFound, NotAllowed: see `held_for`.
    """
    with transaction():
        plan = held_for(person, plan_id)
        if plan.baton != to:
            audit.record("plan.baton", f"plan:{plan.id}", actor_id=person.id, before=plan.baton, after=to)
            plan.baton, plan.baton_since = to, today_of(plan)
            tell(plan)
    return plan
