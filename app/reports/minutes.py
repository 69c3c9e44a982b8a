"""The minutes of a workshop, composed from what was found. No database and no clock here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from app.boards.engine.kinds import WORDED
from app.boards.engine.state import GROUP, IMAGE, NOTE, Element
from app.boards.engine.texts import is_blank
from app.canvases.canvas import Canvas, Words
from app.voting.tally import strongest_first

THEMES_SHOWN = 12
WORDS_OF_A_THEME = 2
"""Themes on the first page, and notes of each; all of them stand in the annex."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A note as it was written, another text, or an image, whose address `image` is, with what it shows in words.

    `dots` is None where nobody voted on its board; `author` is empty where not shown. `fields` are what it
    answers to its canvas.
    """

    text: str
    lang: str | None
    dir: str
    gloss: str | None
    dots: int | None
    author: str
    image: str = ""
    fields: Mapping[str, int | str] | None = None


@dataclass(frozen=True, slots=True)
class Grouped:
    """Notes under a title, most dots first. `dots` are those of the group itself, `inside` those of its notes."""

    title: str
    dir: str
    dots: int | None
    notes: tuple[Noted, ...]
    inside: int = 0


@dataclass(frozen=True, slots=True)
class ZonePart:
    """A zone with what lies in it: its groups, then the notes in no group."""

    title: Words
    groups: tuple[Grouped, ...]
    notes: tuple[Noted, ...]


@dataclass(frozen=True, slots=True)
class BoardPart:
    """A board with the zones something lies in, in reading order.

    `count` are the notes that people wrote, `texts` what else they wrote on it: texts, titles of frames, words of
    shapes and images.
    `stayed` are those that not everybody saw when the workshop ended.
    """

    board_id: str
    canvas: str
    name: Words
    zones: tuple[ZonePart, ...]
    count: int
    voted: bool
    texts: int = 0
    stayed: int = 0


@dataclass(frozen=True, slots=True)
class Theme:
    """A group on the first page, or a note in no group that got dots: then its words are the title.

    `given` are the dots of each of its parts, as screens showed them: of the theme itself, in each place where it
    stands, and of its notes; `dots` are those on the theme, `inside` those on its notes. `share` is how many its
    strongest part got of the most dots that any got, in percent.
    """

    title: str
    dir: str
    words: tuple[Noted, ...]
    dots: int
    inside: int
    given: tuple[int, ...]
    share: int = 0

    @property
    def most(self) -> int:
        return max(self.given, default=0)


@dataclass(frozen=True, slots=True)
class Ran:
    """A step as planned and as run. `minutes` are those it took, or was to take if it was never run.

    `coming` says that it was not run yet and lies ahead.
    """

    title: Words
    planned: datetime
    started: datetime | None
    minutes: int
    coming: bool = False

    @property
    def day(self) -> date:
        """The day on which it was first run, else the day it is planned for."""
        return (self.started or self.planned).date()


@dataclass(frozen=True, slots=True)
class RunDay:
    """A day of the workshop as it was run; `ends` is None where nothing ended on it."""

    starts: datetime
    ends: datetime | None


@dataclass(frozen=True, slots=True)
class BoardSource:
    """A board as it was found: what lies on it, the dots of its last vote, and the names that were shown."""

    board_id: str
    canvas: Canvas
    elements: Sequence[Element]
    names: Mapping[str, str] = field(default_factory=dict)
    dots: Mapping[str, int] | None = None


def board_part(source: BoardSource) -> BoardPart:
    """A board for the annex: zone, group, note."""
    groups_here = {element.id for element in source.elements if element.type == GROUP}
    inside: defaultdict[tuple[str, str | None], list[Element]] = defaultdict(list)
    for element in source.elements:
        # What lies in a frame lies alone here: a frame groups nothing.
        inside[element.zone, element.parent if element.parent in groups_here else None].append(element)
    zones = []
    for zone in source.canvas.in_order:
        lying = inside[zone.id, None]
        groups = [_grouped(each, inside[zone.id, each.id], source) for each in lying if each.type == GROUP]
        notes = _noted([each for each in lying if _is_told(each)], source)
        if groups or notes:
            zones.append(ZonePart(zone.title, tuple(groups), notes))
    return BoardPart(
        source.board_id,
        source.canvas.id,
        source.canvas.name,
        tuple(zones),
        count=sum(_is_written(element, source.canvas) for element in source.elements),
        voted=source.dots is not None,
        texts=sum(says_something(element) and element.type != NOTE for element in source.elements),
    )


def says_something(element: Element) -> bool:
    """Return whether it is a piece of text that people wrote, and neither the title of a group nor a comment."""
    return element.type in WORDED and not is_blank(element.text)


def _is_written(element: Element, canvas: Canvas) -> bool:
    """True for a note that people wrote: the titles which a one-tap vote laid are nobody's."""
    return element.type == NOTE and canvas.title_laid(element.zone, element.lang, element.text) is None


def _is_told(element: Element) -> bool:
    return element.type in {NOTE, IMAGE} or says_something(element)


def themes(parts: Sequence[BoardPart]) -> list[Theme]:
    """Return what the first page tells: groups, and notes in no group that got dots.

    They stand in the order in which the room saw the result. Groups of the same name are one theme.
    """
    groups: defaultdict[str, list[Grouped]] = defaultdict(list)
    for group in (group for part in parts for zone in part.zones for group in zone.groups):
        groups[group.title].append(group)
    alone = [note for part in parts for zone in part.zones for note in zone.notes if note.dots]
    found = [*(_theme(title, same) for title, same in groups.items()), *(_theme_of_one(note) for note in alone)]
    ranked = strongest_first(found, lambda theme: theme.given)
    most = ranked[0].most if ranked else 0
    return [replace(theme, share=round(100 * theme.most / most) if most else 0) for theme in ranked]


def _theme(title: str, groups: Sequence[Grouped]) -> Theme:
    notes = [note for group in groups for note in group.notes]
    on_it, on_notes = [group.dots or 0 for group in groups], [note.dots or 0 for note in notes]
    return Theme(title, groups[0].dir, _loudest(notes), sum(on_it), sum(on_notes), (*on_it, *on_notes))


def _theme_of_one(note: Noted) -> Theme:
    dots = note.dots or 0
    return Theme(note.text, note.dir, (note,) if note.image else (), dots, 0, (dots,))


def days_run(visits: Sequence[tuple[datetime, datetime | None]]) -> tuple[RunDay, ...]:
    """The days on which steps were begun, each from its first beginning to the last end on the same day.

    Moments are in the workshop's time zone. A step left open over the night ends no day.
    """
    days: dict[date, list[datetime]] = defaultdict(list)
    for started, ended in visits:
        days[started.date()].append(started)
        if ended is not None and ended.date() == started.date():
            days[started.date()].append(ended)
    return tuple(RunDay(min(each), max(each) if max(each) > min(each) else None) for _day, each in sorted(days.items()))


def by_day(steps: Sequence[Ran]) -> tuple[Ran, ...]:
    """Steps by the days they belong to; those of one day keep their order."""
    return tuple(sorted(steps, key=lambda step: step.day))


def minutes_taken(started: datetime, ended: datetime, planned: int) -> int:
    """Minutes a step took; one left open over the night, between two days, at most those planned."""
    took = minutes_between(started, ended)
    return took if started.date() == ended.date() else min(took, planned)


def minutes_between(started: datetime, ended: datetime) -> int:
    """Whole minutes, at least one."""
    return max(1, round((ended - started).total_seconds() / 60))


def _loudest(notes: Sequence[Noted]) -> tuple[Noted, ...]:
    return tuple(sorted(notes, key=lambda note: -(note.dots or 0))[:WORDS_OF_A_THEME])


def _grouped(group: Element, children: Sequence[Element], source: BoardSource) -> Grouped:
    notes = _noted(children, source)
    dots = source.dots.get(group.id, 0) if source.dots is not None else None
    return Grouped(group.text, group.dir, dots, notes, sum(note.dots or 0 for note in notes))


def _noted(elements: Sequence[Element], source: BoardSource) -> tuple[Noted, ...]:
    """Notes in the order they lie in, those with more dots first."""
    noted = [
        Noted(
            each.text,
            each.lang,
            each.dir,
            each.gloss,
            source.dots.get(each.id, 0) if source.dots is not None else None,
            source.names.get(each.author or "", "") if each.named else "",
            f"/boards/{source.board_id}/assets/{each.asset}" if each.asset else "",
            each.fields,
        )
        for each in elements
    ]
    return tuple(sorted(noted, key=lambda note: -(note.dots or 0)))
