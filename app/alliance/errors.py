"""What the alliance's pages refuse.

AppError
└── Conflict
    └── PageChanged   page-changed
"""

from flask_babel import lazy_gettext as _

from app.errors import Conflict


class PageChanged(Conflict):
    """The form was opened before somebody else's change."""

    code = "page-changed"
    message = _("Somebody changed this page while you were writing. Load it again and repeat your change.")
