"""The colours people give notes: each a paper of the look and a name in words, for a colour alone says nothing."""

from flask_babel import lazy_gettext as _

from app.boards.view import PAPERS

PAPER_OF = {**PAPERS, "plain": "plain"}

COLOURS = {
    "yellow": _("Yellow"),
    "orange": _("Orange"),
    "red": _("Red"),
    "pink": _("Pink"),
    "purple": _("Purple"),
    "blue": _("Blue"),
    "teal": _("Teal"),
    "green": _("Green"),
    "plain": _("White"),
}
