"""Who may do what with a plan, as one table. Whoever is in no row does not find the plan at all."""

from enum import StrEnum

from app.accounts.models import AllianceRole
from app.centres.models import StaffRole


class Deed(StrEnum):
    """What a reader of a plan may be allowed to do."""

    READ = "read"
    CHANGE = "change"


class Standpoint(StrEnum):
    """From where somebody looks at a plan, beside the roles in its centre and in the alliance."""

    LEADS_THE_WORKSHOP = "leads the workshop"


_ALL = frozenset(Deed)
_READ = frozenset({Deed.READ})

MAY: dict[str, frozenset[Deed]] = {
    Standpoint.LEADS_THE_WORKSHOP: _ALL,
    StaffRole.DIRECTOR: _ALL,
    StaffRole.FACILITATOR: _ALL,
    StaffRole.MEMBER: _READ,
    AllianceRole.ADMINISTRATOR: _READ,
    AllianceRole.SECRETARIAT: _READ,
}


def deeds_of(roles: set[str]) -> frozenset[Deed]:
    """Everything that any of the roles allows."""
    return frozenset().union(*(MAY.get(role, frozenset()) for role in roles))
