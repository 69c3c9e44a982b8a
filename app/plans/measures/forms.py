"""What the form of a measure accepts."""

import re
from dataclasses import asdict
from typing import Final

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, SelectField, TextAreaField
from wtforms.validators import Optional, ValidationError

from app.centres.centre_form import labels
from app.centres.forms import tidied, written
from app.centres.models import TermKind
from app.centres.queries import Vocabulary
from app.i18n import comma
from app.plans.errors import AgainstDirection, LastMainMeasure, SponsorMissing
from app.plans.fields import (
    AGREED,
    SAY_AGREED,
    NumberField,
    SeenForm,
    chosen_from,
    line,
    main_tick,
    number_field,
    person_line,
    signs,
)
from app.plans.measures.curve import Curve, Step, are_steps
from app.plans.measures.numerals import read_number
from app.plans.measures.promise import breaks_promise
from app.plans.measures.words import CURVES, DIRECTIONS, as_lines
from app.plans.models import Direction, Measure, Plan
from app.plans.services import MeasureWords, goes_against, is_last_main, is_locked, mark_of
from app.texts import parted

_STEP: Final = re.compile(r"^\s*(\d{1,3})[\s:;,]+(\S+?)\s*%?\s*$")


def read_steps(typed: str) -> tuple[Step, ...] | None:
    """What was typed as steps; None where a line is not a day and a share."""
    found = [_STEP.match(each) for each in typed.splitlines() if each.strip()]
    try:
        steps = tuple((int(step[1]), read_number(step[2], signs()) / 100) for step in found if step)
    except ValueError:
        return None
    return steps if len(steps) == len(found) else None


class MeasureForm(SeenForm):
    """A number the plan moves."""

    name = line(_("What is counted"), 200, _("Say what is counted."))
    unit = line(_("Unit"), 60, hint=_("Such as start-ups, days or %."))
    baseline = number_field(_("Before day 1"), Optional())
    target = number_field(_("On day 100"), Optional())
    direction = SelectField(_("Direction"), choices=lambda: chosen_from(DIRECTIONS))
    curve = SelectField(_("How the gain is expected to come"), choices=lambda: chosen_from(CURVES))
    step_lines = TextAreaField(
        _("Steps"),
        written(1000),
        filters=[tidied],
        description=_("Only for a curve in steps: a day and a share on each line, such as 72 80 %."),
        render_kw={"dir": "ltr", "rows": 3, "maxlength": 1000},
    )
    main = main_tick()
    proxy = BooleanField(_("A stand-in"), description=_("Counted by the team while better data is on its way."))
    source = line(_("Where the number comes from"), 200)
    counted_by = person_line(_("Who counts"))
    definition = SelectField(
        _("Indicator of the alliance"),
        filters=[lambda chosen: chosen or ""],
        description=_("Plans that count the same are added up across centres. Write its unit as the indicator does."),
    )
    apart = line(_("Counted apart for"), 200, hint=_("Groups with commas between them, such as women, men, under 25."))
    why = line(_("Why the promise changes"), 400, hint=_("What was promised before stays in sight."))

    promised: Measure | None = None
    published = False
    locked = False
    sponsored = False
    kept: tuple[Plan, Measure] | None = None

    def about(self, words: Vocabulary, measure: Measure | None = None) -> None:
        """Know which indicators one may choose; one that was chosen stays, though nobody chooses it any more."""
        kept = {measure.definition if measure else None}
        chosen = labels(words, TermKind.INDICATOR, kept)
        self.definition.choices = {"": str(_("None of them")), **chosen}

    def know_promise(self, plan: Plan, measure: Measure | None = None) -> None:
        """Know what a published plan promised: it changes with a reason, after day 15 only if the sponsor agrees."""
        self.published = plan.published_at is not None
        self.promised, self.locked, self.sponsored = measure, is_locked(plan), bool(plan.sponsor.strip())
        if self.locked:
            self.why.label.text = AGREED

    def keep_main(self, plan: Plan, measure: Measure) -> None:
        """Know the plan of the measure, which keeps a main one once it is published."""
        self.kept = (plan, measure)

    def validate_main(self, _field: object) -> None:
        """Say at the field what the service would refuse."""
        if self.kept and self._are_chosen() and is_last_main(*self.kept, self.words()):
            raise ValidationError(LastMainMeasure.message)

    def validate_target(self, field: NumberField) -> None:
        if field.data is not None and field.data == self.baseline.data:
            raise ValidationError(_("The target is another number than the one before day 1."))

    def validate_direction(self, field: SelectField) -> None:
        """Say at the field what the service would refuse."""
        if field.data in set(Direction) and goes_against(self.baseline.data, self.target.data, field.data):
            raise ValidationError(AgainstDirection(field.data).message)

    def validate_why(self, field: Field) -> None:
        """Say at the field what the service would refuse."""
        if not self.published or not self._are_chosen() or not self._promises_anew():
            return
        if self.locked and not self.sponsored:
            raise ValidationError(SponsorMissing.message)
        if not field.data:
            raise ValidationError(SAY_AGREED if self.locked else _("Say why, in one sentence."))

    def _promises_anew(self) -> bool:
        """True when the plan would promise something else: by another main measure, or otherwise by this one."""
        if self.promised is None:
            return bool(self.main.data)
        return breaks_promise(self.promised, asdict(self.words()))

    def fill(self, measure: Measure) -> None:
        """Show the steps and the groups a measure has."""
        self.seen.data = mark_of(measure)
        self.step_lines.data = as_lines(measure.steps)
        self.apart.data = comma().join(measure.groups)

    def validate_step_lines(self, field: TextAreaField) -> None:
        if self.curve.data == Curve.STEPPED and not are_steps(read_steps(field.data or "") or ()):
            raise ValidationError(_("Write the steps in order, each with its day and its share, the last one 100 %."))

    def _are_chosen(self) -> bool:
        """True when direction and curve are of those there are; else their fields say so already."""
        return not self.direction.errors and not self.curve.errors

    def words(self) -> MeasureWords:
        curve = Curve(self.curve.data)
        return MeasureWords(
            name=self.name.data or "",
            unit=self.unit.data or "",
            baseline=self.baseline.data,
            target=self.target.data,
            direction=Direction(self.direction.data),
            source=self.source.data or "",
            counted_by=self.counted_by.data or "",
            main=bool(self.main.data),
            proxy=bool(self.proxy.data),
            curve=curve,
            definition=self.definition.data or None,
            groups=tuple(name[:60] for name in parted(self.apart.data or "")),
            steps=(read_steps(self.step_lines.data or "") or ()) if curve is Curve.STEPPED else (),
        )
