"""What the form of a coach's note accepts."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired

from app.centres.forms import tidied, written


class NoteForm(FlaskForm):
    words = TextAreaField(
        _("Note to the team"),
        [DataRequired(_("Write a sentence to the team.")), *written(2000)],
        filters=[tidied],
        render_kw={"dir": "auto", "rows": 3, "maxlength": 2000},
    )
    back = HiddenField()
