"""Numbers that are so far from all a measure knows that whoever typed one is asked once. No queries, no clock."""

from typing import Final

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import Optional, Regexp

from app.plans.measures.words import in_figures
from app.plans.models import Measure, Reading

TIMES: Final = 3
"""A number is far where it lies so many ways from baseline to target beyond the nearest number that is known."""

_ASKED: Final = r"^[A-Za-z0-9_=.+ -]{0,8000}\Z"
"""The names of fields with the numbers they were asked about."""


def is_far(value: float, measure: Measure, last: Reading | None) -> bool:
    """True when a number is far from where a measure began, where it goes and what was read last."""
    if measure.baseline is None or measure.target is None:
        return False
    known = [measure.baseline, measure.target, *([last.value] if last else [])]
    way = abs(measure.target - measure.baseline) or abs(measure.target) or 1
    return min(abs(value - each) for each in known) > TIMES * way


class SureForm(FlaskForm):  # type: ignore[misc] # it has no types
    """A form for numbers; one that is far from what is known is filed when it is sent a second time."""

    sure = HiddenField(validators=[Optional(), Regexp(_ASKED, message=_("Load the page again."))])
    """The fields that were asked about, each with the number it had."""

    def ask_about(self, field: Field, measure: Measure, last: Reading | None) -> bool:
        """Ask at the field whether its number is meant, unless it was asked before; True when it is asked now."""
        value = field.data
        if field.errors or value is None or not is_far(value, measure, last):
            return False
        asked = set((self.sure.data or "").split())
        about = f"{field.name}={value!r}"
        self.sure.data = " ".join(sorted({*asked, about}))
        if about in asked:
            return False
        field.errors = [_question(value, measure, last)]
        return True


def _question(value: float, measure: Measure, last: Reading | None) -> str:
    said = {"value": in_figures(value), "target": in_figures(measure.target or 0)}
    if last is None:
        began = in_figures(measure.baseline or 0)
        return str(
            _(
                "%(value)s is far from the start %(began)s and the target %(target)s. To keep it, file once more.",
                began=began,
                **said,
            )
        )
    return str(
        _(
            "%(value)s is far from the last value %(last)s and the target %(target)s. To keep it, file once more.",
            last=in_figures(last.value),
            **said,
        )
    )
