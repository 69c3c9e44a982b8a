"""What the form takes that puts an image on a board."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import HiddenInput

from app.boards.engine.kinds import MOST_OF_IMAGE
from app.boards.engine.schema import LARGEST_INT
from app.boards.forms import SHOWN, OnceForm
from app.canvases.canvas import Zone
from app.fields import LineField
from app.i18n import pick


class ImageForm(OnceForm):
    """An image with what it shows in words, and where it goes. `pm` is the reveal it waits for, 0 in the open."""

    image = FileField(_("Image file"), validators=[FileRequired(_("Choose an image first."))])
    text = LineField(
        _("What it shows"),
        validators=[
            InputRequired(_("Say in a few words what the image shows, for those who cannot see it.")),
            Length(max=MOST_OF_IMAGE, message=_("At most 1,000 characters.")),
            Regexp(SHOWN, message=_("This text holds characters that cannot be shown.")),
        ],
    )
    zone = SelectField(_("Zone"))
    pm = IntegerField(validators=[Optional(), NumberRange(min=0, max=LARGEST_INT)], widget=HiddenInput())

    def offer(self, zones: Iterable[Zone]) -> "ImageForm":
        """Let people choose among the zones of a canvas."""
        self.zone.choices = [(zone.id, pick(zone.title)) for zone in zones]
        return self
