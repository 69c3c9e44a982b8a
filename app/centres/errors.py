"""What centres refuse.

AppError
├── Conflict
│   ├── ChangedMeanwhile   changed-meanwhile
│   ├── LastDirector       last-director
│   ├── AlreadyStaff       already-staff
│   └── CodeTaken          code-taken
└── Invalid
    ├── ScopeNotAllowed    scope-not-allowed
    ├── CountryElsewhere   country-elsewhere
    └── UnknownTerm        unknown-term
"""

from flask_babel import lazy_gettext as _

from app.errors import Conflict, Invalid


class ChangedMeanwhile(Conflict):
    """The form was opened before somebody else's change."""

    code = "changed-meanwhile"
    message = _("Somebody changed this while you were writing. Load the page again and repeat your change.")


class LastDirector(Conflict):
    code = "last-director"
    message = _("A centre keeps at least one director. Make somebody else director first.")


class AlreadyStaff(Conflict):
    code = "already-staff"
    message = _("This person works here already. Change their role in the list.")


class CodeTaken(Conflict):
    code = "code-taken"
    message = _("This code stands already in this list.")


class ScopeNotAllowed(Invalid):
    code = "scope-not-allowed"
    message = _("A centre of this type cannot have this scope.")


class CountryElsewhere(Invalid):
    code = "country-elsewhere"
    message = _("This country belongs to another region.")


class UnknownTerm(Invalid):
    code = "unknown-term"
    message = _("One of the chosen words is not in the lists of this house.")
