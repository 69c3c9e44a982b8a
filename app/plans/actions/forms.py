"""What the forms of an action and of its parts accept."""

from datetime import date
from typing import cast

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, Field, SelectField, TextAreaField
from wtforms.validators import Optional, ValidationError

from app.centres.forms import ChoicesField, tidied, written
from app.i18n import comma
from app.plans import days
from app.plans.actions.due_form import ActionFields, DaysForm, why_label
from app.plans.fields import SeenForm, chosen_from, line, person_line
from app.plans.models import Action, ActionStatus, Part, Plan
from app.plans.promised_words import WORDS, keeps_words, needs_reason
from app.plans.services import ActionWords, PartWords, due_from, mark_of, needs_a_day, seen_of, today_of
from app.plans.words import MOVES, RHYTHM_WORDS
from app.texts import parted


class ActionForm(ActionFields, DaysForm, SeenForm):
    """An action is made by hand, or changes."""

    critical = BooleanField(
        _("Critical"), description=_("The goal depends on it: once it is late, the plan needs attention.")
    )
    first_win = BooleanField(
        _("The first win"), description=_("Something to celebrate by day 15: it shows everybody that the plan moves.")
    )
    status = SelectField(_("How far it is"), choices=lambda: chosen_from(MOVES))
    blocked_reason = line(_("What blocks it"), 400, hint=_("Needed while the action is blocked."))
    names = line(_("Who helps"), 400, hint=_("Names or roles, with commas between them."))
    first = ChoicesField(_("What comes first"), description=_("This action waits for those you tick."))
    evidence_expected = TextAreaField(
        _("How one will see that it is done"),
        written(1000),
        filters=[tidied],
        description=_("Such as a signed agreement, a photo, a list of those who came."),
        render_kw={"dir": "auto", "rows": 2, "maxlength": 1000},
    )

    action: Action | None = None

    waits_for_parked: frozenset[str] = frozenset()
    takes_past = False
    """True when days that are over can be chosen: the plan is a draft and has begun."""

    needs_a_day = False
    """True when the action is parked and cannot be taken up on the day it has."""

    def about(self, plan: Plan, action: Action | None) -> None:
        """Know the plan and the action before the form is shown or checked."""
        self.lie(plan, action, due_from(plan))
        self.action = action
        self.takes_past = due_from(plan) < today_of(plan)
        self.reason.label.text = why_label(action)
        others = [each for each in plan.actions if action is None or each.id != action.id]
        parked = {each.id for each in plan.parked_actions}
        self.waits_for_parked = frozenset(need.needs_id for need in action.needs) & parked if action else frozenset()
        self.needs_a_day = action is not None and action.parked_on is not None and needs_a_day(action)
        self.first.choices = [(each.id, f"{each.number}. {each.title}") for each in others]
        if action and not self.is_submitted():
            self.seen.data = seen_of(action)
            self.names.data = comma().join(action.helpers)
            self.first.data = [need.needs_id for need in action.needs]

    @property
    def asks_words(self) -> bool:
        """True when a reason is asked where its words change."""
        return keeps_words(self.action)

    def validate_reason(self, field: object) -> None:
        """Ask why also where something critical says something else."""
        super().validate_reason(field)
        words = {name: self[name].data or "" for name in WORDS}
        if needs_reason(self.action, words) and not getattr(field, "data", ""):
            raise ValidationError(_("Say why, in one sentence."))

    def validate_first_win(self, field: BooleanField) -> None:
        """Say at the field what the service would refuse, where the day it had does not stay."""
        if field.data and (self.due_day() or 0) > days.FIRST_WIN:
            raise ValidationError(_("The first win is done by day 15. For a later day, untick this."))

    def validate_blocked_reason(self, field: Field) -> None:
        """Ask what blocks an action where somebody says that it is blocked."""
        if self.status.data == ActionStatus.BLOCKED and not field.data:
            raise ValidationError(_("Say what blocks it, in one sentence."))

    def words(self) -> ActionWords:
        return ActionWords(
            title=self.title.data or "",
            owner=self.owner.data or "",
            due_on=cast("date", self.due_on.data),
            critical=bool(self.critical.data),
            first_win=bool(self.first_win.data),
            status=ActionStatus(self.status.data),
            blocked_reason=self.blocked_reason.data or "",
            start_on=self.start_on.data,
            helpers=tuple(parted(self.names.data or "")),
            # What is parked cannot be chosen; an action that waits for it does so when it is taken up again.
            needs=frozenset(self.first.data or ()) | self.waits_for_parked,
            evidence_expected=self.evidence_expected.data or "",
        )


class MoveForm(FlaskForm):
    """How far an action is, said on the wall of cards."""

    status = SelectField(_("How far it is"), choices=lambda: chosen_from(MOVES))
    blocked_reason = line(_("What blocks it"), 400)


class ParkForm(FlaskForm):
    """An action is set aside."""

    parked_reason = line(_("Why it waits"), 400, _("Say why, in one sentence."))


class TakeUpForm(FlaskForm):
    """A parked action counts again, on another day where it needs one."""

    due_on = DateField(_("Until when"), validators=[Optional()])


class PartForm(SeenForm):
    """A part of an action is written or changed."""

    title = line(_("What is done in this part"), 200, _("Say what is done in this part."))
    owner = person_line(_("Who sees to it"))
    due_on = DateField(_("Until when"), validators=[Optional()])
    every = SelectField(_("Comes again"), choices=lambda: [("", _("No")), *chosen_from(RHYTHM_WORDS)], default="")

    action: Action
    today: date
    kept: date | None = None

    def about(self, action: Action, part: Part | None = None) -> None:
        """Know the action before the form is shown or checked."""
        self.action, self.today, self.kept = action, due_from(action.plan), part.due_on if part else None
        if part and not self.is_submitted():
            self.seen.data = mark_of(part)
            self.every.data = str(part.every or "")

    def validate_due_on(self, field: DateField) -> None:
        """Say at the field what the service would refuse."""
        due, plan = field.data, self.action.plan
        if due is None or due == self.kept:
            return
        if not days.may_be_due(due, begins=plan.calendar, today=self.today):
            raise ValidationError(_("Choose one of the hundred days, from today on."))
        if self.action.due_on and due > self.action.due_on:
            raise ValidationError(_("A part is done by the day of its action."))

    def validate_every(self, field: SelectField) -> None:
        """What comes again does so after a day."""
        if field.data and not self.due_on.data:
            raise ValidationError(_("Say by when it is done the first time."))

    def words(self) -> PartWords:
        return PartWords(
            title=self.title.data or "",
            owner=self.owner.data or "",
            due_on=self.due_on.data,
            every=int(self.every.data) if self.every.data else None,
        )
