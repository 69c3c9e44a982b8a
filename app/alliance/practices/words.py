"""What people call the states of a card, and the ways between them."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.alliance.practices.states import CardState

STATES: dict[str, LazyString] = {
    CardState.DRAFT: _("Draft"),
    CardState.PROPOSED: _("Proposed"),
    CardState.PUBLISHED: _("Published"),
}

SHAPES: dict[str, str] = {CardState.DRAFT: "wait", CardState.PROPOSED: "warn", CardState.PUBLISHED: "ok"}
"""The shape beside each word, as the look names it."""

MOVES: dict[tuple[str, str], LazyString] = {
    (CardState.DRAFT, CardState.PROPOSED): _("Propose it to the secretariat"),
    (CardState.PROPOSED, CardState.PUBLISHED): _("Publish"),
    (CardState.PROPOSED, CardState.DRAFT): _("Back to a draft"),
    (CardState.PUBLISHED, CardState.DRAFT): _("Take it off the showcase"),
}
"""What the button of each way says."""
