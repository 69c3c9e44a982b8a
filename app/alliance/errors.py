"""What the alliance's pages and its portfolio refuse.

AppError
├── Conflict
│   └── PageChanged   page-changed
└── NotAllowed
    └── NoPortfolio   no-portfolio
"""

from flask_babel import lazy_gettext as _

from app.errors import Conflict, NotAllowed


class PageChanged(Conflict):
    """The form was opened before somebody else's change."""

    code = "page-changed"
    message = _("Somebody changed this page while you were writing. Load it again and repeat your change.")


class NoPortfolio(NotAllowed):
    """Nobody's business yet: the portfolio opens with the first plan somebody may read."""

    code = "no-portfolio"
    message = _("The portfolio is open to those who look after plans. None is yours to read so far.")
