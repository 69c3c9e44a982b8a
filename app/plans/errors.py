"""What plans refuse.

Conflict
├── NoteAlreadyPromoted  note-already-promoted
├── NoteStillPrivate     note-still-private
└── NoHostCentre         no-host-centre
Invalid
├── DueOutsidePlan       due-outside-plan
└── ActionIncomplete     action-incomplete
"""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.errors import Conflict, Invalid


class NoteAlreadyPromoted(Conflict):
    """Somebody was quicker, or the note became an action before. `number` is that action's."""

    code = "note-already-promoted"
    message: LazyString | str = _("This note is an action already.")

    def __init__(self, number: int | None = None) -> None:
        super().__init__(number)
        if number is not None:
            self.message = _("This note is action %(number)s already.", number=number)


class NoteStillPrivate(Conflict):
    code = "note-still-private"
    message = _("Only you see this note as yet. Reveal the notes first, then make it an action.")


class NoHostCentre(Conflict):
    code = "no-host-centre"
    message = _("No centre hosts this workshop, so there is no plan to put the action in. Choose a host first.")


class DueOutsidePlan(Invalid):
    code = "due-outside-plan"
    message = _("An action is due between today and day 100.")


class ActionIncomplete(Invalid):
    code = "action-incomplete"
    message = _("An action says what will be done, by whom and until when.")
