"""What the forms of a plan's frame and of its baton accept."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, TextAreaField

from app.centres.centre_form import labels
from app.centres.forms import VersionedForm, tidied, written
from app.centres.models import TermKind
from app.centres.queries import Vocabulary
from app.plans.fields import chosen_from
from app.plans.models import Plan
from app.plans.services import Frame
from app.plans.words import BATONS


def _text(label: str, hint: str) -> TextAreaField:
    more = {"dir": "auto", "rows": 4, "maxlength": 2000}
    return TextAreaField(label, written(2000), filters=[tidied], description=hint, render_kw=more)


class FrameForm(VersionedForm):
    """What belongs to a plan, what it serves, and what the team agreed."""

    scope_in = _text(_("What belongs to it"), _("Places, groups, services the plan works with."))
    scope_out = _text(
        _("What does not"), _("What the team will not do in these hundred days, so that nobody waits for it.")
    )
    capability = SelectField(_("Strategic capability"))
    initiative = SelectField(_("Regional initiative"))
    agreement = _text(
        _("Team agreement"), _("When you meet, how you decide, how you tell each other that something is late.")
    )

    def about(self, plan: Plan, words: Vocabulary) -> None:
        """Know what one may choose; what was chosen stays, though nobody chooses it any more."""
        for field, kind, kept in (
            (self.capability, TermKind.CAPABILITY, plan.capability),
            (self.initiative, TermKind.INITIATIVE, plan.initiative),
        ):
            field.choices = {"": str(_("Not chosen")), **labels(words, kind, {kept})}

    def frame(self) -> Frame:
        return Frame(
            capability=self.capability.data or None,
            initiative=self.initiative.data or None,
            scope_in=self.scope_in.data or "",
            scope_out=self.scope_out.data or "",
            agreement=self.agreement.data or "",
        )


class BatonForm(FlaskForm):  # type: ignore[misc] # it has no types
    """Who moves next."""

    baton = SelectField(_("Who moves next"), choices=lambda: chosen_from(BATONS))
