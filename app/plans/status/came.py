"""How far a plan came whose target was not reached, also by what one of its sign-offs sealed. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from app.plans.measures import curve
from app.plans.models import Direction


class Unreached(NamedTuple):
    """The main measure that is furthest from its target when a plan is over, or was when it was signed off.

    `value` is None where no number counts, `target` where nobody said where a main measure starts and where it goes.
    `by_end` is the last number that was told by the end, where `value` was told after it; None where nobody had told
    one by then.
    `aimed`: its number is told beside what it aims at, for less of it is better or both are shares.
    `as_agreed`: it is so by the days and promises the sponsor agreed to, and not by those of now.
    """

    value: float | None = None
    by_end: float | None = None
    target: float | None = None
    unit: str = ""
    aimed: bool = False
    signed: bool = False
    as_agreed: bool = False
    baseline: float = 0.0
    direction: str = Direction.UP


def unreached_in(said: Mapping[str, Any]) -> Unreached | None:
    """Return the main measure that was furthest from its target, by what was sealed; None where all was reached.

    It goes by what the sponsor agreed to. Where nobody had told a number there was no data, which is said already.
    """
    found = sorted(_came_in(said), key=lambda each: each[0])
    if not found:
        return None
    share, furthest = found[0]
    return furthest if share < 1 and furthest.value is not None else None


def _came_in(said: Mapping[str, Any]) -> Iterator[tuple[float, Unreached]]:
    """Yield which share of its gain each main measure had, with its number and its target."""
    for each in said.get("measures", ()):
        # Seals of earlier servers do not say what was agreed to.
        told = {**each, **(each.get("agreed") or {})}
        value, target, baseline, unit = (told.get(name) for name in ("value", "target", "baseline", "unit"))
        if not told.get("main") or target is None or baseline is None:
            continue
        direction = told.get("direction") or Direction.UP
        falling = direction == Direction.DOWN
        share = 0.0 if value is None else curve.actual_share(baseline, target, value, falling=falling)
        aimed = falling or unit == "%"
        yield (
            share,
            Unreached(
                value,
                value,
                target,
                unit or "",
                aimed=aimed,
                signed=True,
                baseline=baseline,
                direction=direction,
            ),
        )
