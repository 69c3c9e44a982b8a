"""Why an op about something else than a note was refused, each with its sentence (`errors.refusal`)."""

from flask_babel import lazy_gettext as _

from app.errors import AppError, Conflict, Invalid


class OpLarge(Invalid):
    code = "op-large"
    message = _("This is more than one change may hold. Make it smaller, or do it in parts.")


class Locked(Conflict):
    code = "locked"
    message = _("This is locked. A facilitator can unlock it.")


class BadMerge(Conflict):
    code = "bad-merge"
    message = _("Only notes that the same people see, now and after the next reveal, become one note.")


class Cycle(Conflict):
    code = "cycle"
    message = _("A frame cannot lie in itself.")


class FrameFull(Conflict):
    code = "frame-full"
    message = _("This frame holds 500 things. Begin another one.")


class InkFull(Conflict):
    code = "ink-full"
    message = _("This board holds 2,000 strokes. Delete some first.")


class ImagesFull(Conflict):
    code = "images-full"
    message = _("This board holds 300 images. Use one that is there, or another board.")


class InkFinal(Conflict):
    code = "ink-final"
    message = _("This stroke is finished.")


class InkGap(Conflict):
    code = "ink-gap"
    message = _("A part of this stroke is missing, so the rest could not be kept.")


class InkLong(Invalid):
    code = "ink-long"
    message = _("This stroke is too long. Lift the pen and go on.")


class BadField(Invalid):
    code = "bad-field"
    message = _("The canvas does not ask for that.")


class BadAsset(Invalid):
    code = "bad-asset"
    message = _("This image is not there, or not open to you.")


ELEMENT_ERRORS: tuple[type[AppError], ...] = (
    OpLarge,
    Locked,
    BadMerge,
    Cycle,
    FrameFull,
    InkFull,
    ImagesFull,
    InkFinal,
    InkGap,
    InkLong,
    BadField,
    BadAsset,
)
