"""What a measure promises, in words: what its parts are called, the choices among them, its numbers and steps."""

from decimal import Decimal
from typing import Final

from babel import numbers
from flask_babel import LazyString, format_decimal, get_locale, gettext
from flask_babel import lazy_gettext as _

from app.plans.fields import signs
from app.plans.measures.curve import Curve
from app.plans.measures.numerals import write_number
from app.plans.models import Direction
from app.plans.status.readings import InOther

DIRECTIONS: Final = {Direction.UP: _("More is better"), Direction.DOWN: _("Less is better")}
BETTER: Final = {Direction.UP: _("more is better"), Direction.DOWN: _("less is better")}
"""The same among other words."""

CURVES: Final = {
    Curve.STRAIGHT: _("Evenly, day by day"),
    Curve.LATE: _("Late: slowly first, fast at the end"),
    Curve.STEPPED: _("In steps, on certain days"),
}

LABELS: Final[dict[str, LazyString | str]] = {
    "unit": _("Unit"), "baseline": _("Before day 1"), "target": _("On day 100"), "direction": _("Direction"),
    "main": _("Main measure"), "curve": _("Curve"), "steps": _("Steps"),
    "source": _("Where the number comes from"), "proxy": _("A stand-in"),
    "definition": _("Indicator of the alliance"),
}  # fmt: skip
"""What the parts of a promise are called, beside the name of what is counted."""


def as_lines(steps: list[list[float]]) -> str:
    """Steps as people write them: a day and per cent on each line."""
    written = signs()
    return "\n".join(f"{day:g} {write_number(round(share * 100, 6), written)} %" for day, share in steps)


def in_figures(number: float) -> str:
    """Return a number as the reader writes it, with at most two digits behind the point."""
    return str(format_decimal(round(number, 2)))


def in_full(number: float) -> str:
    """Return a number as the reader writes it, with all digits that somebody told: they read it back."""
    # Sums of a float have digits behind those that nobody told.
    return str(numbers.format_decimal(Decimal(f"{number:.15g}"), locale=get_locale(), decimal_quantization=False))


def with_unit(number: float, unit: str) -> str:
    """Return a number in figures with its unit."""
    return f"{in_figures(number)} {unit}".strip()


def uncounted_words(target: str, other: InOther | None) -> str:
    """Return that nobody told a number that counts, and the target; `other` is one that was told in another unit."""
    if other is None:
        return str(gettext("not counted yet, aim %(target)s", target=target))
    number = with_unit(other.value, other.unit)
    return str(gettext("%(number)s, told before the unit changed, aim now %(target)s", number=number, target=target))


def began_words(baseline: float | None, direction: str) -> list[str]:
    """Return where the number of a measure began, unless that is 0, and that less of it is better, each in a few words.

    They stand wherever the number is told beside its target: 28 of 30 may be 2 of the 2 that were to come.
    """
    began = [gettext("from %(number)s", number=in_figures(baseline))] if baseline else []
    return [*began, *([str(BETTER[Direction.DOWN])] if direction == Direction.DOWN else [])]
