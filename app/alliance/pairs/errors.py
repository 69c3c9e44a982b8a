"""What pairing refuses.

AppError
├── Conflict
│   ├── PairedAlready    paired-already
│   └── PairEnded        pair-ended
└── Invalid
    ├── SameCentre       same-centre
    └── EndsBefore       ends-before
"""

from flask_babel import lazy_gettext as _

from app.errors import Conflict, Invalid


class PairedAlready(Conflict):
    code = "paired-already"
    message = _("These two centres are paired in these days already. End that pair first, or begin after it.")


class PairEnded(Conflict):
    code = "pair-ended"
    message = _("This pair has ended already.")


class SameCentre(Invalid):
    code = "same-centre"
    message = _("Choose two different centres.")


class EndsBefore(Invalid):
    code = "ends-before"
    message = _("A pair ends on the day it begins, or later.")
