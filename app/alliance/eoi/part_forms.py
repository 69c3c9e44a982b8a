"""The parts of the form, one form each: what is not said yet may stay empty until it is submitted."""

import re
from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, Form, SelectField, TextAreaField, ValidationError
from wtforms.widgets import TextInput

from app.alliance.eoi.answers import FIELDS, LONGEST_LINE, LONGEST_TEXT, MOST_LETTERS, MOST_STAFF, PILLARS, Part
from app.alliance.eoi.words import FIELDS as CALLED
from app.alliance.eoi.words import KINDS, RUNGS
from app.centres.centre_form import labels
from app.centres.forms import ChoicesField, VersionedForm, tidied, written
from app.centres.models import TermKind
from app.centres.queries import Vocabulary
from app.centres.words import SCOPES
from app.fields import LineField
from app.i18n import LANGUAGES
from app.plans.fields import NumberField

_VERSION: Final = re.compile(r"[0-9]{1,9}", re.ASCII)

_ANY: Final = {"dir": "auto"}
"""People write in whatever language they like."""


def _line(name: str, hint: LazyString | str = "", **more: object) -> LineField:
    told = {**_ANY, "maxlength": LONGEST_LINE, **more}
    return LineField(CALLED[name], written(LONGEST_LINE), filters=[tidied], description=hint, render_kw=told)


def _text(name: str, hint: LazyString | str = "", rows: int = 5) -> TextAreaField:
    told = {**_ANY, "rows": rows}
    return TextAreaField(CALLED[name], written(LONGEST_TEXT), filters=[tidied], description=hint, render_kw=told)


def _one_of(name: str) -> SelectField:
    return SelectField(CALLED[name], default="")


def _or_none(choices: Mapping[str, str]) -> dict[str, str]:
    """Choices of which none may be taken yet."""
    return {"": str(_("Not chosen")), **choices}


def _number(name: str, most: int, hint: LazyString | str) -> NumberField:
    def within(_form: Form, field: Field) -> None:
        if field.data is not None and not 0 <= field.data <= most:
            raise ValidationError(_("Write a number from 0 to %(most)s.", most=most))

    told = {"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"}
    # A browser sends nothing of what it cannot read in a field of numbers, so that nobody would hear of it.
    return NumberField(CALLED[name], [within], description=hint, render_kw=told, widget=TextInput())


class PartForm(VersionedForm):
    """What all parts have in common: they say their answers as plain values."""

    part: Part

    def offer(self, words: Vocabulary) -> None:
        """Let people choose among the words of the house."""

    def names_a_version(self) -> bool:
        """Whether what it says of its version can be one at all."""
        return bool(_VERSION.fullmatch(str(self.version.data or "")))

    def answers(self) -> dict[str, object]:
        """What was said, by the names it is kept under."""
        return {name: self._said(self[name]) for name in FIELDS[self.part]}

    def _said(self, field: Field) -> object:
        if isinstance(field, ChoicesField):
            return list(field.data or ())
        if isinstance(field, NumberField | BooleanField):
            return field.data
        return field.data or ""


class HostForm(PartForm):
    part = Part.HOST

    organisation = _line("organisation", autocomplete="organization")
    kind = SelectField(
        CALLED["kind"], choices=lambda: _or_none({kind: str(said) for kind, said in KINDS.items()}), default=""
    )
    host = _line("host", _("The institution in whose house and under whose name the centre works."))
    region = _one_of("region")
    country = _line("country", autocomplete="country-name")
    about = _text("about", _("What exists already that the centre would build on."))

    def offer(self, words: Vocabulary) -> None:
        self.region.choices = _or_none(labels(words, TermKind.REGION, ()))


class CentreForm(PartForm):
    part = Part.CENTRE

    name = _line("name", _("A working name is enough."))
    type = _one_of("type")
    ownership = _line("ownership", _("For example: owned by the country, run by the regulator's staff."))
    scope = _one_of("scope")
    letters = _number(
        "letters", MOST_LETTERS, _("How many. A regional centre brings letters of at least two; add them as files.")
    )

    def offer(self, words: Vocabulary) -> None:
        self.type.choices = _or_none(labels(words, TermKind.CENTRE_TYPE, ()))
        self.scope.choices = _or_none({str(scope): str(said) for scope, said in SCOPES.items()})


class CapabilitiesForm(PartForm):
    """Its pillars stand in a class below: WTForms reads fields from classes."""

    part = Part.CAPABILITIES

    capabilities = ChoicesField(CALLED["capabilities"])
    why = _text("why")

    def offer(self, words: Vocabulary) -> None:
        self.capabilities.choices = labels(words, TermKind.CAPABILITY, ())

    @property
    def pillars(self) -> list[Field]:
        """How they see their ecosystem, pillar by pillar."""
        return [self[name] for name in PILLARS]

    def _said(self, field: Field) -> object:
        if field.name in PILLARS:
            return int(field.data) if field.data else None
        return super()._said(field)


def _rungs() -> list[tuple[str, str]]:
    return [("", str(_("Not scored"))), *((str(at), f"{at} · {said}") for at, said in enumerate(RUNGS))]


_WITH_PILLARS = type(
    "CapabilitiesForm",
    (CapabilitiesForm,),
    {name: SelectField(CALLED[name], choices=_rungs, default="") for name in PILLARS},
)


class ResourcesForm(PartForm):
    part = Part.RESOURCES

    staff = _number("staff", MOST_STAFF, _("Full-time posts; half a post is 0.5."))
    budget = _text("budget", _("How much, from whom, for what. Centres pay for themselves."), rows=4)
    in_kind = _text("in_kind", _("Rooms, equipment, people lent by others. One of budget and this is needed."), rows=4)
    lab = BooleanField(CALLED["lab"])


class GovernanceForm(PartForm):
    part = Part.GOVERNANCE

    governance = _text(
        "governance", _("Who decides, who oversees. It is the centre's own, apart from the Digital Innovation Board.")
    )
    endorsement = _text("endorsement", _("Who endorses it for the Member State, and when. Add the letter as a file."))


class ContactForm(PartForm):
    part = Part.CONTACT

    contact = _line("contact", autocomplete="name")
    role = _line("role", autocomplete="organization-title")
    phone = _line("phone", autocomplete="tel", type="tel", dir="ltr")
    languages = ChoicesField(CALLED["languages"], choices=lambda: list(LANGUAGES.items()))


_FORMS: Final[dict[Part, type[PartForm]]] = {
    Part.HOST: HostForm,
    Part.CENTRE: CentreForm,
    Part.CAPABILITIES: _WITH_PILLARS,
    Part.RESOURCES: ResourcesForm,
    Part.GOVERNANCE: GovernanceForm,
    Part.CONTACT: ContactForm,
}


def form_of(part: Part, kept: Mapping[str, object], *, version: int, words: Vocabulary) -> PartForm:
    """The form of a part over what was saved; `version` is 0 where nothing was."""
    shown = {name: str(said) if name in PILLARS and said is not None else said for name, said in kept.items()}
    form = _FORMS[part](data={**shown, "version": version})
    form.offer(words)
    return form
