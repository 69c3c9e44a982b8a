"""Words that tell how a plan stood at its sign-offs."""

from flask_babel import gettext

from app.i18n import comma
from app.plans.status.at_end import SignedOff, Turn
from app.plans.status.came import Unreached
from app.plans.status.rules import Status
from app.plans.words import beside_target, critical_undone_words, critical_unshown_words


def signed_words(signed: SignedOff) -> str:
    """Return how a plan stood when it was signed off, on which day, without what and at which number, in a sentence."""
    without = [critical_undone_words(signed.undone)] if signed.undone else []
    without += [critical_unshown_words(signed.unshown)] if signed.unshown else []
    without += _unreached(signed.unreached)
    return comma().join([_stood(signed), *without])


def _unreached(came: Unreached | None) -> list[str]:
    """Return how far a plan came by then where it did not reach its target, in words."""
    if came is None or came.value is None or came.target is None:
        return []
    said = beside_target(came, came.value, came.target)
    if came.aimed:
        return [str(gettext("%(value)s, aim %(target)s, target not reached", **said))]
    return [str(gettext("%(value)s of %(target)s, target not reached", **said))]


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
