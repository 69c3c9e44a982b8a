"""What the alliance's pages and its portfolio refuse.

AppError
├── ExportGone        export-gone
├── Conflict
│   ├── ExportsFull   exports-full
│   ├── ViewsFull     views-full
│   └── PageChanged   page-changed
└── NotAllowed
    └── NoPortfolio   no-portfolio
"""

from flask_babel import lazy_gettext as _

from app.errors import AppError, Conflict, NotAllowed


class PageChanged(Conflict):
    """The form was opened before somebody else's change."""

    code = "page-changed"
    message = _("Somebody changed this page while you were writing. Load it again and repeat your change.")


class NoPortfolio(NotAllowed):
    """Nobody's business yet: the portfolio opens with the first plan somebody may read."""

    code = "no-portfolio"
    message = _("The portfolio is open to those who look after plans. None is yours to read so far.")


class ExportsFull(Conflict):
    """Twenty files are as many as one person has at a time."""

    code = "exports-full"
    message = _("You have twenty files already. Drop one you no longer need, then ask again.")


class ViewsFull(Conflict):
    """Thirty views are as many as one person keeps."""

    code = "views-full"
    message = _("You keep thirty views already. Delete one you no longer need, then save this one.")


class ExportGone(AppError):
    """It was stopped, its bytes are gone, or its reader sees less by now."""

    code = "export-gone"
    status = 410
    message = _("This file is not there any more, or tells of plans you no longer see. Ask for a new one.")
