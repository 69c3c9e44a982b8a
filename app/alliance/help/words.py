"""What people call the topics and states of requests for help."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.alliance.help.topics import LabTopic, RequestState

LAB_TOPICS: dict[str, LazyString] = {
    LabTopic.EXPERTISE: _("Expertise"),
    LabTopic.SANDBOX: _("A sandbox"),
    LabTopic.TRAINING: _("Training"),
    LabTopic.FUNDING: _("A contact for funding"),
    LabTopic.OTHER: _("Something else"),
}

STATES: dict[str, LazyString] = {
    RequestState.ASKED: _("Waits for an answer"),
    RequestState.ANSWERED: _("Answered"),
    RequestState.CLOSED: _("Closed"),
}

SHAPES: dict[str, str] = {RequestState.ASKED: "warn", RequestState.ANSWERED: "ok", RequestState.CLOSED: "done"}
"""The shape beside each word, as the look names it."""
