"""Who has a board open, where they point, what they write on and what they chose, as values. No I/O.

A person is known to the others by a number of their own, drawn at random. Where names are
shown it stands for a seat; where they are not it stands for nobody, is drawn anew each time
its cursor leaves the sheet, and is never told together with the note somebody writes on or
chose: so it ties nobody's notes together.
"""

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from app.boards.told import Open, Point, Rules, View

CROWD = 150
CURSORS_IN_A_CROWD = 60
"""Beyond so many people only facilitators and those who moved last are shown pointing."""

RESTS_AFTER = timedelta(seconds=10)
"""A cursor that rests so long is taken off the sheet, a note nobody types in any more counts as left."""

STAYS = timedelta(seconds=2)
"""In a crowd a cursor once shown stays so long, so that they do not take turns."""

LARGEST_NUMBER = 999_999


@dataclass(slots=True)
class Person:
    """Somebody who has the board open, in however many tabs; `at`, `writes` and `chosen` are what was said last."""

    seat: str
    name: str
    leads: bool
    number: int
    at: Point | None = None
    writes: str | None = None
    chosen: tuple[str, ...] = ()
    heard: datetime | None = None

    def pause(self) -> None:
        """Point nowhere and write on nothing."""
        self.at = self.writes = None

    def forget(self) -> None:
        """Have nothing chosen either."""
        self.pause()
        self.chosen = ()


class Apart(NamedTuple):
    """What is written on and chosen, without by whom."""

    writes: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()


NOTHING = Apart()


class Whereabouts:
    """The people of one board. `draw` makes a number; `apart` is what people do of whom nobody here knows more."""

    def __init__(self, draw: Callable[[], int]) -> None:
        self._draw = draw
        self._people: dict[Hashable, Person] = {}
        self._named: bool | None = None
        self.apart = NOTHING
        self.view = View()

    def __len__(self) -> int:
        return len(self._people)

    def come(self, key: Hashable, *, seat: str, name: str, leads: bool) -> None:
        """Somebody opens the board, perhaps in one more tab."""
        if key not in self._people:
            self._people[key] = Person(seat, name, leads, self._number())

    def go(self, key: Hashable) -> None:
        """Somebody closed their last tab."""
        self._people.pop(key, None)

    def say(
        self,
        key: Hashable,
        at: Point | None,
        writes: str | None,
        now: datetime,
        *,
        chosen: tuple[str, ...] | None = None,
    ) -> None:
        """Take what somebody says of themselves; it replaces what they said before. Nothing said of what they chose
        leaves it as it is.
        """
        if (person := self._people.get(key)) is not None:
            person.at, person.writes, person.heard = at, writes, now
            person.chosen = person.chosen if chosen is None else chosen

    def let_go(self, key: Hashable) -> None:
        """A page of somebody's is gone, and what was chosen on it."""
        if (person := self._people.get(key)) is not None:
            person.chosen = ()

    def person(self, key: Hashable) -> Person | None:
        """Somebody as they are known now."""
        return self._people.get(key)

    def number(self, key: Hashable) -> int | None:
        """The number by which the others know somebody now."""
        return self._people[key].number if key in self._people else None

    def written_on(self) -> set[str]:
        """The elements people say they write on."""
        return {person.writes for person in self._people.values() if person.writes is not None} | self.apart.writes

    def chosen(self, now: datetime) -> set[str]:
        """The elements somebody chose of whom it is told: in a crowd those who are shown pointing."""
        return {element for person in self._choosing(now) for element in person.chosen} | self.apart.chosen

    def of_nobody(self, keys: Collection[Hashable], now: datetime, open_: Open) -> Apart:
        """What these people write on and chose of which nobody may know who it is."""
        people = [person for key, person in self._people.items() if key in keys]
        shown = {id(person) for person in self._choosing(now)}
        writes = {p.writes for p in people if p.writes in open_.public - open_.ties and p.writes is not None}
        chosen = {element for p in people if not open_.named and id(p) in shown for element in p.chosen}
        return Apart(frozenset(writes), frozenset(chosen & open_.public))

    def look(
        self, rules: Rules, public: Collection[str], now: datetime, *, unnamed: Collection[str] = frozenset()
    ) -> View:
        """What everybody may know now; of the elements named only those in `public` are open to all.

        On those in `unnamed` somebody writes, and nobody is told who: not by a number, and not by a cursor beside it.
        """
        if rules.named != self._named:
            self._rename(self._people.values())
            self._named = rules.named
        rests_since = now - RESTS_AFTER
        for person in self._people.values():
            # Whoever has a hidden note in hand leaves no trace at all, and private writing knows no cursors.
            if rules.private or (person.writes is not None and person.writes not in public):
                person.forget()
            elif person.heard is None or person.heard < rests_since:
                person.pause()
            elif rules.named and person.writes in unnamed:
                person.at = None
        shown = self._pointing(now)
        if not rules.named:
            vanished = self.view.cursors.keys() - {person.number for person in shown}
            self._rename(person for person in self._people.values() if person.number in vanished)
        self.view = View(
            people=len(self._people),
            who={p.number: (p.seat, p.name) for p in self._people.values() if p.seat} if rules.named else {},
            cursors={p.number: p.at for p in shown if p.at is not None},
            writing=tuple(sorted(self._writing(rules, public, unnamed), key=str)),
            chosen=frozenset(
                (element, person.number if rules.named else None)
                for person in (shown if len(self._people) > CROWD else self._people.values())
                for element in person.chosen
                # Whoever chose what somebody wrote unnamed may be who.
                if element in public and not (rules.named and element in unnamed)
            )
            | {
                (element, None)
                for element in self.apart.chosen
                if element in public and not rules.private | rules.named
            },
        )
        return self.view

    def _writing(self, rules: Rules, public: Collection[str], unnamed: Collection[str]) -> set[tuple[str, int | None]]:
        people = [person for person in self._people.values() if person.writes is not None]
        apart = {(element, None) for element in self.apart.writes if element in public and not rules.private}
        return apart | {(p.writes or "", p.number if rules.named and p.writes not in unnamed else None) for p in people}

    def _pointing(self, now: datetime) -> list[Person]:
        people = [person for person in self._people.values() if person.at is not None]
        if len(self._people) <= CROWD:
            return people
        others = [person for person in people if not person.leads]
        stay = {person.number for person in others if self._stays(person, now)} if self.view.cursors else ()
        others.sort(key=lambda person: (person.number in stay, person.heard), reverse=True)
        return [person for person in people if person.leads] + others[:CURSORS_IN_A_CROWD]

    def _choosing(self, now: datetime) -> Iterable[Person]:
        return self._people.values() if len(self._people) <= CROWD else self._pointing(now)

    def _stays(self, person: Person, now: datetime) -> bool:
        return person.number in self.view.cursors and person.heard is not None and now - person.heard <= STAYS

    def _rename(self, people: Iterable[Person]) -> None:
        for person in list(people):
            person.number = self._number()

    def _number(self) -> int:
        taken = {person.number for person in self._people.values()} | self.view.cursors.keys() | self.view.who.keys()
        while (number := self._draw()) in taken:
            pass
        return number
