"""What accounts refuse.

AppError
├── Invalid
│   ├── BadName
│   │   ├── NameMissing      name-missing
│   │   ├── NameTooLong      name-too-long
│   │   └── NameUnreadable   name-unreadable
│   └── RecoveryCodeUnknown  recovery-code-unknown
└── NotFound
    └── LinkSpent            link-spent
"""

from flask_babel import lazy_gettext as _

from app.errors import Invalid, NotFound


class BadName(Invalid):
    """A name nobody could read, say or tell from another."""

    code = "bad-name"
    message = _("This name cannot be used.")


class NameMissing(BadName):
    code = "name-missing"
    message = _("A name has at least one letter or digit.")


class NameTooLong(BadName):
    code = "name-too-long"
    message = _("A name has at most 60 characters.")


class NameUnreadable(BadName):
    code = "name-unreadable"
    message = _("This name holds characters that cannot be seen. Type it again.")


class RecoveryCodeUnknown(Invalid):
    code = "recovery-code-unknown"
    message = _("This code is not known, or it has been used. Each code works once.")


class LinkSpent(NotFound):
    code = "link-spent"
    message = _("This link has been used or is too old.")
