"""Who may write cards and who publishes them, as tables."""

from app.accounts.models import AllianceRole
from app.alliance.practices.states import CardDeed
from app.centres.models import StaffRole

BY_ROLE: dict[str, frozenset[CardDeed]] = {
    StaffRole.DIRECTOR: frozenset({CardDeed.CHANGE}),
    StaffRole.FACILITATOR: frozenset({CardDeed.CHANGE}),
    AllianceRole.ADMINISTRATOR: frozenset({CardDeed.PUBLISH}),
    AllianceRole.SECRETARIAT: frozenset({CardDeed.PUBLISH}),
}
"""A role in the card's centre, or in the alliance. Whoever works in the centre reads its drafts."""

WRITING = [role for role in StaffRole if CardDeed.CHANGE in BY_ROLE.get(role, frozenset())]


def deeds_of(roles: set[str]) -> frozenset[CardDeed]:
    """Everything that any of the roles allows."""
    return frozenset().union(*(BY_ROLE.get(role, frozenset()) for role in roles))
