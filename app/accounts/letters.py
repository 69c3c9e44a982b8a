"""What the house writes to people, in the language of the moment: subject and text."""

from collections.abc import Callable

from flask_babel import gettext as _

Letter = tuple[str, str]
Writing = Callable[[], Letter]


def invitation(by_name: str, address: str, workshop: str = "") -> Letter:
    """To somebody who is invited, to a workshop where one is named; `address` works once."""
    about = _(
        "%(name)s invites you to Baraza, where people work together in workshops and follow up in 100-day plans.",
        name=by_name,
    )
    to_lead = [_("You are to lead this workshop together: %(title)s", title=workshop)] if workshop else []
    return _("You are invited to Baraza"), _paragraphs(
        about,
        *to_lead,
        _("Open this address to come in:"),
        address,
        _("A link in this mail works once and for seven days. Opening it changes nothing until you press the button."),
    )


def reset(address: str) -> Letter:
    """To somebody who has forgotten a password."""
    return _("Set a new password for Baraza"), _paragraphs(
        _("Somebody asked for a new password for this address, most likely you. Open this address to set one:"),
        address,
        _("The link works once and for one hour. If it was not you, leave this mail alone: nothing has changed."),
    )


def _paragraphs(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"
