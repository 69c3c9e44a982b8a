"""What the form of a check-in accepts: five short answers, a number for each measure, a move for each open action."""

import re
from collections.abc import Sequence
from typing import Final, cast

from flask import request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.form import BaseForm
from wtforms.validators import Optional, Regexp, ValidationError

from app.centres.forms import tidied, written
from app.i18n import comma
from app.ids import new_id
from app.plans import days
from app.plans.errors import EmptyReview, NotOfThisPlan
from app.plans.fields import choice, chosen_from, line, number_field
from app.plans.measures.far import SureForm
from app.plans.measures.reading_forms import WHY_SO_LATE, refuse_unexplained
from app.plans.measures.words import in_full
from app.plans.models import Action, ActionStatus, Measure, Mood, Plan, Reading, Review
from app.plans.services import CheckInWords, reviews_on, today_of
from app.plans.services.readings import Counted, is_long_over
from app.plans.status.readings import last_counted
from app.plans.words import MOODS, MOVES, REVIEWS

CONFIDENCE: Final = range(1, 6)
"""Fist to five: how sure somebody is."""

MEASURE, ACTION = "measure-", "action-"
_FORM: Final = re.compile(r"^[A-Za-z0-9_-]{8,36}$")


def _answer(label: LazyString, hint: LazyString | str = "") -> TextAreaField:
    more = {"dir": "auto", "rows": 2, "maxlength": 2000}
    return TextAreaField(label, written(2000), filters=[tidied], description=hint, render_kw=more)


class _MaybeRadio(RadioField):
    """One of a few, or none: a browser says nothing of radios nobody touched."""

    def pre_validate(self, form: BaseForm) -> None:
        """Check what was chosen, if anything was."""
        if self.data is not None:
            super().pre_validate(form)


class _MaybeSelect(SelectField):
    """One of a few, or none: what the form did not ask was not chosen."""

    def pre_validate(self, form: BaseForm) -> None:
        """Check what was chosen, if anything was."""
        if self.data is not None:
            super().pre_validate(form)


class CheckInForm(SureForm):
    """A check-in; `over` adds what depends on the plan."""

    client_id = HiddenField(validators=[Regexp(_FORM, message=_("Load the page again."))])
    done = _answer(_("What was done"))
    next = _answer(_("What comes next"))
    blocked = _answer(_("What is in the way"))
    help = _answer(
        _("What would help"),
        _(
            "A note that everybody who reads the plan can see. It asks nobody for an answer: what the sponsor or "
            "somebody else is to decide goes into the plan as an ask."
        ),
    )
    mood = _MaybeRadio(_("How you see it"), choices=lambda: chosen_from(MOODS))
    confidence = _MaybeRadio(
        _("How sure you are that the goal is reached"),
        choices=lambda: [(str(number), str(number)) for number in CONFIDENCE],
        description=_("1 is not at all, 5 is very."),
    )
    why = line(
        _("Why another number is told"),
        400,
        hint=_("Only where a number was told for day 100 before: say why it is another one."),
    )
    review = choice(_("Stands for a review"), REVIEWS)

    plan: Plan
    measures: Sequence[Measure] = ()
    actions: Sequence[Action] = ()

    @classmethod
    def over(cls, plan: Plan, owner: str = "") -> "CheckInForm":
        """The form for a plan; the open actions of `owner` come first."""
        reads = days.last_read(plan.calendar, today_of(plan)) is not None
        measures = [each for each in plan.measures if each.baseline is not None] if reads else []
        actions = sorted(
            (each for each in plan.actions if each.status != ActionStatus.DONE),
            key=lambda each: (each.owner != owner, each.due_on is None, each.due_on, each.number),
        )
        fields: dict[str, object] = {MEASURE + each.id: number_field(each.name, Optional()) for each in measures}
        fields |= {ACTION + each.id: _move(each) for each in actions}
        form = type("CheckInOfPlan", (cls,), fields)()
        form.plan, form.measures, form.actions = plan, measures, actions
        offered = {each: REVIEWS[each] for each in reviews_on(plan, today_of(plan))}
        form.review.choices = [("", _("Not said")), *chosen_from(offered)]
        if is_long_over(plan):
            form.why.label.text, form.why.description = _("Why the numbers are told only now"), WHY_SO_LATE
        if not form.is_submitted():
            form.client_id.data = new_id()
        return cast("CheckInForm", form)

    @property
    def tells_last_day(self) -> bool:
        """True when the plan has ended: its numbers are those of day 100, and another one needs a reason."""
        last, today = days.last_read(self.plan.calendar, today_of(self.plan)), today_of(self.plan)
        return bool(self.measures) and last is not None and last < today

    @property
    def is_filed(self) -> bool:
        """True when this very form was filed already, and is sent again because the answer was lost."""
        return any(each.client_id == self.client_id.data for each in self.plan.check_ins)

    def validate_why(self, field: Field) -> None:
        """Ask why another number is told for a day that is over."""
        on = days.last_read(self.plan.calendar, today_of(self.plan))
        if field.data or on is None or self.is_filed:
            return
        told = {each: self.field_of(each).data for each in self.measures}
        for measure, value in told.items():
            if value is not None:
                refuse_unexplained(self.plan, measure, {on: Counted(value)})

    def validate_blocked(self, field: Field) -> None:
        """Ask what blocks an action where somebody says that it is blocked."""
        moved = (self.field_of(each).data for each in self.actions)
        if ActionStatus.BLOCKED in moved and not field.data:
            raise ValidationError(_("Say what blocks it, in one sentence."))

    def validate_review(self, field: Field) -> None:
        """Ask for words or a number where somebody says that they hold a review."""
        numbers = map(self.field_of, self.measures)
        # A number that cannot be read is asked for at its own field.
        counted = any(each.data is not None or each.process_errors for each in numbers)
        says = counted or any(each.data for each in (self.done, self.next, self.blocked, self.help))
        if field.data and not says and not self.is_filed:
            raise ValidationError(EmptyReview.message)

    def validate(self, extra_validators: object = None) -> bool:
        """Check what was typed; a number that is far from what is known is asked about once."""
        is_valid = super().validate(extra_validators)
        new = () if self.is_filed else self.measures
        asked = [self.ask_about(self.field_of(each), each, self.last_of(each)) for each in new]
        return is_valid and not any(asked)

    def written(self) -> list[Field]:
        """The answers in words that hold any."""
        return [field for field in (self.done, self.next, self.blocked, self.help, self.why) if field.data]

    def own(self, owner: str) -> list[Action]:
        return [action for action in self.actions if owner and action.owner == owner]

    def others(self, owner: str) -> list[Action]:
        return [action for action in self.actions if not owner or action.owner != owner]

    def field_of(self, row: Measure | Action) -> Field:
        return cast("Field", self[(MEASURE if isinstance(row, Measure) else ACTION) + row.id])

    def last_of(self, measure: Measure) -> Reading | None:
        """Return the last number of a measure that counts."""
        return last_counted(measure, self.plan, today_of(self.plan))

    def hint_of(self, measure: Measure) -> str:
        """The unit, and what was read last."""
        last = self.last_of(measure)
        said = str(_("last time %(number)s", number=in_full(last.value))) if last else ""
        return comma().join(part for part in (measure.unit, said) if part)

    def refuse_foreign(self) -> None:
        """Refuse what the form did not ask.

        Raises:
            NotOfThisPlan: a measure or an action that is not, or no longer, one to be told of.
        """
        asked = {*(MEASURE + each.id for each in self.plan.measures), *(ACTION + each.id for each in self.plan.actions)}
        if any(name.startswith((MEASURE, ACTION)) and name not in asked for name in request.form):
            raise NotOfThisPlan

    def words(self) -> CheckInWords:
        read = {each.id: self.field_of(each).data for each in self.measures}
        moved = {each.id: self.field_of(each).data for each in self.actions}
        return CheckInWords(
            client_id=self.client_id.data or "",
            done=self.done.data or "",
            next=self.next.data or "",
            blocked=self.blocked.data or "",
            help=self.help.data or "",
            mood=Mood(self.mood.data) if self.mood.data else None,
            confidence=int(self.confidence.data) if self.confidence.data else None,
            review=Review(self.review.data) if self.review.data else None,
            why=self.why.data or "",
            readings={measure_id: value for measure_id, value in read.items() if value is not None},
            moves={action_id: ActionStatus(status) for action_id, status in moved.items() if status},
        )


def _move(action: Action) -> SelectField:
    stays = _("Still: %(status)s", status=MOVES[ActionStatus(action.status)])
    others = {status: words for status, words in MOVES.items() if status != action.status}
    return _MaybeSelect(
        action.title,
        choices=lambda: [("", str(stays)), *chosen_from(others)],
        render_kw={"aria-describedby": f"due-{action.id}"},
    )
