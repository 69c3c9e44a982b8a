"""What people call the ways a call stands, and how each is drawn: never by colour alone."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.alliance.calls.standing import Standing

STANDINGS: dict[Standing, tuple[str, LazyString]] = {
    Standing.DRAFT: ("wait", _("Not published")),
    Standing.COMING: ("none", _("Opens later")),
    Standing.OPEN: ("ok", _("Open")),
    Standing.CLOSED: ("done", _("Closed")),
}
"""The kind of sign, and the word."""
