"""Counting dots: who comes first, who shares a place, how many are to vote, and whether the sums agree.

Values and functions only.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Place:
    """What an element got. Ranks count from 1; equal dots share one, and the next are left out: 1, 2, 2, 4."""

    element: str
    dots: int
    rank: int
    tie: bool


@dataclass(frozen=True, slots=True)
class Cast:
    """A ballot that counts: one dot on one element. `voter` is None where nobody can tell any more."""

    voter: str | None
    element: str


@dataclass(frozen=True, slots=True)
class MayVote:
    """Somebody who may vote: the key of their ballots, and whether they are in the room and lead it."""

    key: str
    here: bool
    leads: bool


def electorate(people: Iterable[MayVote], voted: Collection[str]) -> int:
    """Return of how many people it is said that some have voted: those who may and are here, and all who have.

    Whoever has voted stays counted when they leave, or others who are here would be missing. Whoever leads may
    vote too, but most do not: they count once they have.
    """
    return len({each.key for each in people if each.here and not each.leads}.union(voted))


def count(ballots: Iterable[Cast]) -> dict[str, int]:
    """The dots of each element that got any."""
    return dict(Counter(ballot.element for ballot in ballots))


def strongest_first(things: Iterable[Thing], dots: Callable[[Thing], Sequence[int]]) -> list[Thing]:
    """Return things as rooms see what they chose: by what got the most dots in each, then by all of its dots.

    `dots` says what each part of a thing got: a note is one part, a theme is itself and its notes.
    """
    return sorted(things, key=lambda thing: (-max(dots(thing), default=0), -sum(dots(thing))))


def ranked(dots: Mapping[str, int]) -> tuple[Place, ...]:
    """Everything that got dots, most first; what is equal stands beside each other, in the order of the ids."""
    given = sorted((element, number) for element, number in dots.items() if number > 0)
    order = strongest_first(given, lambda each: each[1:])
    numbers = [number for _element, number in order]
    return tuple(
        Place(element, number, rank=numbers.index(number) + 1, tie=numbers.count(number) > 1)
        for element, number in order
    )


def faults(
    used: Mapping[str, int],
    ballots: Iterable[Cast],
    dots: Mapping[str, int] | None,
    *,
    budget: int,
    per_note: int | None = None,
) -> list[str]:
    """What does not add up in a round, in words; nothing where all is well.

    `used` is what each voter has spent, `dots` what was counted at the closing, None while the
    round is open.
    """
    cast = list(ballots)
    found = [f"{voter} has used {number} of {budget}" for voter, number in used.items() if not 0 <= number <= budget]
    if sum(used.values()) != len(cast):
        found.append(f"{sum(used.values())} dots are used and {len(cast)} ballots are there")
    spent = Counter(ballot.voter for ballot in cast if ballot.voter is not None)
    found += [
        f"{voter} has used {used.get(voter, 0)} and cast {number}"
        for voter, number in spent.items()
        if used.get(voter, 0) != number
    ]
    piled = Counter((ballot.voter, ballot.element) for ballot in cast if ballot.voter is not None)
    found += [
        f"{voter} gave {number} to {element}"
        for (voter, element), number in piled.items()
        if per_note is not None and number > per_note
    ]
    if dots is not None and dict(dots) != count(cast):
        found.append(f"{sum(dots.values())} dots are counted and {len(cast)} ballots are there, or they lie elsewhere")
    return found
