"""What each kind of term is made of: which words in six languages, and what else."""

from dataclasses import dataclass
from typing import Final

from app.centres.models import TermKind


@dataclass(frozen=True, slots=True)
class Shape:
    """The parts of a kind of term.

    `words` are kept by language: `title` and `text` in their own columns, others in the
    term's facts. `in_region`: it belongs to one. `by_cycle`: its code means something
    else in each cycle. `to_confirm`: its title may still be unchecked.
    """

    words: tuple[str, ...] = ("title",)
    in_region: bool = False
    by_cycle: bool = False
    to_confirm: bool = False
    has_scopes: bool = False


SHAPES: Final[dict[TermKind, Shape]] = {
    TermKind.CENTRE_TYPE: Shape(words=("title", "text", "ownership", "resources"), has_scopes=True),
    TermKind.CAPABILITY: Shape(words=("title", "text", "short")),
    TermKind.REGION: Shape(words=("title", "short")),
    TermKind.COUNTRY: Shape(in_region=True),
    TermKind.INITIATIVE: Shape(in_region=True, by_cycle=True, to_confirm=True),
    TermKind.PRIORITY: Shape(words=("title", "text")),
    TermKind.RESOLUTION: Shape(words=("title", "reference"), to_confirm=True),
}
