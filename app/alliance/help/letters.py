"""What the house writes to those a request waits for, in the language of the moment: subject and text."""

from flask_babel import gettext as _

from app.alliance.help.models import HelpAnswer, HelpRequest


def written(request: HelpRequest, answer: HelpAnswer | None, address: str) -> tuple[str, str]:
    """What a centre asks, or what the other side says to it."""
    last = answer or request
    return _subject(request, answer), "\n\n".join((last.words, last.by_name, _("Answer here:"), address)) + "\n"


def _subject(request: HelpRequest, answer: HelpAnswer | None) -> str:
    if answer is None or answer.centre_id == request.centre_id:
        return str(_("%(centre)s asks for help", centre=request.centre.name))
    by = answer.centre.name if answer.centre else _("the Lab")
    return str(_("%(who)s wrote about what %(centre)s asks", who=by, centre=request.centre.name))
