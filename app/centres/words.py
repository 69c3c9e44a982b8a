"""What people call the kinds of terms, their parts, scopes and roles."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.accounts.events import TitlesWanted
from app.centres.kinds import Adds, Better
from app.centres.life import Phase
from app.centres.models import StaffRole, TermKind
from app.centres.profile import Scope
from app.events import answering

KINDS: dict[TermKind, LazyString] = {
    TermKind.CENTRE_TYPE: _("Centre types"),
    TermKind.CAPABILITY: _("Strategic capabilities"),
    TermKind.REGION: _("Regions"),
    TermKind.COUNTRY: _("Countries"),
    TermKind.INITIATIVE: _("Regional initiatives"),
    TermKind.PRIORITY: _("ITU-D priorities"),
    TermKind.RESOLUTION: _("Resolutions"),
    TermKind.INDICATOR: _("Indicators"),
}

PARTS: dict[str, LazyString] = {
    "title": _("Title"),
    "text": _("Description"),
    "short": _("Short title"),
    "ownership": _("Ownership"),
    "resources": _("Resources"),
    "reference": _("Reference"),
    "unit": _("Unit"),
}

ADDS: dict[Adds, LazyString] = {
    Adds.SUM: _("Numbers of plans are added"),
    Adds.MEAN: _("The mean of all plans counts"),
    Adds.LATEST: _("What was read last counts"),
}

BETTER: dict[Better, LazyString] = {
    Better.UP: _("More is better"),
    Better.DOWN: _("Less is better"),
}

SCOPES: dict[Scope, LazyString] = {
    Scope.NATIONAL: _("National"),
    Scope.REGIONAL: _("Regional"),
    Scope.GLOBAL: _("Global"),
}

PHASES: dict[Phase, LazyString] = {
    Phase.CANDIDATE: _("Candidate"),
    Phase.SELECTED: _("Selected"),
    Phase.ACTIVE: _("Active"),
    Phase.CLOSED: _("Closed"),
}

ROLES: dict[str, LazyString] = {
    StaffRole.DIRECTOR: _("Director"),
    StaffRole.FACILITATOR: _("Facilitator"),
    StaffRole.MEMBER: _("Member"),
}


@answering(TitlesWanted)
def titles(_wanted: TitlesWanted) -> dict[str, LazyString]:
    """What whoever works in a centre is called, and the centre."""
    return {**ROLES, "centre": _("Centre")}


ROLES_TELL: dict[StaffRole, LazyString] = {
    StaffRole.DIRECTOR: _("changes this page and the staff, holds workshops, owns plans"),
    StaffRole.FACILITATOR: _("holds workshops and changes plans"),
    StaffRole.MEMBER: _("reads the plans"),
}
"""What each role may do, said where one is chosen."""
