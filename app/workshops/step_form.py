"""The form of one step: what it says in each of the workshop's languages, and its phases."""

from collections.abc import Mapping
from typing import Any, cast

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from app.centres.forms import tidied, written
from app.errors import Invalid
from app.fields import LineField
from app.i18n import pick
from app.texts import whole_number
from app.workshops import dots, phases
from app.workshops.agenda import MAX_MINUTES
from app.workshops.agenda_forms import AgendaForm, ours
from app.workshops.agenda_queries import canvases_of
from app.workshops.dots import MOST_DOTS, DotTerms
from app.workshops.errors import BadMinutes
from app.workshops.models import Sharing, Step, Workshop
from app.workshops.phases import Phase, PhaseKind
from app.workshops.services.agenda import StepChange
from app.workshops.words import PHASES

MOST_PHASES = 20
_MINUTES = [InputRequired(BadMinutes.message), NumberRange(1, MAX_MINUTES, BadMinutes.message)]
_SHARING = {
    Sharing.REVEAL: _("All notes appear at once"),
    Sharing.PICK: _("Each person picks which of theirs to share"),
}
_NEXT_PHASE = Phase(PhaseKind.DISCUSS, 5)


def _text(label: str, longest: int, **attributes: object) -> LineField:
    return LineField(label, written(longest), filters=[tidied], render_kw={"maxlength": longest, **attributes})


def _dots(_form: Form, field: Field) -> None:
    """A number of dots, where the form has the field: a step in which nobody votes does not ask for it."""
    if field.raw_data and not 1 <= (field.data or 0) <= MOST_DOTS:
        raise ValidationError(_("A number between 1 and 20."))


class PhaseForm(Form):
    """One phase; `was` is its number before the form was filled, none for a new one."""

    was = IntegerField(widget=HiddenInput(), validators=[Optional(), ours])
    kind = SelectField(_("What the room does"), choices=lambda: list(PHASES.items()))
    minutes = IntegerField(_("Minutes"), _MINUTES)
    line = _text(_("What you say"), 400, dir="auto")


class WordsForm(Form):
    """Title and question in one language."""

    language = HiddenField()
    title = _text(_("Title"), 160)
    prompt = TextAreaField(
        _("Question on the screens"), written(400), filters=[tidied], render_kw={"rows": 2, "maxlength": 400}
    )


class StepForm(AgendaForm):
    """Everything a step says."""

    minutes = IntegerField(_("Minutes"), _MINUTES)
    words = FieldList(FormField(WordsForm))
    phases = FieldList(FormField(PhaseForm), max_entries=MOST_PHASES)
    sharing = SelectField(
        _("After writing alone"),
        choices=lambda: list(_SHARING.items()),
    )
    moderated = BooleanField(_("A facilitator looks at notes before all see them"))
    dots = IntegerField(_("Dots for each person"), [_dots])
    dots_zone = SelectField(_("On what"))
    one_per_note = BooleanField(_("At most one dot on a note"))
    named = BooleanField(_("Show afterwards who gave which dot"))
    lead = _text(_("Who leads"), 120, dir="auto")
    room = _text(_("Room"), 120, dir="auto")
    materials = _text(_("Materials"), 400, dir="auto")
    note = TextAreaField(
        _("Note for facilitators"), written(4000), filters=[tidied], render_kw={"dir": "auto", "rows": 3}
    )

    @classmethod
    def over(cls, workshop: Workshop, step: Step, *, sent: bool) -> "StepForm":
        """The form over a step; `sent` says whether it comes back filled."""
        if sent:
            return cls().with_zones(workshop, step)
        said = {
            name: getattr(step, name)
            for name in ("minutes", "sharing", "moderated", "lead", "room", "materials", "note")
        }
        words = [
            {"language": code, "title": step.title.get(code, ""), "prompt": step.prompt.get(code, "")}
            for code in workshop.languages
        ]
        rows = [
            {"was": number, "kind": phase.kind, "minutes": phase.minutes, "line": shown(phase.line, workshop.language)}
            for number, phase in enumerate(phases.from_json(step.phases))
        ]
        terms = dots.from_json(step.votes)
        votes = {
            "dots": terms.dots,
            "dots_zone": terms.zone or "",
            "one_per_note": terms.one_per_note,
            "named": terms.named,
        }
        filled = {**said, **votes, "version": workshop.agenda_version, "words": words, "phases": rows}
        return cls(formdata=None, data=filled).with_zones(workshop, step)

    def change(self, workshop: Workshop, step: Step, *, deed: str) -> StepChange:
        """What was said, once it is valid; `deed` may be `add`, `up-2` or `remove-2` of a phase besides.

        Raises:
            Invalid: no such deed.
        """
        said = {name: str(self[name].data or "") for name in ("lead", "room", "materials", "note")}
        return StepChange(
            **said,
            title=self._words(workshop, step.title, "title"),
            prompt=self._words(workshop, step.prompt, "prompt"),
            minutes=cast("int", self.minutes.data),
            phases=done(self._phases(workshop, step), deed),
            sharing=Sharing(self.sharing.data),
            moderated=bool(self.moderated.data),
            votes=self._terms(step),
        )

    @property
    def has_vote(self) -> bool:
        """Whether people vote in the step as it stands on the form."""
        return any(row.kind.data == PhaseKind.VOTE for row in self.phases)

    def with_zones(self, workshop: Workshop, step: Step) -> "StepForm":
        """The form, offering the zones of the step to vote on."""
        canvas = canvases_of(workshop).get(step.screen or "")
        zones = sorted(canvas.zones, key=lambda zone: zone.order) if canvas else []
        self.dots_zone.choices = [("", gettext("The whole board")), *((zone.id, pick(zone.title)) for zone in zones)]
        if not self.dots_zone.raw_data:
            self.dots_zone.data = self.dots_zone.data or ""
        return self

    def _terms(self, step: Step) -> DotTerms:
        """How people vote; as before where the form did not ask."""
        if not self.dots.raw_data:
            return dots.from_json(step.votes)
        return DotTerms(
            dots=cast("int", self.dots.data),
            one_per_note=bool(self.one_per_note.data),
            named=bool(self.named.data),
            zone=self.dots_zone.data or None,
        )

    def _words(self, workshop: Workshop, before: Mapping[str, str], field: str) -> dict[str, str]:
        """The words in the form's languages; other languages keep theirs while the workshop's own says the same."""
        typed = {row.language.data: row[field].data for row in self.words}
        said = {code: typed.get(code, "") for code in workshop.languages}
        same = said[workshop.language] == before.get(workshop.language, "")
        others = {code: words for code, words in before.items() if code not in said} if same else {}
        return {**others, **{code: words for code, words in said.items() if words}}

    def _phases(self, workshop: Workshop, step: Step) -> tuple[Phase, ...]:
        before = dict(enumerate(phases.from_json(step.phases)))
        return tuple(
            Phase(PhaseKind(row.kind.data), row.minutes.data, _line(row, before, workshop.language))
            for row in self.phases
        )


def shown(line: Mapping[str, str], language: str) -> str:
    """The words of a line in a form: in the workshop's language, else in English."""
    return line.get(language) or line.get("en") or ""


def done(flow: tuple[Phase, ...], deed: str) -> tuple[Phase, ...]:
    """The phases after `add`, `up-2`, `remove-2`, or as they are after `save`.

    Raises:
        Invalid: no such deed.
    """
    name, _dash, number = deed.partition("-")
    found = whole_number(number, most=MOST_PHASES)
    at = -1 if found is None else found
    match name:
        case "save":
            return flow
        case "add" if len(flow) < MOST_PHASES:
            return (*flow, _NEXT_PHASE)
        case "up" if 0 < at < len(flow):
            return (*flow[: at - 1], flow[at], flow[at - 1], *flow[at + 1 :])
        case "remove" if 0 <= at < len(flow):
            return (*flow[:at], *flow[at + 1 :])
    raise Invalid


def _line(row: Any, before: Mapping[int, Phase], language: str) -> Mapping[str, str]:  # noqa: ANN401 - a form is untyped
    """The line as it was, in all languages, unless the words on the form were changed."""
    was = before.get(row.was.data)
    if was and shown(was.line, language) == row.line.data:
        return was.line
    return {language: row.line.data} if row.line.data else {}
