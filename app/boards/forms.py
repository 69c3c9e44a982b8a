"""What the form of a note accepts. Its words are judged where all ops are."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional, Regexp

from app.boards.engine.schema import ELEMENT_ID, LARGEST_INT, ZONE_ID


class NoteForm(FlaskForm):
    """A note written without scripts. `note` is its id, made with the form, so that sending twice is sending once."""

    note = HiddenField(validators=[Regexp(ELEMENT_ID)])
    zone = HiddenField(validators=[Regexp(ZONE_ID)])
    pm = IntegerField(validators=[Optional(), NumberRange(min=0, max=LARGEST_INT)])
    text = TextAreaField(validators=[Length(max=5_000), Regexp(r"[^\0]*\Z")])
