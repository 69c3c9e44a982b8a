"""What pairing refuses.

AppError
└── Invalid
    ├── SameCentre       same-centre
    └── EndsBefore       ends-before
"""

from flask_babel import lazy_gettext as _

from app.errors import Invalid


class SameCentre(Invalid):
    code = "same-centre"
    message = _("Choose two different centres.")


class EndsBefore(Invalid):
    code = "ends-before"
    message = _("A pair ends on the day it begins, or later.")
