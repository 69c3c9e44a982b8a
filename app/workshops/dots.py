"""How a step votes: so many dots for each person, on one zone or on all of the board."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

MOST_DOTS = 20
USUAL_DOTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class DotTerms:
    """The terms of a round of dots, told to everybody before it begins.

    Each person has `dots` to give, from 1 to MOST_DOTS, as many on one note as they like
    unless it is `one_per_note`. `named` shows who gave which dot once the round is closed.
    `zone` is the only zone that is voted on, None for the whole board.
    """

    dots: int = USUAL_DOTS
    one_per_note: bool = False
    named: bool = False
    zone: str | None = None


def as_json(terms: DotTerms) -> dict[str, object]:
    """The terms as a step keeps them."""
    return asdict(terms)


def from_json(kept: Mapping[str, object]) -> DotTerms:
    """What `as_json` wrote; what a step does not say is as usual."""
    dots, zone = kept.get("dots"), kept.get("zone")
    return DotTerms(
        dots=dots if isinstance(dots, int) else USUAL_DOTS,
        one_per_note=kept.get("one_per_note") is True,
        named=kept.get("named") is True,
        zone=zone if isinstance(zone, str) else None,
    )
