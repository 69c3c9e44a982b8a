"""Who speaks for a centre or for the Lab in a thread, and who reads it, as tables."""

from app.accounts.models import AllianceRole, Principal
from app.centres.models import StaffRole

SPEAKING = (StaffRole.DIRECTOR, StaffRole.FACILITATOR)
"""Who asks and answers in the name of a centre; whoever works there reads."""

OF_THE_LAB = frozenset({AllianceRole.ADMINISTRATOR, AllianceRole.SECRETARIAT})
"""Who answers for the Lab, and reads what centres ask each other."""


def is_of_the_lab(principal: Principal) -> bool:
    """Whether somebody answers for the Lab."""
    return principal.is_person and principal.alliance_role in OF_THE_LAB
