"""Who may do what with a plan, as one table. Whoever is in no row does not find the plan at all."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from app.accounts.models import AllianceRole
from app.centres.models import StaffRole


class Deed(StrEnum):
    """What a reader of a plan may be allowed to do."""

    READ = "read"
    PROMOTE = "promote"
    CHANGE = "change"
    REOPEN = "reopen"


class Standpoint(StrEnum):
    """From where somebody looks at a plan, beside the roles in its centre and in the alliance."""

    LEADS_THE_WORKSHOP = "leads the workshop"
    LEADS_AS_GUEST = "leads the workshop as a guest"
    SPONSORS = "is the sponsor"


class Tie(StrEnum):
    """What makes somebody one of a plan's own people; a `NAMESAKE` has the name of its coach, and nothing else."""

    CENTRE = "centre"
    LEADER = "leader"
    COACH = "coach"
    NAMESAKE = "namesake"
    CHANGES = "changes"
    CHANGED = "changed"


LINGERS: Final = timedelta(days=7)
"""How long after the workshop was closed whoever led it with an account may still finish its plan.

A guest's rights end with the workshop, and so do everybody's in a workshop that was opened from a plan.
"""

_ALL = frozenset(Deed)
_CHANGE = _ALL - {Deed.REOPEN}
_READ = frozenset({Deed.READ})

MAY: dict[str, frozenset[Deed]] = {
    Standpoint.LEADS_THE_WORKSHOP: _CHANGE,
    Standpoint.LEADS_AS_GUEST: frozenset({Deed.READ, Deed.PROMOTE}),
    Standpoint.SPONSORS: _READ,
    StaffRole.DIRECTOR: _ALL,
    StaffRole.FACILITATOR: _CHANGE,
    StaffRole.MEMBER: _READ,
    AllianceRole.ADMINISTRATOR: _READ,
    AllianceRole.SECRETARIAT: _READ,
}


CONFIRMS: Final = frozenset({AllianceRole.ADMINISTRATOR, AllianceRole.SECRETARIAT})
"""Who may confirm for the alliance how the sponsor of a plan is reached that is none of their own."""


def deeds_of(roles: set[str]) -> frozenset[Deed]:
    """Everything that any of the roles allows."""
    return frozenset().union(*(MAY.get(role, frozenset()) for role in roles))
