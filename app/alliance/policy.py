"""Who may change the alliance's pages, and how far somebody sees into the portfolio, as tables."""

from enum import StrEnum

from app.accounts.models import AllianceRole, Principal
from app.errors import NotAllowed

EDITORS = frozenset({AllianceRole.ADMINISTRATOR})


def may_edit(principal: Principal | None) -> bool:
    """Whether somebody may change a page."""
    return principal is not None and principal.is_person and principal.alliance_role in EDITORS


def require_editor(principal: Principal) -> None:
    """Refuse who may not change a page.

    Raises:
        NotAllowed: their role does not allow it.
    """
    if not may_edit(principal):
        raise NotAllowed


class Reach(StrEnum):
    """How far somebody sees into the portfolio."""

    ALL = "all"
    REGION = "region"
    COUNTS = "counts"
    OWN = "own"


REACHES: dict[str, Reach] = {
    AllianceRole.ADMINISTRATOR: Reach.ALL,
    AllianceRole.SECRETARIAT: Reach.ALL,
    AllianceRole.REGIONAL_OFFICE: Reach.REGION,
    AllianceRole.GOVERNANCE_BOARD: Reach.COUNTS,
}
"""By role in the alliance. Everybody else sees the plans they may read anyway."""


def reach_of(principal: Principal) -> Reach:
    """How far somebody sees. A regional office whose region nobody named sees no further than anybody."""
    if not principal.is_person:
        return Reach.OWN
    reach = REACHES.get(principal.alliance_role or "", Reach.OWN)
    return Reach.OWN if reach is Reach.REGION and not principal.alliance_region else reach


class View(StrEnum):
    """How one may look at a portfolio."""

    PLANS = "plans"
    GRID = "grid"
    TIMELINE = "timeline"
    ASKS = "asks"
    SILENT = "silent"
    INDICATORS = "indicators"


SEES: dict[Reach, frozenset[View]] = {
    Reach.ALL: frozenset(View),
    Reach.REGION: frozenset(View),
    Reach.OWN: frozenset(View),
    Reach.COUNTS: frozenset({View.PLANS, View.GRID, View.ASKS, View.INDICATORS}),
}
"""What each may look at. Who reads counts alone sees these as numbers, and no plan by its name."""


def require_view(reach: Reach, view: View) -> None:
    """Refuse a view that tells more than somebody may know.

    Raises:
        NotAllowed: as it says.
    """
    if view not in SEES[reach]:
        raise NotAllowed
