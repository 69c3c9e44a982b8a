"""The form of a centre: what it says of itself and which terms it chose."""

from collections.abc import Container

from flask_babel import lazy_gettext as _
from wtforms import Field, SelectField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, NumberRange, Optional

from app import i18n
from app.accounts import timezones
from app.centres.errors import CountryElsewhere, ScopeNotAllowed
from app.centres.forms import ChoicesField, VersionedForm, tidied, written
from app.centres.life import Phase
from app.centres.models import Centre, Term, TermKind
from app.centres.profile import Profile, Scope, country_fits, scope_fits
from app.centres.queries import Vocabulary
from app.centres.words import PHASES, SCOPES
from app.fields import LineField, WholeNumberField
from app.i18n import pick

_TEXTS = ("name", "about", "scope", "ownership", "resources", "governance", "timezone", "language", "more_languages")
_ANY = {"dir": "auto"}
"""People write in whatever language they like."""

_FROM_LEFT, _ISOLATED = "\u2066", "\u2069"
"""Around figures that read from left to right in every language, where no element can say so."""

BEGINNINGS = (Phase.CANDIDATE, Phase.SELECTED, Phase.ACTIVE)
"""With which phases the life of a centre may begin."""

_CODES = ("type_code", "region_code", "country_code")


class CentreForm(VersionedForm):
    name = LineField(
        _("Name of the centre"),
        [DataRequired(_("A centre needs a name.")), *written(160)],
        filters=[tidied],
        render_kw=_ANY,
    )
    about = TextAreaField(_("What it does"), written(2000), filters=[tidied], render_kw={"rows": 4, **_ANY})
    type_code = SelectField(_("Type"))
    scope = SelectField(_("Scope"))
    ownership = LineField(_("Ownership"), written(200), filters=[tidied], render_kw=_ANY)
    resources = TextAreaField(_("Resources"), written(1000), filters=[tidied], render_kw={"rows": 3, **_ANY})
    capabilities = ChoicesField(_("Strategic capabilities"))
    region_code = SelectField(_("Region"))
    country_code = SelectField(_("Country"))
    initiatives = ChoicesField(_("Regional initiatives"))
    governance = TextAreaField(_("Governance"), written(2000), filters=[tidied], render_kw={"rows": 4, **_ANY})
    timezone = LineField(_("Time zone"), render_kw={"list": "timezones", "autocomplete": "off", "spellcheck": "false"})
    language = SelectField(_("Language"), choices=dict(i18n.LANGUAGES))
    languages = ChoicesField(_("Languages it also works in"), choices=dict(i18n.LANGUAGES))
    more_languages = LineField(
        _("More languages"), written(200), filters=[tidied], render_kw={"autocomplete": "off", **_ANY}
    )
    retention_months = WholeNumberField(
        _("Months until the names of guests are erased"),
        [Optional(), NumberRange(1, 120, _("A number between 1 and 120."))],
    )
    phase = SelectField(_("Where it stands"), choices=lambda: {each.value: str(PHASES[each]) for each in BEGINNINGS})

    words: Vocabulary
    centre: Centre | None

    @classmethod
    def over(cls, words: Vocabulary, centre: Centre | None = None, *, may_place: bool = True) -> "CentreForm":
        """The form over a centre, or an empty one; `words` are what one may choose.

        `may_place`: its region and its country may be chosen too; else they stay as they are.
        """
        form = cls(
            data=_said_by(centre) if centre else {"timezone": "UTC", "scope": Scope.NATIONAL, "phase": Phase.ACTIVE}
        )
        form.words, form.centre = words, centre
        if centre:
            del form.phase
        form.scope.choices = {scope.value: str(label) for scope, label in SCOPES.items()}
        kept = set(_kept(centre)) if centre else set()
        for field, kind in ((form.type_code, TermKind.CENTRE_TYPE), (form.country_code, TermKind.COUNTRY)):
            field.choices = {"": str(_("Not chosen")), **_choices(words, kind, kept)}
        form.region_code.choices = {"": str(_("Choose a region")), **_choices(words, TermKind.REGION, kept)}
        if not may_place:
            del form.region_code
            del form.country_code
        form.capabilities.choices = _choices(words, TermKind.CAPABILITY, kept)
        form.initiatives.choices = _choices(words, TermKind.INITIATIVE, kept)
        return form

    def validate_scope(self, field: Field) -> None:
        """Say beside the field what the verb would refuse."""
        if not scope_fits(field.data, self.words.named(TermKind.CENTRE_TYPE, self.type_code.data)):
            raise ValidationError(ScopeNotAllowed.message)

    def validate_region_code(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Choose the region of the centre."))

    def validate_country_code(self, field: Field) -> None:
        """Say beside the field what the verb would refuse."""
        if not country_fits(self.words.named(TermKind.COUNTRY, field.data), self.region_code.data):
            raise ValidationError(CountryElsewhere.message)

    def validate_timezone(self, field: Field) -> None:
        """Keep the zone a person means, written as its standard name."""
        found = timezones.matching(field.data or "")
        if found is None:
            raise ValidationError(_("Choose a time zone from the list, such as Africa/Nairobi."))
        field.data = found

    @property
    def first_phase(self) -> Phase:
        """With which phase a new centre begins."""
        return Phase(self.phase.data)

    @property
    def profile(self) -> Profile:
        """What was said, once it is valid."""
        said = {name: str(self[name].data or "") for name in _TEXTS}
        chosen = self.languages.data or ()
        return Profile(
            **said,
            languages=tuple(code for code in i18n.LANGUAGES if code in chosen and code != self.language.data),
            retention_months=self.retention_months.data,
            type_code=self.type_code.data or None,
            region_code=self._placed("region_code"),
            country_code=self._placed("country_code"),
            capabilities=frozenset(self.capabilities.data or ()),
            initiatives=frozenset(self.initiatives.data or ()),
        )

    def _placed(self, name: str) -> str | None:
        """Return the region or the country that was chosen, or what the centre has where nobody may choose here."""
        return self[name].data or None if name in self else getattr(self.centre, name)


def _said_by(centre: Centre) -> dict[str, object]:
    said = {name: getattr(centre, name) for name in (*_TEXTS, *_CODES, "languages", "retention_months", "version")}
    chosen = {
        "capabilities": [term.key for term in centre.terms_of(TermKind.CAPABILITY)],
        "initiatives": [term.key for term in centre.terms_of(TermKind.INITIATIVE)],
    }
    return said | chosen


def _kept(centre: Centre) -> list[tuple[str, str | None]]:
    """What a centre chose already: still offered to it, though it may be retired."""
    return [
        (TermKind.CENTRE_TYPE, centre.type_code),
        (TermKind.REGION, centre.region_code),
        (TermKind.COUNTRY, centre.country_code),
        *((term.kind, term.key) for term in centre.terms),
    ]


def _choices(words: Vocabulary, kind: TermKind, kept: set[tuple[str, str | None]]) -> dict[str, str]:
    return labels(words, kind, {key for of, key in kept if of == kind})


def labels(words: Vocabulary, kind: TermKind, kept: Container[str | None]) -> dict[str, str]:
    """The terms of a kind to choose from, by their keys: those in use, and those that were chosen before."""
    offered = [term for term in words.all(kind) if term.retired_at is None or term.key in kept]
    return {term.key: _label(term) for term in offered}


def _label(term: Term) -> str:
    if not term.cycle:
        return pick(term.title)
    doubt = "" if term.confirmed else " (" + _("title not confirmed") + ")"
    years = _FROM_LEFT + term.cycle.replace("-", "–") + _ISOLATED
    return f"{term.code} {years} {pick(term.title)}{doubt}"
