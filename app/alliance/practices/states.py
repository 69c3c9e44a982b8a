"""How a card comes to the showcase: its states, which follow each other, and what it says by then. No queries."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class CardState(StrEnum):
    """A draft is its centre's alone; a proposed card waits for the secretariat; a published one is public."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    PUBLISHED = "published"


class CardDeed(StrEnum):
    """What somebody may be allowed to do with a card."""

    CHANGE = "change"
    PUBLISH = "publish"


MOVES: Final[dict[tuple[str, str], frozenset[CardDeed]]] = {
    (CardState.DRAFT, CardState.PROPOSED): frozenset({CardDeed.CHANGE}),
    (CardState.PROPOSED, CardState.PUBLISHED): frozenset({CardDeed.PUBLISH}),
    (CardState.PROPOSED, CardState.DRAFT): frozenset(CardDeed),
    (CardState.PUBLISHED, CardState.DRAFT): frozenset(CardDeed),
}
"""Which state follows which, and with which right, any of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """What a card says. `language` is the one it is written in; in `languages` its centre tells more."""

    title: str
    done: str = ""
    for_whom: str = ""
    evidence: str = ""
    links: tuple[str, ...] = ()
    conditions: str = ""
    language: str = "en"
    languages: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether others can learn from it: what was done, for whom, and how one sees that it worked."""
        return bool(self.title and self.done and self.for_whom and (self.evidence or self.links))


def moves_from(state: str, deeds: frozenset[CardDeed]) -> list[CardState]:
    """The states somebody may bring a card to."""
    return [CardState(after) for (before, after), rights in MOVES.items() if before == state and rights & deeds]
