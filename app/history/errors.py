"""Why a way back was refused.

AppError
├── NotFound
│   └── NoSuchMoment   no-such-moment
└── Conflict
    ├── NothingToDo    nothing-to-do
    ├── BoardMovedOn   board-moved-on   what was shown before is not what would happen now
    ├── TooMuchSince   too-much-since
    └── BoardFull      board-full       of boards
"""

from flask_babel import lazy_gettext as _

from app.errors import Conflict, NotFound


class NoSuchMoment(NotFound):
    code = "no-such-moment"
    message = _("The board has no such moment.")


class NothingToDo(Conflict):
    code = "nothing-to-do"
    message = _("There is nothing to take back: the board is like that already.")


class BoardMovedOn(Conflict):
    code = "board-moved-on"
    message = _("The board has changed since this was shown. Look at it again.")


class TooMuchSince(Conflict):
    code = "too-much-since"
    message = _("Too much has happened since then to go through it. Choose a later moment.")


class Drifted(RuntimeError):
    """What a board shows is not what its log adds up to: a mistake of ours, which nothing may hide."""
