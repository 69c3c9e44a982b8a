"""Who may change the alliance's pages, as a table. Reading them is open to everybody."""

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
