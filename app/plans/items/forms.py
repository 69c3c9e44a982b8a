"""What the forms of everything numbered in a plan accept, from milestones to thanks, and what each is called."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, Field, SelectField, TextAreaField
from wtforms.validators import InputRequired, Optional, ValidationError

from app.centres.forms import tidied, written
from app.plans import days
from app.plans.actions.due_form import why_label
from app.plans.fields import AbstractForm, SeenForm, choice, chosen_from, line, person_line
from app.plans.items.answers import was_answered
from app.plans.items.words import (
    AskWords,
    AssumptionWords,
    CommitmentWords,
    DecisionWords,
    KeptWords,
    MemberWords,
    MilestoneWords,
    ParkedWords,
    RiskWords,
    ThanksWords,
)
from app.plans.models import (
    Ask,
    AskKind,
    Assumption,
    AssumptionState,
    Commitment,
    Decision,
    Impact,
    Item,
    Likelihood,
    Member,
    Milestone,
    MilestoneState,
    Parked,
    Plan,
    Risk,
    RiskState,
    Thanks,
)
from app.plans.promised_words import keeps_words, needs_reason
from app.plans.promotion.words import ASKS, IMPACTS, LIKELIHOODS
from app.plans.services import due_from, mark_of
from app.plans.words import ASSUMPTION_STATES, MILESTONE_STATES, RISK_STATES


def _area(label: LazyString, hint: LazyString | str = "") -> TextAreaField:
    more = {"dir": "auto", "rows": 3, "maxlength": 2000}
    return TextAreaField(label, written(2000), filters=[tidied], description=hint, render_kw=more)


class ItemForm(SeenForm, metaclass=AbstractForm):
    """Something in a plan is added or changed."""

    dated: ClassVar[str] = ""
    begins: days.Calendar | None = None
    today: date
    kept: date | None = None

    def about(self, plan: Plan, item: Item | None) -> None:
        """Know where the plan's days lie; a day it has already may stay."""
        self.begins, self.today = plan.calendar, due_from(plan)
        self.kept = getattr(item, self.dated) if item and self.dated else None
        if item and not self.is_submitted():
            self.seen.data = mark_of(item)

    def shown(self) -> list[Field]:
        return [field for field in self if field.type != "HiddenField" and field.name != "csrf_token"]

    @abstractmethod
    def words(self) -> KeptWords:
        """What was written, without the form."""

    def why(self) -> str:
        """Why it is due on another day, or says something else."""
        return ""

    def _check_day(self, field: DateField) -> None:
        due = field.data
        if due and due != self.kept and not days.may_be_due(due, begins=self.begins, today=self.today):
            raise ValidationError(_("Choose one of the hundred days, from today on."))


class MilestoneForm(ItemForm):
    dated = "due_on"

    title = line(_("What is reached"), 400, _("Say what is reached."))
    due_on = DateField(_("By when"), validators=[InputRequired(_("Say by when: a date."))])
    critical = BooleanField(
        _("Critical"), description=_("The goal depends on it: once it is late, the plan needs attention.")
    )
    state = SelectField(_("How it stands"), choices=lambda: chosen_from(MILESTONE_STATES))
    reason = line(_("Why the day moves"), 400, hint=_("What was promised before stays in sight."))

    milestone: Milestone | None = None
    promised: date | None = None
    was_critical = False

    def about(self, plan: Plan, item: Item | None) -> None:
        """Once a plan is published, whoever moves a day says why; of what is critical, or was, see `why_label`."""
        super().about(plan, item)
        self.milestone = item if isinstance(item, Milestone) else None
        self.promised = self.kept if plan.published_at else None
        self.was_critical = plan.published_at is not None and self.milestone is not None and self.milestone.critical
        self.reason.label.text = why_label(self.milestone)
        if self.promised is None and not keeps_words(self.milestone):
            del self.reason

    def validate_reason(self, field: Field) -> None:
        moved = self.promised is not None and self.due_on.data != self.promised
        eased = self.was_critical and not self.critical.data
        reworded = needs_reason(self.milestone, {"title": self.title.data or ""})
        if (moved or eased or reworded) and not field.data:
            raise ValidationError(_("Say why, in one sentence."))

    def why(self) -> str:
        return str(self.reason.data or "") if self.reason else ""

    def validate_due_on(self, field: DateField) -> None:
        self._check_day(field)

    def words(self) -> MilestoneWords:
        return MilestoneWords(
            title=self.title.data or "",
            due_on=self.due_on.data,
            critical=bool(self.critical.data),
            state=MilestoneState(self.state.data),
        )


class RiskForm(ItemForm):
    title = line(_("What may go wrong"), 400, _("Say what may go wrong."))
    likelihood = choice(_("How likely"), LIKELIHOODS)
    impact = choice(_("How bad"), IMPACTS)
    response = _area(_("What is done about it"))
    owner = person_line(_("Who watches it"), hint=_("A likely, large risk without a name puts a plan off track."))
    state = SelectField(_("How it stands"), choices=lambda: chosen_from(RISK_STATES))

    def words(self) -> RiskWords:
        return RiskWords(
            title=self.title.data or "",
            likelihood=Likelihood(self.likelihood.data) if self.likelihood.data else None,
            impact=Impact(self.impact.data) if self.impact.data else None,
            response=self.response.data or "",
            owner=self.owner.data or "",
            state=RiskState(self.state.data),
        )


class AskForm(ItemForm):
    dated = "reply_by"

    title = line(_("What is asked"), 400, _("Say what is asked."))
    to = person_line(_("Whom it asks"), _("Name whom it asks."), _("Somebody who can decide it, such as the sponsor."))
    kind = choice(_("What it is about"), ASKS)
    reply_by = DateField(_("Answer by"), validators=[Optional()])
    barrier = _area(
        _("What stands in the way"), _("A law, a rule, a habit of offices: something that stops other teams too.")
    )
    answer = _area(_("Answer"), _("With an answer the ask is closed."))

    def about(self, plan: Plan, item: Item | None) -> None:
        """An ask goes to the sponsor, unless somebody else is named; once it is answered, it asks nothing else."""
        super().about(plan, item)
        if isinstance(item, Ask) and was_answered(plan, item):
            for field in (self.title, self.to, self.barrier):
                field.render_kw = {**(field.render_kw or {}), "readonly": True}
            self.title.description = _("It was answered, so what it asks stays as it is. Ask something else anew.")
        if item is None and not self.is_submitted():
            self.to.data = plan.sponsor

    def validate_reply_by(self, field: DateField) -> None:
        self._check_day(field)

    def words(self) -> AskWords:
        return AskWords(
            title=self.title.data or "",
            to=self.to.data or "",
            kind=AskKind(self.kind.data) if self.kind.data else None,
            reply_by=self.reply_by.data,
            answer=self.answer.data or "",
            barrier=self.barrier.data or "",
        )


class DecisionForm(ItemForm):
    title = line(_("What was decided"), 400, _("Say what was decided."))
    reason = _area(_("Why"))
    by = person_line(_("Who decided"))

    def words(self) -> DecisionWords:
        return DecisionWords(title=self.title.data or "", reason=self.reason.data or "", by=self.by.data or "")


class AssumptionForm(ItemForm):
    title = line(_("What is taken for true"), 400, _("Say what is taken for true."))
    test = _area(_("How it is found out"))
    owner = person_line(_("Who finds out"))
    state = SelectField(_("How it came out"), choices=lambda: chosen_from(ASSUMPTION_STATES))

    def words(self) -> AssumptionWords:
        return AssumptionWords(
            title=self.title.data or "",
            test=self.test.data or "",
            owner=self.owner.data or "",
            state=AssumptionState(self.state.data),
        )


class MemberForm(ItemForm):
    title = person_line(_("Name or role"), _("Name one person or one role."))
    part = line(_("What they see to"), 400)
    contact = line(_("How to reach them"), 200, hint=_("Shown to those who read this plan."))

    def words(self) -> MemberWords:
        return MemberWords(title=self.title.data or "", part=self.part.data or "", contact=self.contact.data or "")


class ParkedForm(ItemForm):
    dated = "again_on"

    title = line(_("What is parked"), 400, _("Say what is parked."), _("Something good that does not move the number."))
    reason = _area(_("Why it waits"))
    again_on = DateField(_("Look at it again on"), validators=[Optional()])

    def validate_again_on(self, field: DateField) -> None:
        self._check_day(field)

    def words(self) -> ParkedWords:
        return ParkedWords(title=self.title.data or "", reason=self.reason.data or "", again_on=self.again_on.data)


class ThanksForm(ItemForm):
    title = line(_("What for"), 400, _("Say what you thank them for."))
    to = person_line(_("To whom"), hint=_("A name, or the whole team."))
    by = person_line(_("From whom"))

    def about(self, plan: Plan, item: Item | None) -> None:
        """Most thanks come from the sponsor."""
        super().about(plan, item)
        if item is None and not self.is_submitted():
            self.by.data = plan.sponsor

    def words(self) -> ThanksWords:
        return ThanksWords(title=self.title.data or "", to=self.to.data or "", by=self.by.data or "")


class CommitmentForm(ItemForm):
    title = line(_("What is kept up after day 100"), 400, _("Say what is kept up."))
    owner = person_line(_("Who keeps it up"), _("Say who keeps it up."))

    def words(self) -> CommitmentWords:
        return CommitmentWords(title=self.title.data or "", owner=self.owner.data or "")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A kind of thing in a plan: its table, its form, its heading on a form, and whether evidence may be of it."""

    table: type[Item]
    form: type[ItemForm]
    name: LazyString
    is_shown: bool = False


SHELVES: Final[dict[str, Shelf]] = {
    "milestones": Shelf(Milestone, MilestoneForm, _("Milestone"), is_shown=True),
    "risks": Shelf(Risk, RiskForm, _("Risk")),
    "asks": Shelf(Ask, AskForm, _("Ask")),
    "decisions": Shelf(Decision, DecisionForm, _("Decision")),
    "assumptions": Shelf(Assumption, AssumptionForm, _("Assumption")),
    "people": Shelf(Member, MemberForm, _("Owner")),
    "parked": Shelf(Parked, ParkedForm, _("Parked")),
    "commitments": Shelf(Commitment, CommitmentForm, _("Commitment")),
    "thanks": Shelf(Thanks, ThanksForm, _("Thanks")),
}
"""By the word in the address."""
