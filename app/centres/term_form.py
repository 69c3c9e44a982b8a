"""The form of a term: its words in six languages side by side, and what else its kind needs."""

from functools import cache

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Regexp

from app.centres.forms import ChoicesField, VersionedForm, tidied, written
from app.centres.kinds import SHAPES, Shape
from app.centres.models import Term, TermKind
from app.centres.queries import Vocabulary
from app.centres.services.terms import TermWords
from app.centres.words import ADDS, BETTER, PARTS, SCOPES
from app.fields import LineField
from app.i18n import LANGUAGES, direction, pick

_COLUMNS = ("title", "text")
"""The words a term keeps in columns of its own; the others are among its facts."""


class TermForm(VersionedForm):
    """What every kind has; `form_of` adds the words of one kind."""

    shape: Shape

    code = LineField(
        _("Code"),
        [
            DataRequired(_("A term needs a code.")),
            Regexp(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}\Z", message=_("Letters, digits, - and _, at most 40.")),
        ],
        filters=[tidied],
    )
    cycle = LineField(
        _("Cycle"),
        [Regexp(r"\d{4}-\d{4}\Z", message=_("Write it like 2026-2029."))],
        filters=[tidied],
    )
    parent_code = SelectField(_("Region"), [DataRequired(_("Choose the region it belongs to."))])
    scopes = ChoicesField(_("Scopes a centre of this type may have"))
    direction = SelectField(_("Direction"))
    adds = SelectField(_("How numbers of several plans become one"))
    confirmed = BooleanField(_("The title was checked against its source"))

    def words_of(self, part: str) -> dict[str, str]:
        """What was written for a part, by language, without empty ones."""
        said = {language: self[f"{part}_{language}"].data for language in LANGUAGES}
        return {language: text for language, text in said.items() if text}

    def term_words(self, kept: Term | None = None) -> TermWords:
        """What was said, once it is valid; facts the form does not show stay as they were."""
        facts = dict(kept.facts) if kept else {}
        facts |= {part: self.words_of(part) for part in self.shape.words if part not in _COLUMNS}
        facts |= {"confirmed": self.confirmed.data} if self.shape.to_confirm else {}
        facts |= {"scopes": self.scopes.data} if self.shape.has_scopes else {}
        facts |= {"direction": self.direction.data, "adds": self.adds.data} if self.shape.counts else {}
        return TermWords(
            code=kept.code if kept else str(self.code.data),
            cycle=kept.cycle if kept else str(self.cycle.data or "") if self.shape.by_cycle else "",
            parent_code=(self.parent_code.data or None) if self.shape.in_region else None,
            title=self.words_of("title"),
            text=self.words_of("text") if "text" in self.shape.words else {},
            facts=facts,
        )


def term_form(kind: TermKind, words: Vocabulary, term: Term | None = None) -> TermForm:
    """The form over a term, or an empty one of a kind."""
    form = _form_of(kind)(data=_said_by(term) if term else {"confirmed": False})
    regions = {each.code: pick(each.title) for each in words.all(TermKind.REGION)}
    form.parent_code.choices = {"": str(_("Choose a region")), **regions}
    form.scopes.choices = {scope.value: str(label) for scope, label in SCOPES.items()}
    form.direction.choices = {each.value: str(label) for each, label in BETTER.items()}
    form.adds.choices = {each.value: str(label) for each, label in ADDS.items()}
    for name in _unasked(form.shape, term):
        del form[name]
    return form


def _unasked(shape: Shape, term: Term | None) -> list[str]:
    """The fields this form does without: what its kind has not, and what stays as it is once saved."""
    asked = {
        "code": term is None,
        "cycle": term is None and shape.by_cycle,
        "parent_code": shape.in_region,
        "scopes": shape.has_scopes,
        "confirmed": shape.to_confirm,
        "direction": shape.counts,
        "adds": shape.counts,
    }
    return [name for name, is_asked in asked.items() if not is_asked]


@cache
def _form_of(kind: TermKind) -> type[TermForm]:
    """The class of a kind's form: WTForms reads fields from classes, and each kind has its own words."""
    shape = SHAPES[kind]
    named = {f"{part}_{code}": _field(part, code, kind) for part in shape.words for code in LANGUAGES}
    return type("TermForm", (TermForm,), {"shape": shape, **named})


def _field(part: str, language: str, kind: TermKind) -> TextAreaField:
    # A topic may still be unknown for an initiative, and a short title is a convenience.
    needed = language == "en" and part in {"title", "unit"} and kind != TermKind.INITIATIVE
    required = [DataRequired(_("English stands in where a language is missing."))] if needed else []
    told = {"lang": language, "dir": direction(language), "rows": 3}
    return TextAreaField(LANGUAGES[language], [*required, *written(600)], filters=[tidied], render_kw=told)


def _said_by(term: Term) -> dict[str, object]:
    said: dict[str, object] = {"version": term.version, "parent_code": term.parent_code or ""}
    said |= {"confirmed": term.confirmed, "scopes": term.facts.get("scopes", [])}
    said |= {name: term.facts[name] for name in ("direction", "adds") if name in term.facts}
    for part in PARTS:
        words = {"title": term.title, "text": term.text}.get(part) or term.fact(part)
        said |= {f"{part}_{language}": text for language, text in words.items()}
    return said
