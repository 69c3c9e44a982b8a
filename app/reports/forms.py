"""What the form that loads boards accepts: one file."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired


class BoardsForm(FlaskForm):
    """A file that holds boards."""

    file = FileField(_("File of boards (JSON)"), validators=[FileRequired(_("Choose the file to load."))])
