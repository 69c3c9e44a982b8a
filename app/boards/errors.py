"""Why an op or a board was refused. Each code of the engine has its sentence here.

AppError
├── BadBatch          malformed     the envelope cannot be read
├── NotAllowed
│   └── OpNotAllowed  not-allowed, writing-closed, workshop-closed, too-late, group-late, frame-late, frozen, not-yours,
│                     zone-adds, zone-votes, zone-reads
├── NotFound
│   ├── BadTarget     bad-target
│   └── AboutMissing  about-missing
├── Conflict
│   ├── OpMoot        gone, group-gone, comment-gone, thing-gone, about-gone, not-deleted, not-hidden, not-public,
│   │                 revealed, gap, board-full, group-full, bad-parent, two-names
│   ├── of elements   locked, bad-merge, cycle, frame-full, ink-full, images-full, ink-final, ink-gap
│   ├── OtherEpoch    epoch         the database was restored meanwhile
│   ├── TooFarBehind  too-far-behind
│   └── OutdatedPage  reload
├── Invalid
│   └── BadNote       text-empty, text-long, text-control, title-empty, title-long, bad-zone
│   └── of elements   op-large, ink-long, bad-field, bad-asset
├── TooMany           slow-down
└── Unavailable       busy, newer
"""

from flask_babel import lazy_gettext as _

from app.boards.element_errors import ELEMENT_ERRORS
from app.errors import AppError, Conflict, Invalid, NotAllowed, NotFound, TooMany, Unavailable


class BadBatch(AppError):
    code = "malformed"
    message = _("This page sent something the server cannot read. Load the page again; what you typed is kept.")


class OpNotAllowed(NotAllowed):
    """Role or stage do not allow the deed."""

    message = _("Your role does not allow this.")


class WritingClosed(OpNotAllowed):
    code = "writing-closed"
    message = _("Writing is closed just now.")


class BoardClosed(OpNotAllowed):
    code = "workshop-closed"
    message = _("The workshop was closed before this came. Only this device has it: copy what you need.")


class TooLate(OpNotAllowed):
    """It was written for all, while people write alone by now, and comes after the grace."""

    code = "too-late"
    message = _("You wrote this while everybody could read it, and it came too late for that. It is yours again.")


class GroupLate(OpNotAllowed):
    """It was made of what everybody sees, and came late: what comes late only its author and the facilitators see."""

    code = "group-late"
    message = _(
        "Your group was not made: the facilitator moved on or stopped writing before it came. Nothing was moved."
    )


class FrameLate(OpNotAllowed):
    """The same of a frame."""

    code = "frame-late"
    message = _(
        "Your frame was not made: the facilitator moved on or stopped writing before it came. Nothing was moved."
    )


class Frozen(OpNotAllowed):
    code = "frozen"
    message = _("The facilitator has frozen the board for a moment.")


class NotYours(OpNotAllowed):
    code = "not-yours"
    message = _("Only its author and the facilitators may do this.")


class ZoneAdds(OpNotAllowed):
    code = "zone-adds"
    message = _("In this zone you add and change your own. What is there stays.")


class ZoneVotes(OpNotAllowed):
    code = "zone-votes"
    message = _("This zone takes votes only.")


class ZoneReads(OpNotAllowed):
    code = "zone-reads"
    message = _("This zone is for reading only.")


class BadTarget(NotFound):
    code = "bad-target"
    message = _("This note is not there, or not open to you.")


class AboutMissing(NotFound):
    code = "about-missing"
    message = _("Your comment was not added: what it is about is not there, or not open to you.")


class OpMoot(Conflict):
    """What the op is about is no longer as its author saw it."""


class Gone(OpMoot):
    code = "gone"
    message = _("Somebody has deleted this note.")


class GroupGone(OpMoot):
    code = "group-gone"
    message = _("This group is no longer on the board.")


class CommentGone(OpMoot):
    code = "comment-gone"
    message = _("This comment is no longer on the board.")


class ThingGone(OpMoot):
    """Neither a note nor a group nor a comment."""

    code = "thing-gone"
    message = _("This is no longer on the board.")


class AboutGone(OpMoot):
    code = "about-gone"
    message = _("Your comment was not added: what it is about was taken off the board meanwhile.")


class NotDeleted(OpMoot):
    code = "not-deleted"
    message = _("This note is there already.")


class NotHidden(OpMoot):
    code = "not-hidden"
    message = _("Everybody sees this already.")


class NotPublic(OpMoot):
    code = "not-public"
    message = _("This is hidden from the others already.")


class Revealed(OpMoot):
    code = "revealed"
    message = _("The notes were revealed before this reached the server. Read your words again before you share them.")


class TextGap(OpMoot):
    code = "gap"
    message = _("This builds on words that could not be kept, so it could not be kept either.")


class BoardFull(OpMoot):
    code = "board-full"
    message = _("This board is full: 5,000 elements, or 5 MB of words and drawings. Delete or shorten some first.")


class GroupFull(OpMoot):
    code = "group-full"
    message = _("This group holds 200 notes. Begin another one.")


class BadParent(OpMoot):
    code = "bad-parent"
    message = _("A note goes into a group of its own zone, and only where everybody who sees the note sees the group.")


class TwoNames(OpMoot):
    code = "two-names"
    message = _("One of these bears your name, the other does not. They can lie together once both are shown to all.")


class BadNote(Invalid):
    """The note cannot be kept like this."""


class TextEmpty(BadNote):
    code = "text-empty"
    message = _("A note needs at least one word.")


class TextLong(BadNote):
    code = "text-long"
    message = _("A note holds at most 5,000 characters.")


class TextControl(BadNote):
    code = "text-control"
    message = _("This text holds characters that cannot be shown.")


class TitleEmpty(BadNote):
    code = "title-empty"
    message = _("A group needs a title.")


class TitleLong(BadNote):
    code = "title-long"
    message = _("The title of a group holds at most 120 characters.")


class BadZone(BadNote):
    code = "bad-zone"
    message = _("This canvas has no such zone.")


class OtherEpoch(Conflict):
    code = "epoch"
    message = _("The server was restored from a backup. This page catches up by itself.")


class TooFarBehind(Conflict):
    code = "too-far-behind"
    message = _("This page is far behind and loads the board anew.")


class OutdatedPage(Conflict):
    code = "reload"
    message = _("This page is older than the server and loads itself again. What you typed is kept.")


class SlowDown(TooMany):
    code = "slow-down"
    message = _("That was a lot at once. The rest follows in a moment; nothing is lost.")


class Busy(Unavailable):
    code = "busy"
    message = _("The board is very busy. What you typed waits here and is sent again.")


class NewerPage(Unavailable):
    """The server is being replaced, and this process is still the one before."""

    code = "newer"
    message = _("The server is being renewed. What you typed waits here and is sent in a moment.")


class OpBroken(AppError):
    """A mistake of ours, or of the database, that this one op met: logged, never applied."""

    code = "op-broken"
    status = 500
    message = _("The server could not keep this change. Your text is offered back to you.")


_OF_OPS: tuple[type[AppError], ...] = (
    BadBatch,
    OpNotAllowed,
    WritingClosed,
    BoardClosed,
    TooLate,
    GroupLate,
    FrameLate,
    Frozen,
    NotYours,
    ZoneAdds,
    ZoneVotes,
    ZoneReads,
    BadTarget,
    AboutMissing,
    Gone,
    GroupGone,
    CommentGone,
    ThingGone,
    AboutGone,
    NotDeleted,
    NotHidden,
    NotPublic,
    Revealed,
    TextGap,
    BoardFull,
    GroupFull,
    BadParent,
    TwoNames,
    TextEmpty,
    TextLong,
    TextControl,
    TitleEmpty,
    TitleLong,
    BadZone,
    OpBroken,
    *ELEMENT_ERRORS,
)

_BY_CODE = {error.code: error for error in _OF_OPS}


def refusal(code: str) -> AppError:
    """The refusal of one op, with its sentence."""
    return _BY_CODE[code]()
