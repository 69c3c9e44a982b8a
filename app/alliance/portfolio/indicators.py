"""What plans count in common: measures of the same indicator as one number, by region and by capability. Pure.

Only measures with the indicator's own unit are added; of those without a baseline, a target or a reading it is said
how many they are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Final

from app.alliance.portfolio.listing import Row
from app.plans.status.readings import InOther
from app.texts import folded

SUM: Final = "sum"
MEAN: Final = "mean"
LATEST: Final = "latest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A measure of a plan that counts an indicator; None where nobody said a number yet.

    `needs_pause`: its number counts only with a pause to which the sponsor did not agree. `told_after` is the number
    that was told after the end of the plan; `actual` is the one told by then.
    `in_other`: see `readings.told_in_other`.
    """

    row: Row
    number: int
    name: str
    unit: str
    baseline: float | None
    target: float | None
    actual: float | None
    read_on: date | None
    needs_pause: bool = False
    told_after: float | None = None
    in_other: InOther | None = None

    @property
    def whole(self) -> bool:
        """Whether it has every number that is added."""
        return None not in {self.baseline, self.target, self.actual}


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Measures as one number; None where there is nothing to add. `gain` is how far it came from the baseline.

    `plans` are those that count it, `without` measures without data, `other` those in another unit, `need_pause`
    numbers among them that count only with a pause to which the sponsor did not agree, `told_after` numbers that were
    told after the end of their plans and are not added.
    """

    baseline: float | None = None
    target: float | None = None
    actual: float | None = None
    plans: int = 0
    without: int = 0
    other: int = 0
    need_pause: int = 0
    told_after: int = 0

    @property
    def gain(self) -> float | None:
        return None if self.actual is None or self.baseline is None else self.actual - self.baseline


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """An indicator over the plans that are looked at. `units` are its unit in every language, folded."""

    key: str
    adds: str
    units: frozenset[str]
    measures: tuple[Counted, ...]

    @property
    def total(self) -> Total:
        return self._total(self.measures)

    def by(self, codes: Sequence[str], codes_of: Callable[[Row], Iterable[str]]) -> dict[str, Total]:
        """The totals by region or capability, of those that have any."""
        found: Mapping[str, list[Counted]] = {
            code: [each for each in self.measures if code in (tuple(codes_of(each.row)) or ("",))] for code in codes
        }
        return {code: self._total(measures) for code, measures in found.items() if measures}

    def is_other(self, measure: Counted) -> bool:
        """Whether it counts in another unit than the indicator."""
        return folded(measure.unit.strip()) not in self.units

    def _total(self, measures: Sequence[Counted]) -> Total:
        alike = [each for each in measures if not self.is_other(each)]
        whole = [each for each in alike if each.whole]
        return Total(
            baseline=self._one([each.baseline for each in whole], whole),
            target=self._one([each.target for each in whole], whole),
            actual=self._one([each.actual for each in whole], whole),
            plans=len({each.row.plan_id for each in measures}),
            without=len(alike) - len(whole),
            other=len(measures) - len(alike),
            need_pause=sum(each.needs_pause for each in whole),
            told_after=sum(each.told_after is not None for each in alike),
        )

    def _one(self, numbers: Sequence[float | None], of: Sequence[Counted]) -> float | None:
        known = [number for number in numbers if number is not None]
        if not known:
            return None
        if self.adds == SUM:
            return sum(known)
        if self.adds == MEAN:
            return fmean(known)
        last = max(range(len(of)), key=lambda at: of[at].read_on or date.min)
        return known[last]
