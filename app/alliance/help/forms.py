"""What the forms of requests and answers accept."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired

from app.alliance.help.words import LAB_TOPICS
from app.centres.forms import tidied, written
from app.plans.promotion.words import ASKS

_WRITING = {"dir": "auto", "rows": 5, "maxlength": 3000}


class RequestForm(FlaskForm):
    topic = SelectField(_("What it is about"))
    words = TextAreaField(
        _("What you ask"),
        [DataRequired(_("Say what you ask, so that it can be answered at once.")), *written(3000)],
        filters=[tidied],
        render_kw=_WRITING,
    )

    def offer(self, *, lab: bool) -> None:
        """Know what may be chosen: the Lab has topics of its own."""
        among: dict[str, LazyString] = {"": _("Not said"), **{str(kind): word for kind, word in ASKS.items()}}
        self.topic.choices = {key: str(word) for key, word in (LAB_TOPICS if lab else among).items()}


class AnswerForm(FlaskForm):
    words = TextAreaField(
        _("Answer"),
        [DataRequired(_("Write an answer first.")), *written(3000)],
        filters=[tidied],
        render_kw=_WRITING,
    )
