"""What the forms of a vote accept."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import InputRequired, NumberRange

from app.canvases.canvas import Canvas
from app.fields import WholeNumberField
from app.i18n import pick
from app.workshops.dots import MOST_DOTS, USUAL_DOTS, DotTerms

_DOTS = _("A number between 1 and 20.")


class RoundForm(FlaskForm):
    """A round to open."""

    dots = WholeNumberField(
        _("Dots for each person"),
        [InputRequired(_DOTS), NumberRange(1, MOST_DOTS, _DOTS)],
        default=USUAL_DOTS,
        render_kw={"inputmode": "numeric", "type": "number", "min": 1, "max": MOST_DOTS},
    )
    zone = SelectField(_("On what"))
    one_per_note = BooleanField(_("At most one dot on a note"))
    named = BooleanField(_("Show afterwards who gave which dot"))

    @classmethod
    def over(cls, canvas: Canvas, terms: DotTerms | None = None) -> Any:  # noqa: ANN401 - a form is untyped
        """The form for a canvas, filled with `terms` unless it was sent."""
        said = terms or DotTerms()
        form = cls(
            data={
                "dots": said.dots,
                "zone": said.zone or "",
                "one_per_note": said.one_per_note,
                "named": said.named,
            }
        )
        zones = sorted(canvas.zones, key=lambda zone: zone.order)
        form.zone.choices = [("", gettext("The whole board")), *((zone.id, pick(zone.title)) for zone in zones)]
        return form

    def terms(self) -> DotTerms:
        """What was said, once it is valid."""
        return DotTerms(
            dots=self.dots.data or USUAL_DOTS,
            one_per_note=bool(self.one_per_note.data),
            named=bool(self.named.data),
            zone=self.zone.data or None,
        )


class DotForm(FlaskForm):
    """A dot given without scripts; its id was made by the page, so that a form sent twice gives one dot."""

    id = HiddenField()
    element = HiddenField()
