"""Who writes calls and keeps the desk, and who may review: as tables. Reading a published call is open to everybody."""

from typing import Final

from app.accounts.models import AllianceRole, Principal
from app.errors import NotAllowed

KEEPERS: Final = frozenset({AllianceRole.ADMINISTRATOR, AllianceRole.SECRETARIAT})
"""They write calls, run the desk and decide."""

REVIEWERS: Final = KEEPERS | {AllianceRole.REVIEWER}
"""They can be asked to review."""


def keeps_desk(principal: Principal | None) -> bool:
    """Whether somebody writes calls and runs the desk."""
    return principal is not None and principal.is_person and principal.alliance_role in KEEPERS


def may_review(principal: Principal | None) -> bool:
    """Whether somebody can be asked to review; which expressions of interest they see is asked there."""
    return principal is not None and principal.is_person and principal.alliance_role in REVIEWERS


def require_keeper(principal: Principal) -> None:
    """Refuse who does not run the desk.

    Raises:
        NotAllowed: their role does not allow it.
    """
    if not keeps_desk(principal):
        raise NotAllowed
