"""What the forms of an agenda accept: a step, its place, its minutes, a day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any, cast

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    Field,
    Form,
    IntegerField,
    SelectField,
    TimeField,
)
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from app.canvases.library import Canvas, Library
from app.centres.forms import tidied, written
from app.errors import Invalid
from app.fields import LineField
from app.i18n import pick
from app.texts import whole_number
from app.workshops.agenda import MAX_MINUTES, AgendaDay
from app.workshops.dots import DotTerms
from app.workshops.drafts import UNIT, StepDraft, break_of, middle_length, terms_of
from app.workshops.errors import BadMinutes


def ours(_form: Form, field: Field) -> None:
    """Refuse a hidden number that no page of ours sends: nobody could mend it at a field.

    Raises:
        Invalid: there is no number.
    """
    if field.data is None:
        raise Invalid


_MINUTES = [InputRequired(BadMinutes.message), NumberRange(1, MAX_MINUTES, BadMinutes.message)]
_TALK = _BREAK = 3 * UNIT

BREAK = "break"
"""What stands for a break among the canvases that a new step may show."""


class AgendaForm(FlaskForm):
    """A change of the agenda, knowing the version it was made over."""

    version = IntegerField(widget=HiddenInput(), validators=[ours])

    @property
    def seen(self) -> int:
        """The version, once the form is valid."""
        return cast("int", self.version.data)

    def accept(self) -> int:
        """The version, of a form that a page of ours sent.

        Raises:
            Invalid: some field cannot be read.
        """
        if not self.validate_on_submit():
            raise Invalid
        return self.seen


class MinutesForm(AgendaForm):
    minutes = IntegerField(_("Minutes"), _MINUTES)

    def accept(self) -> int:
        if not self.validate_on_submit() and self.minutes.errors:
            raise BadMinutes
        return super().accept()

    @property
    def wanted(self) -> int:
        return cast("int", self.minutes.data)


class PlaceForm(AgendaForm):
    """Where a step goes: `place` is `day:number` from 0, as buttons say; else a day and a number as people count."""

    place = LineField()
    day = IntegerField(_("Day"), [Optional()])
    number = IntegerField(_("Step"), [Optional(), NumberRange(min=1)])

    def where(self) -> tuple[int, int]:
        """Day and number from 0.

        Raises:
            Invalid: neither is said.
        """
        day, colon, place = (self.place.data or "").partition(":")
        if colon:
            return self._counted(day), self._counted(place)
        if self.number.data is None:
            raise Invalid
        return self.day.data or 0, self.number.data - 1

    @staticmethod
    def _counted(typed: str) -> int:
        number = whole_number(typed, most=MAX_MINUTES)
        if number is None:
            raise Invalid
        return number


class DayForm(AgendaForm):
    date = DateField(_("Date"), [InputRequired(_("Say on which day."))])
    starts_at = TimeField(_("Starts at"), [InputRequired(_("Say when the first step starts."))])

    def said(self) -> AgendaDay:
        return AgendaDay(cast("date", self.date.data), cast("time", self.starts_at.data))


class NewStepForm(AgendaForm):
    """A step to be added: a canvas, or talk with a title."""

    screen = SelectField(_("What people see"))
    title = LineField(_("Title"), written(160), filters=[tidied], render_kw={"dir": "auto", "maxlength": 160})
    minutes = IntegerField(_("Minutes"), [Optional(), NumberRange(1, MAX_MINUTES, BadMinutes.message)])
    day = IntegerField(widget=HiddenInput(), validators=[Optional(), ours])

    @classmethod
    def offering(cls, library: Library, own: Mapping[str, Canvas], **kept: Any) -> Any:  # noqa: ANN401 - a form is untyped
        """The form with every canvas of the library, by family, after those that the host made its `own`."""
        form = cls(**kept)
        families = {
            pick(family.title): [(canvas.id, pick(canvas.name)) for canvas in library.of_family(family.id)]
            for family in library.families.values()
        }
        of_host = [(canvas.id, pick(canvas.name)) for canvas in own.values()]
        form.screen.choices = {
            gettext("No canvas"): [("", gettext("Talk")), (BREAK, gettext("Break or meal"))],
            **({gettext("Your centre's own"): of_host} if of_host else {}),
            **families,
        }
        return form

    def validate_title(self, field: LineField) -> None:
        if not field.data and not self.screen.data:
            raise ValidationError(_("Say what happens in this step."))

    def draft(self, canvases: Mapping[str, Canvas], language: str) -> StepDraft:
        """What was said, once it is valid."""
        canvas = canvases.get(self.screen.data)
        said = {language: self.title.data} if self.title.data else {}
        if self.screen.data == BREAK:
            return replace(break_of(self.minutes.data or _BREAK, said), day=self.day.data or 0)
        return StepDraft(
            minutes=self.minutes.data or (middle_length(canvas) if canvas else _TALK),
            title=said or (canvas.name if canvas else {}),
            screen=self.screen.data or None,
            day=self.day.data or 0,
            votes=terms_of(canvas) if canvas else DotTerms(),
        )
