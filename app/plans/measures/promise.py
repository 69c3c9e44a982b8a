"""What a measure promises. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from app.plans.measures.curve import Curve
from app.plans.models import Measure
from app.plans.same_words import is_same

PROMISED: Final = (
    "name", "unit", "baseline", "target", "direction", "main", "curve", "steps", "source", "proxy", "definition",
)  # fmt: skip
"""What a measure promises: what is counted, from where to where, by which curve, that the goal names it, and how it is
counted: where the number comes from, whether another one stands in for it, and by which indicator.
"""

JUDGED: Final = frozenset(("unit", "baseline", "target", "direction", "main", "curve", "steps"))
"""What of it says how its number is judged."""

COUNTED: Final = frozenset(("name", "unit", "direction", "proxy", "definition"))
"""What of it says what is counted: a number that was told of something else is none of what it promised before."""


def promise_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a measure promises, of all it says; steps count only for a curve in steps."""
    promised = {name: said[name] for name in PROMISED}
    promised["definition"] = promised["definition"] or None
    stepped = promised["curve"] == Curve.STEPPED
    promised["steps"] = [[float(part) for part in step] for step in promised["steps"]] if stepped else []
    return promised


def promised_by(measure: Measure) -> dict[str, Any]:
    """Return what a measure promises as it is now."""
    return promise_of({name: getattr(measure, name) for name in PROMISED})


def breaks_promise(measure: Measure, said: Mapping[str, Any]) -> bool:
    """True when what a measure is to say is something else than it promises."""
    before, after = promised_by(measure), promise_of(said)
    return any(not is_same(name, before[name], after[name]) for name in PROMISED)
