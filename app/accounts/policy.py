"""Who may do what with accounts and the roles of the alliance, as one table."""

from enum import StrEnum
from typing import Final

from app.accounts.models import AllianceRole, Principal
from app.errors import NotAllowed


class Permission(StrEnum):
    """What a role of the alliance allows with accounts."""

    READ_PEOPLE = "read the list of people"
    APPOINT = "give and take roles of the alliance"
    CLOSE_ACCOUNTS = "close and reopen accounts"


BY_ALLIANCE_ROLE: Final[dict[AllianceRole, frozenset[Permission]]] = {
    AllianceRole.ADMINISTRATOR: frozenset(Permission),
    AllianceRole.SECRETARIAT: frozenset(),
    AllianceRole.REVIEWER: frozenset(),
    AllianceRole.GOVERNANCE_BOARD: frozenset(),
    AllianceRole.REGIONAL_OFFICE: frozenset(),
}


def may(principal: Principal | None, permission: Permission) -> bool:
    """Return True when a person with an open account has the permission; a guest has none."""
    if principal is None or not principal.is_person or not principal.is_active or not principal.alliance_role:
        return False
    return permission in BY_ALLIANCE_ROLE[AllianceRole(principal.alliance_role)]


def require(principal: Principal, permission: Permission) -> None:
    """Refuse whoever lacks the permission.

    Raises:
        NotAllowed: their role does not allow it (403).
    """
    if not may(principal, permission):
        raise NotAllowed
