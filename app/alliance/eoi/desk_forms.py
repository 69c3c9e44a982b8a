"""The forms of the desk: the list, a question, reviewers, scores, a recommendation, a decision, a centre."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms import DateField, Field, HiddenField, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.validators import DataRequired

from app.accounts import timezones
from app.accounts.forms import good_name
from app.accounts.models import Person
from app.alliance.calls.standing import Criterion
from app.alliance.eoi.answers import LONGEST_TEXT
from app.alliance.eoi.eligibility import Item, Mark, marks_of
from app.alliance.eoi.forms import DeskForm
from app.alliance.eoi.models import Interest, InterestReview
from app.alliance.eoi.scoring import HIGHEST
from app.alliance.eoi.services.deciding import differs
from app.alliance.eoi.states import State, outcomes_from
from app.alliance.eoi.words import FOUND, ITEMS, MARKS, STATES
from app.centres.centre_form import labels
from app.centres.forms import ChoicesField, tidied, written
from app.centres.models import Centre, TermKind
from app.centres.queries import Vocabulary
from app.centres.words import SCOPES
from app.fields import LineField

LONGEST_REASON: Final = 400
WHY: Final = _("Say why, in one sentence.")
_ANY: Final = {"dir": "auto"}


def _reason(label: LazyString, *, needed: bool = False) -> LineField:
    first = [DataRequired(WHY)] if needed else []
    return LineField(label, [*first, *written(LONGEST_REASON)], filters=[tidied], render_kw=_ANY)


class CheckForm(DeskForm):
    """The eligibility list. Its fields stand in a class below: WTForms reads them from classes.

    `seen` names the marks it was filled from, so that of two people none undoes the other's unawares.
    """

    seen = HiddenField()

    def renew(self, interest: Interest) -> None:
        """Let what was marked be saved over the list as it is now."""
        self.seen.data = marks_of(interest.checks)

    @property
    def checks(self) -> dict[Item, Mark]:
        """What was marked."""
        return {item: Mark(self[item].data) for item in Item if self[item].data}


_WITH_ITEMS = type(
    "CheckForm",
    (CheckForm,),
    {
        str(item): SelectField(
            label,
            default="",
            choices=lambda: [("", _("Not looked at")), *((str(mark), said) for mark, said in FOUND.items())],
        )
        for item, label in ITEMS.items()
    },
)


def check_form(interest: Interest) -> CheckForm:
    """The list as it was marked last."""
    return _WITH_ITEMS(data={**interest.checks, "seen": marks_of(interest.checks)})  # type: ignore[no-any-return]


class ReasonForm(DeskForm):
    reason = _reason(_("Why it goes on although something is missing"))


class QuestionForm(DeskForm):
    question = TextAreaField(
        _("What you would like to know"),
        [DataRequired(_("Write a question first.")), *written(LONGEST_TEXT)],
        filters=[tidied],
        render_kw={"rows": 4, **_ANY},
    )


class ReviewerForm(DeskForm):
    reviewer = SelectField(_("Who reviews it"))

    @classmethod
    def over(cls, people: Sequence[Person], asked: Sequence[InterestReview]) -> "ReviewerForm":
        """Offer those who were not asked yet."""
        known = {each.reviewer_id for each in asked}
        form = cls()
        form.reviewer.choices = [(each.id, each.name) for each in people if each.id not in known]
        return form


class DeclarationForm(DeskForm):
    conflict = RadioField(
        _("Do you have a conflict of interest?"),
        choices=lambda: [("no", _("No conflict")), ("yes", _("Yes, a conflict"))],
        validators=[DataRequired(_("Choose one."))],
    )
    words = _reason(_("What the conflict is"))

    def validate_words(self, field: Field) -> None:
        if self.conflict.data == "yes" and not field.data:
            raise ValidationError(_("Say in a few words what the conflict is."))


class ScoresForm(DeskForm):
    """One's own scores: for each criterion a number and a reason, in fields that `scores_form` makes."""

    comment = TextAreaField(_("In sum"), written(LONGEST_TEXT), filters=[tidied], render_kw={"rows": 3, **_ANY})

    criteria: Sequence[Criterion] = ()

    @property
    def rows(self) -> list[tuple[Criterion, Field, Field]]:
        """Each criterion with its two fields."""
        return [(each, self[f"score-{each.id}"], self[f"why-{each.id}"]) for each in self.criteria]

    @property
    def scores(self) -> dict[str, int]:
        return {each.id: int(score.data) for each, score, _why in self.rows}

    @property
    def reasons(self) -> dict[str, str]:
        return {each.id: why.data for each, _score, why in self.rows}


def scores_form(criteria: Sequence[Criterion], own: InterestReview) -> ScoresForm:
    """The form for one's scores, over those one filed before."""
    marks = {"": str(_("Not scored")), **{str(at): f"{at} · {MARKS[at]}" for at in range(HIGHEST + 1)}}
    fields: dict[str, object] = {"criteria": criteria}
    kept: dict[str, object] = {"comment": own.comment}
    for each in criteria:
        fields[f"score-{each.id}"] = SelectField(_("Score"), [DataRequired(_("Choose a score."))], choices=marks)
        fields[f"why-{each.id}"] = _reason(_("Why"), needed=True)
        kept[f"score-{each.id}"] = str(own.scores.get(each.id, ""))
        kept[f"why-{each.id}"] = own.reasons.get(each.id, "")
    return type("ScoresOfThisCall", (ScoresForm,), fields)(data=kept)  # type: ignore[no-any-return]


class RecommendForm(DeskForm):
    capabilities = ChoicesField(_("Capabilities of the first cycle"))
    scope = SelectField(_("Scope"), choices=lambda: [(str(scope), said) for scope, said in SCOPES.items()])
    reason = _reason(_("Why, if it is something else than the rules say"))

    interest: Interest

    @classmethod
    def over(cls, interest: Interest, words: Vocabulary, advised: Sequence[str], scope: str) -> "RecommendForm":
        """Offer what was asked for; begin with what the rules say."""
        form = cls(data={"capabilities": list(advised), "scope": scope})
        form.interest = interest
        asked = interest.answers.chosen("capabilities")
        known = labels(words, TermKind.CAPABILITY, asked)
        form.capabilities.choices = [(each, known.get(each, each)) for each in asked]
        return form

    def validate_reason(self, field: Field) -> None:
        """Say at the field what the service would refuse."""
        if not field.data and differs(self.interest, self.capabilities.data or (), self.scope.data or ""):
            raise ValidationError(WHY)


class TakeBackForm(DeskForm):
    reason = _reason(_("Why the recommendation is taken back"), needed=True)


class OwnConflictForm(DeskForm):
    words = TextAreaField(
        _("What your conflict of interest is"),
        [DataRequired(_("Say in a few words what the conflict is.")), *written(LONGEST_REASON)],
        filters=[tidied],
        render_kw={"rows": 2, **_ANY},
    )


class DecisionForm(DeskForm):
    outcome = SelectField(_("Decision"))
    decided_on = DateField(_("Decided on"), [DataRequired(_("Choose a day."))])
    words = TextAreaField(
        _("What the letter says"),
        [DataRequired(_("Write the letter first.")), *written(LONGEST_TEXT)],
        filters=[tidied],
        render_kw={"rows": 6, **_ANY},
    )

    today: date

    @classmethod
    def over(cls, interest: Interest, today: date) -> "DecisionForm":
        """Offer what can be decided now."""
        form = cls(data={"decided_on": today})
        form.today = today
        form.outcome.choices = [(str(each), STATES[each][1]) for each in outcomes_from(interest.state)]
        return form

    def validate_decided_on(self, field: Field) -> None:
        if field.data > self.today or field.data.year < self.today.year - 1:
            raise ValidationError(_("Choose today or a day of the year before it."))

    @property
    def chosen(self) -> State:
        return State(self.outcome.data)


NEW: Final = "new"


class CentreChoiceForm(DeskForm):
    """Which centre came out of it: a new one with its director and clock, or one that is there."""

    centre = SelectField(_("Centre"))
    director = LineField(_("Its director's name"), filters=[tidied], render_kw=_ANY)
    timezone = LineField(
        _("Its time zone"),
        render_kw={"list": "timezones", "autocomplete": "off", "spellcheck": "false", "dir": "ltr"},
    )

    @classmethod
    def over(cls, interest: Interest, centres: Sequence[Centre]) -> "CentreChoiceForm":
        """Offer a new centre first, then those that are there."""
        zone = timezones.zone_of_country(interest.answers.text("country"))
        form = cls(data={"director": interest.answers.text("contact"), "timezone": zone or ""})
        known = [(each.id, each.name) for each in centres]
        form.centre.choices = [(NEW, _("A new centre")), *known]
        return form

    def validate_director(self, field: Field) -> None:
        """Refuse what cannot be a name. Empty: nobody is invited yet."""
        if self.centre.data == NEW and field.data:
            good_name(self, field)

    def validate_timezone(self, field: Field) -> None:
        """Keep the zone a person means, written as its standard name; a new centre needs one."""
        if self.centre.data != NEW:
            return
        found = timezones.matching(field.data or "")
        if found is None:
            raise ValidationError(_("Choose a time zone from the list, such as Africa/Nairobi."))
        field.data = found
