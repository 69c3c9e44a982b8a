"""Who may stand in for any coach. Who coaches one plan is found by `queries.coaches`: by account, never by name."""

from app.accounts.models import AllianceRole, Principal

OVERSEEING = frozenset({AllianceRole.ADMINISTRATOR, AllianceRole.SECRETARIAT})


def oversees(principal: Principal) -> bool:
    """Whether somebody looks at the caseload of every coach."""
    return principal.is_person and principal.alliance_role in OVERSEEING
