"""What requests for help refuse.

AppError
└── Conflict
    └── RequestClosed    request-closed
"""

from flask_babel import lazy_gettext as _

from app.errors import Conflict


class RequestClosed(Conflict):
    code = "request-closed"
    message = _("This request is closed. Ask anew if something is still open.")
