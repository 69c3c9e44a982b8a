"""Who coaches: whoever a plan names as its coach, and those who may stand in for any."""

from app.accounts.models import AllianceRole, Principal
from app.alliance.coaching.case import is_called
from app.plans.models import Plan

OVERSEEING = frozenset({AllianceRole.ADMINISTRATOR, AllianceRole.SECRETARIAT})


def oversees(principal: Principal) -> bool:
    """Whether somebody looks at the caseload of every coach."""
    return principal.is_person and principal.alliance_role in OVERSEEING


def may_note(principal: Principal, plan: Plan) -> bool:
    """Whether somebody who may read a plan may write to its team as its coach."""
    return oversees(principal) or (principal.is_person and is_called(principal.name, plan.coach))
