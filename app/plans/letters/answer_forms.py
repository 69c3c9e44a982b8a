"""What the buttons of a letter's links send."""

from typing import ClassVar

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Regexp, ValidationError

from app.centres.forms import tidied, written
from app.plans.letters.agreement_words import seen_in
from app.plans.letters.reply_words import Answer
from app.plans.models import Ask, Verdict
from app.plans.services import Consent
from app.plans.services.answers import LONGEST_REASON, Answered


class AnswerForm(FlaskForm):  # type: ignore[misc] # it has no types
    """What became of an action or a milestone. `after` is how many answers there were when the page was made.

    `shown` is the mark of what the page said of it; pages of the version before have none.
    """

    answer = SelectField(
        choices=lambda: [(each, each) for each in Answer],
        validators=[DataRequired(_("Press one of the three buttons."))],
        validate_choice=False,
    )
    words = TextAreaField(
        _("What is in the way"),
        written(LONGEST_REASON),
        filters=[tidied],
        render_kw={"dir": "auto", "rows": 2, "maxlength": LONGEST_REASON},
    )
    after = HiddenField(validators=[Regexp(r"^[0-9]{1,6}$", message=_("Load the page again."))])
    shown = HiddenField()

    client_id: ClassVar[None] = None

    def validate_answer(self, field: Field) -> None:
        """Take one of the three."""
        if field.data not in set(Answer):
            raise ValidationError(_("Press one of the three buttons."))

    def validate_words(self, field: Field) -> None:
        """Ask what blocks a thing where somebody says that it is blocked."""
        if self.answer.data == Answer.BLOCKED and not field.data:
            raise ValidationError(_("Say what blocks it, in one sentence."))

    def written(self) -> list[Field]:
        """The answers in words that hold any."""
        return [self.words] if self.words.data else []

    def said(self) -> Answered:
        return Answered(
            Answer(self.answer.data), self.words.data or "", int(self.after.data or 0), self.shown.data or ""
        )


class AskAnswerForm(FlaskForm):  # type: ignore[misc] # it has no types
    """What is answered to an ask. `shown` is the mark of what the page asked; pages of the version before have none."""

    words = TextAreaField(
        _("Your answer"),
        [DataRequired(_("Write your answer.")), *written(2000)],
        filters=[tidied],
        render_kw={"dir": "auto", "rows": 4, "maxlength": 2000},
    )
    shown = HiddenField()

    client_id: ClassVar[None] = None

    def written(self) -> list[Field]:
        """The answers in words that hold any."""
        return [self.words] if self.words.data else []


class ConfirmForm(FlaskForm):  # type: ignore[misc] # it has no types
    """Whether a sponsor agrees to what changed. `seen` is to how many changes, when the page was made, and the newest.

    Pages of the version before say how many alone.
    """

    verdict = SelectField(
        choices=lambda: [(each, each) for each in Verdict],
        validators=[DataRequired(_("Press one of the two buttons."))],
        validate_choice=False,
    )
    words = TextAreaField(
        _("A word on that"),
        written(1900),
        filters=[tidied],
        render_kw={"dir": "auto", "rows": 3, "maxlength": 1900},
    )
    seen = HiddenField(validators=[Regexp(r"^[0-9]{1,4}(\.[0-9]{1,12})?$", message=_("Load the page again."))])

    client_id: ClassVar[None] = None

    @classmethod
    def over(cls, ask: Ask) -> "ConfirmForm":
        """Return the form of an ask, which knows how many changes it shows."""
        form = cls()
        if not form.is_submitted():
            form.seen.data = seen_in(ask)
        return form

    def validate_verdict(self, field: Field) -> None:
        """Take one of the two."""
        if field.data not in set(Verdict):
            raise ValidationError(_("Press one of the two buttons."))

    def written(self) -> list[Field]:
        """The answers in words that hold any."""
        return [self.words] if self.words.data else []

    def consent(self) -> Consent:
        seen, _dot, newest = (self.seen.data or "0").partition(".")
        words = self.words.data or ""
        return Consent(verdict=Verdict(self.verdict.data), seen=int(seen), newest=int(newest or 0), words=words)
