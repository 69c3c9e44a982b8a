"""What calls refuse.

AppError
├── Conflict
│   ├── CallChanged     call-changed
│   └── CriteriaInUse   criteria-in-use
└── Invalid
    └── ClosesTooEarly  closes-too-early
"""

from flask_babel import lazy_gettext as _

from app.errors import Conflict, Invalid


class CallChanged(Conflict):
    code = "call-changed"
    message = _("Somebody changed this call while you were writing. Load it again and repeat your change.")


class CriteriaInUse(Conflict):
    """Scores by them are filed: other criteria would make them mean something else."""

    code = "criteria-in-use"
    message = _("Reviews by these criteria are filed already, so the criteria stay as they are.")


class ClosesTooEarly(Invalid):
    code = "closes-too-early"
    message = _("A call closes after it opens.")
