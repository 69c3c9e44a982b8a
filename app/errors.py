"""Refusals a person can read and a program can tell apart.

    AppError              400  bad-request
    ├── NotSignedIn       401  not-signed-in
    ├── NotAllowed        403  not-allowed
    │   └── StaleForm     403  stale-form
    ├── NotFound          404  not-found
    ├── TooSlow           408  too-slow
    ├── Conflict          409  conflict
    ├── TooMuch           413  too-large
    ├── Invalid           422  invalid
    ├── TooMany           429  too-many
    └── Unavailable       503  unavailable

A feature refines these in its own `errors.py`. Services raise them; they are
turned into an answer at two places in the whole program: the HTTP error handler
and the outermost socket handler. Same code, same sentence, both doors.
"""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


class AppError(Exception):
    """A refusal: a stable `code`, an HTTP `status` and a sentence for people.

    `trigger` is an event htmx tells the page beside it, so that what went stale loads again. `after` are the seconds
    until it may be asked again, where that is known.
    """

    code = "bad-request"
    status = 400
    message: LazyString | str = _("This could not be read. Nothing was changed.")
    trigger: str | None = None
    after: int | None = None


class NotSignedIn(AppError):
    code = "not-signed-in"
    status = 401
    message = _("Sign in to see this page.")


class NotAllowed(AppError):
    code = "not-allowed"
    status = 403
    message = _("Your role does not allow this.")


class StaleForm(NotAllowed):
    code = "stale-form"
    message = _("This form has been open for too long or came from elsewhere. Load the page again.")


class NotFound(AppError):
    code = "not-found"
    status = 404
    message = _("There is nothing here, or it is not open to you.")


class TooSlow(AppError):
    code = "too-slow"
    status = 408
    message = _(
        "This came too slowly to wait for it. Try again where the network is better, or send something smaller."
    )


class Conflict(AppError):
    code = "conflict"
    status = 409
    message = _("Somebody else was quicker. Look again and repeat.")


class TooMuch(AppError):
    code = "too-large"
    status = 413
    message = _("This is too large to take.")


class Invalid(AppError):
    code = "invalid"
    status = 422
    message = _("Some fields need another look.")


class TooMany(AppError):
    code = "too-many"
    status = 429
    message = _("Too many attempts. Wait a minute and try again.")


class Unavailable(AppError):
    code = "unavailable"
    status = 503
    message = _("The server cannot save just now. What you typed stays here; try again in a moment.")


def all_errors() -> list[type[AppError]]:
    """Every refusal the program knows, parents before children."""

    def below(error: type[AppError]) -> list[type[AppError]]:
        return [error, *(deeper for child in error.__subclasses__() for deeper in below(child))]

    return below(AppError)
