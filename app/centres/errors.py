"""What centres refuse.

AppError
├── Conflict
│   ├── ChangedMeanwhile   changed-meanwhile
│   ├── LastDirector       last-director
│   ├── AlreadyStaff       already-staff
│   ├── CodeTaken          code-taken
│   ├── CentreClosed       centre-closed
│   └── SamePhase          same-phase
└── Invalid
    ├── ScopeNotAllowed    scope-not-allowed
    ├── CountryElsewhere   country-elsewhere
    ├── StepUnexplained    step-unexplained
    ├── StepOutOfOrder     step-out-of-order
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


class CentreClosed(Conflict):
    code = "centre-closed"
    message = _("This centre is closed: it hosts no new workshop and gets no new plan.")


class SamePhase(Conflict):
    code = "same-phase"
    message = _("The centre stands there already. Load the page again.")


class StepUnexplained(Invalid):
    code = "step-unexplained"
    message = _("Say why, in one sentence.")


class StepOutOfOrder(Invalid):
    code = "step-out-of-order"
    message = _("A step is taken on the day of the one before it or later, today at the latest.")


class ScopeNotAllowed(Invalid):
    code = "scope-not-allowed"
    message = _("A centre of this type cannot have this scope.")


class CountryElsewhere(Invalid):
    code = "country-elsewhere"
    message = _("This country belongs to another region.")


class UnknownTerm(Invalid):
    code = "unknown-term"
    message = _("One of the chosen words is not in the lists of this house.")
