"""What the forms of a plan share: a line of text, one of a few words, a number as people type it."""

from abc import ABCMeta
from collections.abc import Mapping
from typing import Any, TypeVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import FloatField, HiddenField, SelectField, StringField
from wtforms.form import FormMeta
from wtforms.validators import DataRequired
from wtforms.widgets import TextInput

from app.centres.forms import tidied, written
from app.plans.measures.counting import read_number

Word = TypeVar("Word", bound=str)


class AbstractForm(FormMeta, ABCMeta):
    """The class of forms of which only kinds are ever shown, each with what is abstract filled in."""


def chosen_from(words: Mapping[Word, LazyString]) -> list[tuple[str, str]]:
    """Words to choose from, in the reader's language."""
    return [(str(key), str(said)) for key, said in words.items()]


class SeenForm(FlaskForm):  # type: ignore[misc] # it has no types
    """A form over what others may change meanwhile; `seen` is the mark of what that said when the form was filled."""

    seen = HiddenField()


def line(
    label: LazyString, longest: int, missing: LazyString | None = None, hint: LazyString | str = "", **more: object
) -> StringField:
    """One line of text; needed where `missing` says what to write."""
    needed = [DataRequired(missing)] if missing else []
    return StringField(
        label,
        [*needed, *written(longest)],
        filters=[tidied],
        description=hint,
        render_kw={"dir": "auto", "maxlength": longest, "autocomplete": "off", **more},
    )


def choice(label: LazyString, words: Mapping[Any, LazyString]) -> SelectField:
    """One of a few words, or none of them."""
    return SelectField(
        label, default="", choices=lambda: [("", _("Not said")), *((str(key), said) for key, said in words.items())]
    )


class NumberField(FloatField):
    """A field for a number of any size; empty is None.

    It is a line of text, for a browser sends what it cannot read in a field for numbers as nothing at all.
    """

    widget = TextInput()

    def _value(self) -> str:
        """What was typed; else the number, whole ones without a point."""
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        return str(int(self.data)) if float(self.data).is_integer() else str(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed, in any of the ways numbers are written with Western digits or others."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            self.data = read_number(valuelist[0])
        except ValueError as error:
            self.data = None
            raise ValueError(str(_("Write a number such as 12 or 0.5."))) from error


def number_field(label: LazyString | str, *validators: object) -> NumberField:
    """A number, typed on a phone with the keys for one."""
    return NumberField(label, list(validators), render_kw={"inputmode": "decimal", "autocomplete": "off"})
