"""Who may do what with centres and their words, as tables. Reading about a centre is open to everybody."""

from enum import StrEnum

from app.accounts.models import AllianceRole, Principal
from app.centres.models import StaffRole
from app.errors import NotAllowed


class Deed(StrEnum):
    """What somebody may be allowed to do."""

    MAKE_CENTRE = "make a centre"
    CHANGE_CENTRE = "change a centre"
    PLACE_CENTRE = "say in which region and country a centre is"
    CHANGE_STAFF = "change the staff"
    DECIDE_LIFE = "decide where a centre stands"
    CHANGE_TERMS = "change the words of the alliance"


BY_ALLIANCE_ROLE: dict[str, frozenset[Deed]] = {
    AllianceRole.ADMINISTRATOR: frozenset(Deed),
    AllianceRole.SECRETARIAT: frozenset(
        {Deed.MAKE_CENTRE, Deed.CHANGE_CENTRE, Deed.PLACE_CENTRE, Deed.CHANGE_STAFF, Deed.DECIDE_LIFE}
    ),
    AllianceRole.REVIEWER: frozenset(),
    AllianceRole.GOVERNANCE_BOARD: frozenset(),
    AllianceRole.REGIONAL_OFFICE: frozenset(),
}
"""What a role in the alliance allows, in every centre."""

BY_STAFF_ROLE: dict[str, frozenset[Deed]] = {
    StaffRole.DIRECTOR: frozenset({Deed.CHANGE_CENTRE, Deed.CHANGE_STAFF}),
    StaffRole.FACILITATOR: frozenset(),
    StaffRole.MEMBER: frozenset(),
}
"""What a role in a centre allows, in that centre."""


def may(principal: Principal | None, deed: Deed, *, staff_role: str | None = None) -> bool:
    """Whether somebody with this role in the centre, if any, may do the deed. A guest may nothing."""
    if principal is None or not principal.is_person:
        return False
    allowed = BY_ALLIANCE_ROLE.get(principal.alliance_role or "", frozenset())
    return deed in allowed | BY_STAFF_ROLE.get(staff_role or "", frozenset())


def may_see_staff(principal: Principal | None) -> bool:
    """Whether somebody may read who works in a centre: everybody who signs in."""
    return principal is not None and principal.is_person


def require(principal: Principal, deed: Deed) -> None:
    """Refuse who may not do a deed that belongs to no centre.

    Raises:
        NotAllowed: their role does not allow it.
    """
    if not may(principal, deed):
        raise NotAllowed
