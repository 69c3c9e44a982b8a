"""What waits across plans, asks without an answer and blocked actions: by kind, age, region. No queries, no clock."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.alliance.portfolio.listing import Row

KINDS: Final = ("law", "money", "data", "permission", "people", "")
"""What an ask can be about; nothing where nobody said."""

BLOCKED: Final = "blocked"
"""What stands beside the kinds of asks where both are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """An ask of a plan that nobody answered yet. `age` in days; `overdue`: so many days after the reply was due."""

    row: Row
    number: int
    title: str
    to: str
    kind: str
    asked_on: date
    age: int
    reply_by: date | None
    overdue: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker:
    """An action that is blocked. `age` in days, None where nobody said since when."""

    row: Row
    number: int
    title: str
    owner: str
    reason: str
    since: date | None
    age: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that waits for somebody."""

    asks: Sequence[Ask]
    blockers: Sequence[Blocker]

    def by_kind(self) -> dict[str, list[Ask]]:
        """Asks by kind, those that are overdue first, then the oldest; a kind without any is not there."""
        ordered = sorted(self.asks, key=lambda ask: (-ask.overdue, -ask.age, ask.row.centre, ask.number))
        found = {kind: [ask for ask in ordered if ask.kind == kind] for kind in KINDS}
        return {kind: asks for kind, asks in found.items() if asks}

    def oldest(self) -> list[Blocker]:
        """What is blocked, the longest first."""
        return sorted(self.blockers, key=lambda each: (-(each.age or 0), each.row.centre, each.number))

    def by_region(self, regions: Sequence[str]) -> dict[str, dict[str, int]]:
        """How many of each kind wait in each region: all that somebody learns who may read no plan."""
        counted = Counter((ask.kind, ask.row.region) for ask in self.asks)
        counted.update((BLOCKED, each.row.region) for each in self.blockers)
        return {kind: {region: counted[kind, region] for region in regions} for kind in (*KINDS, BLOCKED)}


def age_of(since: date, today: date) -> int:
    """For how many days something has been waiting."""
    return max(0, (today - since).days)
