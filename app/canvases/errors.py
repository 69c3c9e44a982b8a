"""What the library refuses."""

from flask_babel import lazy_gettext as _

from app.errors import Invalid, NotFound


class UnknownCanvas(NotFound):
    code = "no-such-canvas"
    message = _("There is no such canvas in the library.")


class UnknownSequence(NotFound):
    code = "no-such-sequence"
    message = _("There is no such sequence in the library.")


class UnknownLanguage(Invalid):
    code = "no-such-language"
    message = _("The library does not speak this language. Choose one of its six.")


class SameLanguage(Invalid):
    code = "same-language"
    message = _("Choose two different languages for the sheet.")
