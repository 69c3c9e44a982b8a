"""What accounts refuse.

AppError
├── Conflict
│   ├── AccountClosed        account-closed
│   ├── ChangedElsewhere     changed-elsewhere
│   ├── HasRole              has-role
│   ├── LastAdministrator    last-administrator
│   └── OwnAccount           own-account
├── Invalid
│   ├── RegionMissing        region-missing
│   ├── BadName
│   │   ├── NameMissing      name-missing
│   │   ├── NameOfRole       name-of-role
│   │   ├── NameTaken        name-of-another
│   │   │   └── NameInPlan   name-in-plan
│   │   ├── NameTooLong      name-too-long
│   │   └── NameUnreadable   name-unreadable
│   └── RecoveryCodeUnknown  recovery-code-unknown
├── NotFound
│   └── LinkSpent            link-spent
└── TooMany
    └── TooManyCodes         too-many-codes
"""

from flask_babel import lazy_gettext as _

from app.errors import Conflict, Invalid, NotFound, TooMany


class BadName(Invalid):
    """A name nobody could read, say or tell from another."""

    code = "bad-name"
    message = _("This name cannot be used.")


class NameMissing(BadName):
    code = "name-missing"
    message = _("A name has at least one letter or digit.")


class NameTooLong(BadName):
    code = "name-too-long"
    message = _("A name has at most 60 characters.")


class NameOfRole(BadName):
    """A person would pass for whoever has a role."""

    code = "name-of-role"
    message = _("This is the name of a role. Take a name of your own.")


class NameTaken(BadName):
    """A person would pass for another."""

    code = "name-of-another"
    message = _(
        "Somebody else is known by this name here, or by one that looks the same. Add something that tells you apart."
    )


class NameInPlan(NameTaken):
    """A person would pass for the sponsor or coach of a plan."""

    code = "name-in-plan"
    message = _(
        "This is the name of the sponsor or coach of a plan, or holds it. Take a name of your own; who leads the plan "
        "can choose your account for that one."
    )


class NameUnreadable(BadName):
    code = "name-unreadable"
    message = _("This name holds characters that cannot be seen. Type it again.")


class RecoveryCodeUnknown(Invalid):
    code = "recovery-code-unknown"
    message = _("This code is not known, or it has been used. Each code works once.")


class LinkSpent(NotFound):
    code = "link-spent"
    message = _("This link has been used or is too old.")


class AccountClosed(Conflict):
    code = "account-closed"
    message = _("This account is closed. An administrator can reopen it.")


class ChangedElsewhere(Conflict):
    code = "changed-elsewhere"
    message = _("Somebody changed this account meanwhile. Load the page again.")


class HasRole(Conflict):
    code = "has-role"
    message = _("This person has a role already. Change it on their page.")


class LastAdministrator(Conflict):
    code = "last-administrator"
    message = _("The site keeps at least one administrator. Make somebody else administrator first.")


class OwnAccount(Conflict):
    code = "own-account"
    message = _("You cannot close your own account. Ask another administrator.")


class RegionMissing(Invalid):
    code = "region-missing"
    message = _("Choose the region this office serves.")


class TooManyCodes(TooMany):
    """A wrong code, and one of many; the right one is let in all the same."""

    code = "too-many-codes"
    message = _("This code is not known, like many that came from your network just now. Check it, then try again.")
