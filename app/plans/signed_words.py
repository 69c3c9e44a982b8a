"""Words that tell how a plan stood at its sign-offs."""

from flask_babel import gettext

from app.i18n import comma
from app.plans.status.at_end import SignedOff, Turn
from app.plans.status.rules import Status
from app.plans.words import critical_undone_words, critical_unshown_words


def signed_words(signed: SignedOff) -> str:
    """Return how a plan stood by the rules when it was signed off, on which day, and without what, in a sentence."""
    without = [critical_undone_words(signed.undone)] if signed.undone else []
    without += [critical_unshown_words(signed.unshown)] if signed.unshown else []
    return comma().join([_stood(signed), *without])


def _stood(signed: SignedOff) -> str:
    match signed.turn:
        case Turn.FIRST:
            return _first(signed)
        case Turn.AGAIN:
            return _again(signed)
        case _:
            return _only(signed)


def _only(signed: SignedOff) -> str:
    match signed.status:
        case Status.RED:
            return str(gettext("Off track when it was signed off on day %(day)s", day=signed.day))
        case Status.AMBER:
            return str(gettext("Needed attention when it was signed off on day %(day)s", day=signed.day))
        case Status.GREEN:
            return str(gettext("On track when it was signed off on day %(day)s", day=signed.day))
        case _:
            return str(gettext("No data when it was signed off on day %(day)s", day=signed.day))


def _first(signed: SignedOff) -> str:
    match signed.status:
        case Status.RED:
            return str(gettext("Off track when it was first signed off on day %(day)s", day=signed.day))
        case Status.AMBER:
            return str(gettext("Needed attention when it was first signed off on day %(day)s", day=signed.day))
        case Status.GREEN:
            return str(gettext("On track when it was first signed off on day %(day)s", day=signed.day))
        case _:
            return str(gettext("No data when it was first signed off on day %(day)s", day=signed.day))


def _again(signed: SignedOff) -> str:
    match signed.status:
        case Status.RED:
            return str(gettext("Off track when signed off again on day %(day)s", day=signed.day))
        case Status.AMBER:
            return str(gettext("Needed attention when signed off again on day %(day)s", day=signed.day))
        case Status.GREEN:
            return str(gettext("On track when signed off again on day %(day)s", day=signed.day))
        case _:
            return str(gettext("No data when signed off again on day %(day)s", day=signed.day))
