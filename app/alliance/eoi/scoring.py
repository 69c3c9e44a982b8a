"""What reviewers' scores come to: weighted totals, their mean and how far they lie apart. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.alliance.calls.standing import Criterion

HIGHEST: Final = 4
"""Scores are whole numbers from 0 to this."""

FAR_APART: Final = 1.0
"""Totals so far apart are talked about before anybody recommends."""


@dataclass(frozen=True, slots=True)
class Tally:
    """All filed reviews: `totals` in the order they came, by criterion the scores, 0 to 4."""

    totals: tuple[float, ...]
    mean: float | None
    spread: float
    by_criterion: tuple[tuple[Criterion, float | None], ...]

    @property
    def far_apart(self) -> bool:
        return self.spread >= FAR_APART


def total(criteria: Sequence[Criterion], scores: Mapping[str, int]) -> float | None:
    """The weighted mean of one review, 0 to 4; None while a criterion has no score."""
    if not criteria or any(each.id not in scores for each in criteria):
        return None
    return sum(each.weight * scores[each.id] for each in criteria) / sum(each.weight for each in criteria)


def tally(criteria: Sequence[Criterion], filed: Sequence[Mapping[str, int]]) -> Tally:
    """What all filed reviews come to."""
    totals = tuple(found for scores in filed if (found := total(criteria, scores)) is not None)
    return Tally(
        totals=totals,
        mean=sum(totals) / len(totals) if totals else None,
        spread=max(totals) - min(totals) if totals else 0.0,
        by_criterion=tuple((each, _mean(each, filed)) for each in criteria),
    )


def _mean(criterion: Criterion, filed: Sequence[Mapping[str, int]]) -> float | None:
    scores = [each[criterion.id] for each in filed if criterion.id in each]
    return sum(scores) / len(scores) if scores else None
