"""The small forms of applicants: beginning, a file, an answer, a withdrawal, a new link."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import EmailField, HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Regexp

from app.accounts.forms import good_address
from app.alliance.calls.models import Call
from app.alliance.eoi.answers import LONGEST_LINE, LONGEST_TEXT
from app.centres.forms import tidied, written
from app.fields import LineField
from app.i18n import LANGUAGES
from app.ids import new_id

_ADDRESS = {"autocomplete": "email", "dir": "ltr"}


class DeskForm(FlaskForm):
    """What the forms of the desk have in common: their token."""


class LinksForm(FlaskForm):
    """New links to what somebody began."""

    email = EmailField(
        _("E-mail address"),
        [DataRequired(_("Enter your e-mail address.")), good_address],
        render_kw=_ADDRESS,
    )


class BeginForm(LinksForm):
    """One is begun. `once` names the form, so that sending twice is beginning once."""

    language = SelectField(_("Language of our mails"))
    once = HiddenField(default=new_id, validators=[Regexp(r"^[A-Za-z0-9_-]{8,30}\Z")])

    def offer(self, call: Call, language: str) -> None:
        """Let people choose among the languages of the call."""
        self.language.choices = [(code, LANGUAGES[code]) for code in call.languages if code in LANGUAGES]
        if self.language.data not in call.languages and not self.is_submitted():
            self.language.data = language if language in call.languages else call.languages[0]


class FileForm(FlaskForm):
    file = FileField(_("File"), validators=[FileRequired(_("Choose a file first."))])
    about = LineField(_("What it is"), written(LONGEST_LINE), filters=[tidied], render_kw={"dir": "auto"})


class AnswerForm(FlaskForm):
    answer = TextAreaField(
        _("Your answer"),
        [DataRequired(_("Write an answer first.")), *written(LONGEST_TEXT)],
        filters=[tidied],
        render_kw={"rows": 6, "dir": "auto"},
    )


class WithdrawalForm(FlaskForm):
    reason = LineField(_("Why you withdraw it"), written(400), filters=[tidied], render_kw={"dir": "auto"})
