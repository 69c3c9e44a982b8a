"""What the edge refuses. Each reaches the browser as `{"x": code, "say": sentence}`."""

from flask_babel import lazy_gettext as _

from app.errors import AppError, NotAllowed, TooMany


class BadTicket(NotAllowed):
    """It is unsigned, old, used, or somebody else's; the browser fetches a new one."""

    code = "bad-ticket"
    message = _("This page could not prove who you are. It tries again by itself.")


class UnknownEvent(AppError):
    code = "unknown-event"
    message = _("This page is older than the server. Load it again.")


class BadMessage(AppError):
    code = "bad-message"
    message = _("This holds characters or numbers that cannot be kept. Nothing was changed.")


class TooFast(TooMany):
    code = "too-fast"
    message = _("That was too much at once. Wait a moment; nothing is lost.")

    def __init__(self, after: int | None = None) -> None:
        super().__init__()
        self.after = after


class Broken(AppError):
    """A mistake of ours: logged, and never explained to strangers."""

    code = "broken"
    status = 500
    message = _("Something went wrong on the server. Nothing was changed.")
