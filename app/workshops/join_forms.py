"""What the forms at the door accept. Everything but the name is optional and asked only where the workshop asks it."""

import unicodedata

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, Form, SelectField
from wtforms.validators import DataRequired, Length, ValidationError

from app import i18n
from app.accounts.forms import good_name
from app.centres.models import TermKind
from app.centres.queries import vocabulary
from app.fields import LineField
from app.workshops.models import Ask, Workshop
from app.workshops.services.seats import About

LINE = {"dir": "auto", "maxlength": 120}
NAME = {"dir": "auto", "autocomplete": "nickname", "enterkeyhint": "go", "required": True}
CODE = {
    "dir": "ltr",
    "maxlength": 40,
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "enterkeyhint": "go",
}

ONLINE = "online"
"""The table of those who are not in the room."""


def one_line(_form: Form, field: Field) -> None:
    """Refuse what cannot be seen or does not fit on a line."""
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in field.data or ""):
        raise ValidationError(gettext("This holds characters that cannot be seen. Type it again."))


def one_of_these(_form: Form, field: SelectField) -> None:
    """Refuse what was not offered."""
    if all(field.data != choice[0] for choice in field.iter_choices()):
        raise ValidationError(gettext("Choose one of these."))


def table_name(table: str) -> str:
    """What people call a table."""
    if table == ONLINE:
        return str(gettext("Online"))
    return str(gettext("Table %(number)s", number=table)) if table else ""


class JoinForm(FlaskForm):
    """Who comes in."""

    name = LineField(_("Your name"), [good_name], render_kw=NAME)
    table = SelectField(_("Where do you sit?"), [one_of_these], default="", validate_choice=False)
    organisation = LineField(
        _("Your organisation"), [one_line, Length(max=120)], render_kw=LINE | {"autocomplete": "organization"}
    )
    position = LineField(
        _("Your role there"), [one_line, Length(max=120)], render_kw=LINE | {"autocomplete": "organization-title"}
    )
    region = SelectField(_("Your region"), [one_of_these], default="", validate_choice=False)

    @classmethod
    def at(cls, workshop: Workshop, *, name: str = "") -> "JoinForm":
        """The form as this workshop asks it."""
        form = cls(name=name)
        if Ask.TABLE not in workshop.asks or not workshop.tables:
            del form.table
        else:
            numbers = [str(number) for number in range(1, workshop.tables + 1)]
            form.table.choices = [("", gettext("Choose a table")), *((n, table_name(n)) for n in [*numbers, ONLINE])]
        if Ask.ORGANISATION not in workshop.asks:
            del form.organisation
        if Ask.ROLE not in workshop.asks:
            del form.position
        if Ask.REGION not in workshop.asks:
            del form.region
        else:
            regions = vocabulary().choices(TermKind.REGION)
            named = [(term.code, i18n.pick(term.title)) for term in regions]
            form.region.choices = [("", gettext("Choose a region")), *named]
        return form

    def about(self, workshop: Workshop) -> About:
        """What was said, as a seat keeps it."""
        return About(
            table=self._said("table"),
            organisation=self._said("organisation"),
            position=self._said("position"),
            region=self._said("region"),
            consented=bool(workshop.consent),
        )

    def _said(self, name: str) -> str:
        return " ".join((self[name].data or "").split()) if name in self else ""


class RecoveryForm(FlaskForm):
    """The code that opens a seat on another phone."""

    code = LineField(_("Your code"), [DataRequired(_("Type the code you were shown.")), Length(max=60)], render_kw=CODE)
