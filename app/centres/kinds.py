"""What each kind of term is made of: which words in six languages, and what else."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.centres.models import TermKind


class Adds(StrEnum):
    """How the numbers of several plans become one."""

    SUM = "sum"
    MEAN = "mean"
    LATEST = "latest"


class Better(StrEnum):
    """Whether more of what is counted is better, as plans say it of their measures."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Shape:
    """The parts of a kind of term.

    `words` are kept by language: `title` and `text` in their own columns, others in the
    term's facts. `in_region`: it belongs to one. `by_cycle`: its code means something
    else in each cycle. `to_confirm`: its title may still be unchecked. `counts`: it is
    something plans count, so it has a unit, a direction and a way to add up.
    """

    words: tuple[str, ...] = ("title",)
    in_region: bool = False
    by_cycle: bool = False
    to_confirm: bool = False
    has_scopes: bool = False
    counts: bool = False


SHAPES: Final[dict[TermKind, Shape]] = {
    TermKind.CENTRE_TYPE: Shape(words=("title", "text", "ownership", "resources"), has_scopes=True),
    TermKind.CAPABILITY: Shape(words=("title", "text", "short")),
    TermKind.REGION: Shape(words=("title", "short")),
    TermKind.COUNTRY: Shape(in_region=True),
    TermKind.INITIATIVE: Shape(in_region=True, by_cycle=True, to_confirm=True),
    TermKind.PRIORITY: Shape(words=("title", "text")),
    TermKind.RESOLUTION: Shape(words=("title", "reference"), to_confirm=True),
    TermKind.INDICATOR: Shape(words=("title", "text", "unit"), counts=True),
}
