"""Fields of every form."""

from collections.abc import Sequence

from wtforms import StringField

from app.texts import one_line


class LineField(StringField):
    """One line of text. A browser sends no line breaks in one; whoever sends them otherwise has them folded."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was sent, as one line."""
        super().process_formdata([one_line(each) for each in valuelist])
