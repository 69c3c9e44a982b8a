"""Refusals of a workshop, under those of the house.

- NotFound: CodeUnknown, one answer for wrong, changed and closed codes
- NotAllowed: JoiningLocked, PhoneFull, RoomFull, AskedLately, ManyAsk, SeatEnded and under it SeatAsked, SeatRefused
- NotAllowed on planning: AccountsOnly
- Conflict: RoomMoved, WayChanged, NowhereToGo, NothingHidden, NotesLeft, NotesHidden, LastFacilitator, AgendaMoved,
  DayHasSteps, StepRunning, StepHasWork, WorkshopOver
- Invalid: NameTaken, NameReserved, NoHost, UnknownCanvas, TooManySteps, BadMinutes, BadDays, DaysOutOfOrder
"""

from datetime import datetime
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext as ngettext

from app.errors import Conflict, Invalid, NotAllowed, NotFound
from app.workshops.events import Work
from app.workshops.stage import Unshown


class CodeUnknown(NotFound):
    code = "code-unknown"
    message = _("No open workshop has this code. Check it with the screen or with your facilitator.")


class JoiningLocked(NotAllowed):
    code = "joining-locked"
    message = _("The facilitator has locked joining for now. Ask them to let you in, then try again.")


class PhoneFull(NotAllowed):
    code = "phone-full"
    message = _("Eight people share this phone already. Another phone has room for more.")


class RoomFull(NotAllowed):
    code = "room-full"
    message = _("This workshop has as many people as this server takes. Tell the facilitator, then try again.")


class AskedLately(NotAllowed):
    """From this browser somebody asked to come in and was refused. Whoever asks now may be somebody else."""

    code = "asked-lately"

    def __init__(self, minutes: int = 1) -> None:
        super().__init__()
        self.message = ngettext(
            "Somebody asked to come in from this device and was not let in. "
            "If that was not you, speak to the facilitator, or try again in %(num)s minute.",
            "Somebody asked to come in from this device and was not let in. "
            "If that was not you, speak to the facilitator, or try again in %(num)s minutes.",
            minutes,
        )


MOST_ASKING: Final = 3
"""People who ask to come in from one browser at once."""


class ManyAsk(NotAllowed):
    code = "many-ask"
    message = ngettext(
        "%(num)s person asks to come in from this device already. Wait until the facilitator has answered them.",
        "%(num)s people ask to come in from this device already. Wait until the facilitator has answered them.",
        MOST_ASKING,
    )


class SeatEnded(NotAllowed):
    code = "seat-ended"
    message = _("Your seat in this workshop was ended. If that was a mistake, speak to the facilitator.")


class SeatAsked(SeatEnded):
    """On this device somebody had a seat that was ended; a facilitator says whether it may have another."""

    code = "seat-asked"
    message = _("The facilitator is asked to let you in. This page follows by itself.")


class SeatRefused(SeatEnded):
    """Somebody asked for an ended seat, and a facilitator said no: nobody is asked a second time."""

    code = "seat-refused"
    message = _("The facilitator was asked and did not let you in again. If that was a mistake, speak to them.")


class RoomMoved(Conflict):
    """The room is no longer where this person saw it: somebody else pressed first, or they pressed twice."""

    code = "room-moved"
    message = _("The room had moved on before this press came. Look where it is now, then go on.")


class WayChanged(Conflict):
    """A button leads elsewhere or does something else since somebody saw it: the agenda was changed, or the room."""

    code = "way-changed"
    message = _("What this button does has changed since it was shown. Look at what it does now, then press again.")


class NowhereToGo(Conflict):
    code = "nowhere-to-go"
    message = _("The agenda has nothing there.")


class AnotherBoardShown(Conflict):
    """Something of a board was to be shown alone on the wall, which shows another board or none."""

    code = "another-board-shown"
    message = _("The wall shows another board now, or none.")


class NothingHidden(Conflict):
    code = "nothing-hidden"
    message = _("Nothing is hidden any more: somebody else has revealed it.")


class NotesLeft(Conflict):
    """The workshop ended without showing these notes, and their authors were told that they stay with them."""

    code = "notes-left"
    message = _("These notes stayed with their authors when the workshop ended. Nobody can reveal them any more.")


class NotesHidden(Conflict):
    """The workshop would end or close while notes are hidden or late (`unshown`), and nobody said what becomes of them.

    It would close while others may still come in, where `until` says how long.
    """

    code = "notes-hidden"
    message = _("Some notes are not shown to everybody. Say what becomes of them before the workshop ends.")

    def __init__(self, unshown: tuple[Unshown, ...] = (), until: datetime | None = None) -> None:
        super().__init__()
        self.unshown, self.until = unshown, until


class LastFacilitator(Conflict):
    code = "last-facilitator"
    message = _("A workshop keeps at least one facilitator. Make somebody else facilitator first.")


class NameTaken(Invalid):
    """The name, or one that looks like it, is in the room. `suggestion` is free, or empty when none was found."""

    code = "name-taken"
    message: LazyString | str = _("Somebody in the room has this name or one that looks like it. Choose another.")

    def __init__(self, name: str = "", suggestion: str = "") -> None:
        super().__init__(name)
        self.suggestion = suggestion
        if suggestion:
            self.message = _("%(name)s is taken. Perhaps %(suggestion)s?", name=name, suggestion=suggestion)


class NameReserved(Invalid):
    code = "name-reserved"
    message = _("This is what a facilitator is called here. Choose a name of your own.")


class TooManySteps(Invalid):
    code = "too-many-steps"
    message = _("An agenda holds at most 120 steps.")


class BadMinutes(Invalid):
    code = "bad-minutes"
    message = _("A step lasts between 1 and 600 minutes.")


class BadDays(Invalid):
    code = "bad-days"
    message = _("A workshop lasts between 1 and 10 days.")


class DaysOutOfOrder(Invalid):
    code = "days-out-of-order"
    message = _("A day cannot begin before the one above it.")


class DayHasSteps(Conflict):
    code = "day-has-steps"
    message = _("This day still has steps. Move them to another day first.")


class StepRunning(Conflict):
    code = "step-running"
    message = _("The room is in this step now. Go on to another first.")


class StepHasWork(Conflict):
    """The board of the step would leave the workshop with `work` on it, and nobody said that it may."""

    code = "step-has-work"
    message = _("People have worked on the board of this step. Say that it may be taken out.")

    def __init__(self, work: Work = Work()) -> None:  # noqa: B008 - it never changes
        super().__init__()
        self.work = work


class NoHost(Invalid):
    code = "no-host"
    message = _("Name who hosts the workshop: one of your centres, or a name.")


class UnknownCanvas(Invalid):
    code = "unknown-canvas"
    message = _("This canvas is not in the library.")


class AgendaMoved(Conflict):
    code = "agenda-moved"
    trigger = "agenda:changed"
    message = _("The agenda was changed elsewhere since you opened it. You see it now as it is; repeat your change.")


class WorkshopOver(Conflict):
    code = "workshop-over"
    message = _("This workshop is closed. Reopen it to change anything.")


class AccountsOnly(NotAllowed):
    code = "accounts-only"
    message = _("Only people with an account make workshops.")
