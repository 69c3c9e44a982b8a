"""What the forms of a centre's own canvases accept: which one is copied, and every zone as fields."""

from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FieldList,
    FloatField,
    Form,
    FormField,
    HiddenField,
    SelectField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from app.canvases.canvas import Canvas
from app.canvases.library import library
from app.canvases.own.changing import MOST_ZONES, CanvasWords, ZoneWords, said_of
from app.canvases.own.words import COLOURS
from app.centres.forms import VersionedForm, tidied, written
from app.fields import LineField, WholeNumberField
from app.i18n import pick

_ANY = {"dir": "auto"}


class CopyForm(FlaskForm):
    canvas = SelectField(_("Canvas of the library"))

    def offer(self) -> None:
        """Know the library, by family."""
        self.canvas.choices = {
            pick(family.title): [(canvas.id, pick(canvas.name)) for canvas in library().of_family(family.id)]
            for family in library().families.values()
        }


class PerCentField(FloatField):
    """A number from 0 to 100, shown with no more digits than it has."""

    def __init__(self, label: LazyString, **more: Any) -> None:  # noqa: ANN401 - as WTForms passes it on
        limits = NumberRange(0, 100, _("A number from 0 to 100."))
        super().__init__(label, [Optional(), limits], render_kw={"inputmode": "decimal"}, **more)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:g}"

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take a comma for a point."""
        super().process_formdata([text.strip().replace(",", ".") for text in valuelist])


class ZoneForm(Form):
    """One zone. A new one is there once it has a title."""

    id = HiddenField()
    title = LineField(_("Title"), written(80), filters=[tidied], render_kw={"maxlength": 80, **_ANY})
    prompt = LineField(_("Question"), written(300), filters=[tidied], render_kw={"maxlength": 300, **_ANY})
    colour = SelectField(_("Colour"), choices=lambda: {key: str(word) for key, word in COLOURS.items()})
    x = PerCentField(_("From the left edge"))
    y = PerCentField(_("From the top"))
    w = PerCentField(_("Width"))
    h = PerCentField(_("Height"))
    order = WholeNumberField(_("Place in the list"), [Optional(), NumberRange(1, 99, _("A number from 1 to 99."))])
    acts = BooleanField(_("Its notes can become actions"))
    gone = BooleanField(_("Take this zone out"))

    @property
    def is_there(self) -> bool:
        """Whether it belongs to the canvas once this is saved."""
        return not self.gone.data and bool(self.id.data or self.title.data)

    def words(self, last: int) -> ZoneWords:
        """What was written; a zone without a place in the list comes after the last."""
        place = (self.x.data, self.y.data, self.w.data, self.h.data)
        x, y, w, h = (float(number or 0) for number in place)
        return ZoneWords(
            id=self.id.data or "",
            title=self.title.data or "",
            prompt=self.prompt.data or "",
            colour=self.colour.data or "",
            place=(x, y, w, h),
            order=self.order.data or last,
            acts=bool(self.acts.data),
        )


class OwnCanvasForm(VersionedForm):
    name = LineField(
        _("Name of the canvas"), [DataRequired(_("Name the canvas.")), *written(80)], filters=[tidied],
        render_kw={"maxlength": 80, **_ANY},
    )  # fmt: skip
    purpose = TextAreaField(
        _("What it is for"), [InputRequired(_("Say what it is for, in a sentence.")), *written(400)], filters=[tidied],
        render_kw={"rows": 2, "maxlength": 400, **_ANY},
    )  # fmt: skip
    zones = FieldList(FormField(ZoneForm), max_entries=MOST_ZONES + 1)

    known: frozenset[str] = frozenset()
    """The ids of the zones the canvas has."""

    @classmethod
    def over(cls, canvas: Canvas, language: str, version: int) -> "OwnCanvasForm":
        """The form over a canvas as it is, with room for one zone more."""
        said = said_of(canvas, language)
        rows = [
            {
                **dict(zip("xywh", zone.place, strict=True)),
                **{name: getattr(zone, name) for name in ("id", "title", "prompt", "colour", "order", "acts")},
            }
            for zone in said.zones
        ]
        form = cls(data={"name": said.name, "purpose": said.purpose, "zones": [*rows, {}], "version": version})
        form.known = frozenset(zone.id for zone in said.zones)
        return form

    def validate_zones(self, field: "FieldList[Any]") -> None:
        """Take zones of this canvas and new ones."""
        if not {zone.form.id.data or "" for zone in field} <= {"", *self.known}:
            raise ValidationError(_("One of these zones is none of this canvas. Load the page again."))

    def words(self) -> CanvasWords:
        """What was written."""
        zones = [zone.form.words(len(self.zones) + 1) for zone in self.zones if zone.form.is_there]
        return CanvasWords(self.name.data or "", self.purpose.data or "", zones)

    def untitled(self) -> bool:
        """Whether a zone that stays lost its title or its question."""
        return any(not (zone.form.title.data and zone.form.prompt.data) for zone in self.zones if zone.form.is_there)
