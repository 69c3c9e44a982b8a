"""What people call the colours of zones."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

COLOURS: dict[str, LazyString] = {
    "": _("Plain"),
    "blue": _("Blue"),
    "green": _("Green"),
    "teal": _("Teal"),
    "orange": _("Orange"),
    "purple": _("Purple"),
    "yellow": _("Yellow"),
    "pink": _("Pink"),
    "red": _("Red"),
}
