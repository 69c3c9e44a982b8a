"""What roles of the alliance are called, and what each may do."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.accounts.events import TitlesWanted
from app.accounts.models import AllianceRole
from app.events import answering

ROLES: dict[str, LazyString] = {
    AllianceRole.ADMINISTRATOR: _("Administrator"),
    AllianceRole.SECRETARIAT: _("Secretariat and Lab"),
    AllianceRole.REVIEWER: _("Reviewer"),
    AllianceRole.GOVERNANCE_BOARD: _("Member of the Board"),
    AllianceRole.REGIONAL_OFFICE: _("Regional office"),
}

TELLS: dict[str, LazyString] = {
    AllianceRole.ADMINISTRATOR: _("does everything the secretariat does, and changes people, roles, lists and pages"),
    AllianceRole.SECRETARIAT: _("runs calls and the desk, looks after centres, reads every plan, answers for the Lab"),
    AllianceRole.REVIEWER: _("scores the expressions of interest it is asked to review"),
    AllianceRole.GOVERNANCE_BOARD: _("reads the portfolio in numbers, and no plan by its name"),
    AllianceRole.REGIONAL_OFFICE: _("reads the portfolio of one region"),
}
"""What each role may do, said where one is chosen."""


@answering(TitlesWanted)
def titles(_wanted: TitlesWanted) -> dict[str, LazyString]:
    """What whoever has a role in the alliance is called, and the alliance."""
    return {**ROLES, "alliance": _("Alliance")}


NO_ROLE = _("No role in the alliance")

HAPPENED: dict[str, LazyString] = {
    "role.changed": _("Role changed"),
    "account.closed": _("Account closed"),
    "account.reopened": _("Account reopened"),
    "administrator.made": _("Made administrator on the server"),
    "person.invited": _("Invited"),
}
"""What the history of a person tells, by the action in the audit."""
