"""Fields of every form."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, StringField

from app.texts import one_line


class LineField(StringField):
    """One line of text. A browser sends no line breaks in one; whoever sends them otherwise has them folded."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was sent, as one line."""
        super().process_formdata([one_line(each) for each in valuelist])


class WholeNumberField(IntegerField):
    """A field for a whole number; anything else is refused in words that say what to write."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as the field below has it
        super().__init__(*args, **kwargs)
        self.invalid_value_message = _("Write a whole number in digits, such as 12.")
