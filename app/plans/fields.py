"""What the forms of a plan share: a line of text, one of a few words, a number as people type it."""

from abc import ABCMeta
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from babel.numbers import get_decimal_symbol, get_group_symbol
from flask import request
from flask_babel import LazyString, get_locale
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, FloatField, HiddenField, SelectField
from wtforms.form import FormMeta
from wtforms.validators import DataRequired
from wtforms.widgets import TextInput

from app.centres.forms import tidied, written
from app.fields import LineField
from app.plans.measures.numerals import Ambiguous, Signs, read_number, write_number

Word = TypeVar("Word", bound=str)

PEOPLE: Final = "people"
"""The id of the list of names on a page."""

AGREED: Final = _("What the sponsor agreed to")
SAY_AGREED: Final = _("Say what the sponsor agreed to, in one sentence.")
"""What forms ask where a promise changes only if the sponsor agrees."""


class AbstractForm(FormMeta, ABCMeta):
    """The class of forms of which only kinds are ever shown, each with what is abstract filled in."""


def chosen_from(words: Mapping[Word, LazyString]) -> list[tuple[str, str]]:
    """Words to choose from, in the reader's language."""
    return [(str(key), str(said)) for key, said in words.items()]


class SeenForm(FlaskForm):  # type: ignore[misc] # it has no types
    """A form over what others may change meanwhile; `seen` is the mark of what that said when the form was filled."""

    seen = HiddenField()


class WhyForm(FlaskForm):  # type: ignore[misc] # it has no types
    """Why somebody does what needs a reason."""

    reason = LineField(
        _("Why"),
        [DataRequired(_("Say why, in one sentence.")), *written(400)],
        filters=[tidied],
        render_kw={"dir": "auto", "maxlength": 400, "autocomplete": "off"},
    )


def line(
    label: LazyString, longest: int, missing: LazyString | None = None, hint: LazyString | str = "", **more: object
) -> LineField:
    """One line of text; needed where `missing` says what to write."""
    needed = [DataRequired(missing)] if missing else []
    return LineField(
        label,
        [*needed, *written(longest)],
        filters=[tidied],
        description=hint,
        render_kw={"dir": "auto", "maxlength": longest, "autocomplete": "off", **more},
    )


def person_line(label: LazyString, missing: LazyString | None = None, hint: LazyString | str = "") -> LineField:
    """A line for one name, which the page suggests names for (`names_to_pick`)."""
    return line(label, 120, missing, hint, list=PEOPLE)


def asks_for_another() -> bool:
    """True when whoever saves something new wants an empty form for the next one."""
    return request.form.get("another") == "yes"


def choice(label: LazyString, words: Mapping[Any, LazyString]) -> SelectField:
    """One of a few words, or none of them."""
    return SelectField(
        label, default="", choices=lambda: [("", _("Not said")), *((str(key), said) for key, said in words.items())]
    )


def signs() -> Signs:
    """Return how numbers are written in the reader's language."""
    locale = get_locale()
    return Signs(get_decimal_symbol(locale), get_group_symbol(locale)) if locale else Signs()


def which_of(error: Ambiguous) -> str:
    """Return the question which of two numbers was meant, each written so that it can be read one way only."""
    written = signs()
    return str(
        _(
            "Did you mean %(thousand)s or %(fraction)s? Write it in one of these ways.",
            thousand=write_number(error.thousand, written),
            fraction=write_number(error.fraction, written),
        )
    )


class NumberField(FloatField):
    """A field for a number of any size, read and written in the reader's language; empty is None.

    It is a line of text, for a browser sends what it cannot read in a field for numbers as nothing at all.
    """

    widget = TextInput()

    def _value(self) -> str:
        """Return what was typed; else the number, so that it is read as itself."""
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else write_number(float(self.data), signs())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed, with Western digits or others; what could mean two numbers is asked back."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            self.data = read_number(valuelist[0], signs())
        except Ambiguous as error:
            self.data = None
            raise ValueError(which_of(error)) from error
        except ValueError as error:
            self.data = None
            raise ValueError(str(_("Write a number such as 12 or 0.5."))) from error


def number_field(label: LazyString | str, *validators: object) -> NumberField:
    """A number, typed on a phone with the keys for one."""
    return NumberField(label, list(validators), render_kw={"inputmode": "decimal", "autocomplete": "off"})


def main_tick() -> BooleanField:
    """Return the field in which a measure is chosen as a main one, with what that does."""
    return BooleanField(
        _("Main measure: the goal names this number"),
        # The page's own main part has the id `main`.
        id="is-main",
        description=_(
            "It says whether the plan reaches its goal. Its curve stands on top of the plan, a plan is published only "
            "with one, and the status can turn to “Off track” when it falls behind; other measures only ask for "
            "attention."
        ),
    )
