"""Whether what a file says holds together: every name it uses names something, and time runs forward. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zoneinfo import available_timezones

from app.accounts.names import skeleton
from app.demo.agenda import TooEarly, laid_out
from app.demo.portfolio import Centre, ExpressionOfInterest, File, Portfolio
from app.demo.schema import Note, Plan, PlannedAction, Workshop
from app.demo.source import Path
from app.plans.actions.waiting import circle
from app.workshops.models import WorkshopKind

Fault = tuple[Path, str]


@dataclass(frozen=True, slots=True)
class World:
    """What a file may name without bringing it: canvases with their zones, centres by code, terms by kind."""

    zones: Mapping[str, frozenset[str]]
    centres: frozenset[str]
    terms: Mapping[str, frozenset[str]]


KINDS: Mapping[str, WorkshopKind] = {
    "centre_co_creation": WorkshopKind.CO_CREATION,
    "regional_forum_session": WorkshopKind.REGIONAL_FORUM,
    **{str(kind): kind for kind in WorkshopKind},
}
"""The kinds of a workshop as files write them."""


def faults_of(file: File, world: World) -> Iterator[Fault]:
    """Everything that does not hold together: where, and why."""
    yield from _twice(("workshops",), [workshop.id for workshop in file.workshops])
    centres = world.centres | {centre.id for centre in file.portfolio.centres}
    for at, workshop in enumerate(file.workshops):
        where: Path = ("workshops", at)
        yield from _workshop(where, workshop, world, centres)
        yield from _agenda(where, workshop, world)
        yield from _notes(where, workshop.notes, world)
        if workshop.plan:
            yield from _plan((*where, "plan"), workshop.plan, workshop, world)
    yield from _portfolio(("portfolio",), file.portfolio, world, {workshop.id for workshop in file.workshops})


def _workshop(where: Path, workshop: Workshop, world: World, centres: frozenset[str]) -> Iterator[Fault]:
    if workshop.timezone not in available_timezones():
        yield (*where, "timezone"), f"there is no time zone {workshop.timezone}"
    if workshop.kind is not None and workshop.kind not in KINDS:
        yield (*where, "kind"), f"there is no kind of workshop {workshop.kind}"
    if workshop.centre is not None and workshop.centre not in centres:
        yield (*where, "centre"), f"there is no centre {workshop.centre}, neither here nor in the house"
    if workshop.plan and workshop.centre is None:
        yield (*where, "plan"), "a plan needs the centre whose plan it is"
    for place, canvas in enumerate(workshop.canvases):
        if canvas not in world.zones:
            yield (*where, "canvases", place), f"there is no canvas {canvas}"


def _agenda(where: Path, workshop: Workshop, world: World) -> Iterator[Fault]:
    days = workshop.days
    if workshop.date is None and not days:
        yield where, "a workshop has a date, or days"
        return
    for at, (before, after) in enumerate(pairwise(days), start=1):
        if after.date <= before.date:
            yield (*where, "days", at, "date"), "a day comes after the one above it"
    for at, item in enumerate(workshop.agenda):
        if item.canvas is not None and item.canvas not in world.zones:
            yield (*where, "agenda", at, "canvas"), f"there is no canvas {item.canvas}"
        if item.day > max(1, len(days)):
            yield (*where, "agenda", at, "day"), f"the workshop has no day {item.day}"
            return
    try:
        laid_out(workshop)
    except TooEarly as fault:
        yield (*where, "agenda", fault.at), fault.reason


def _notes(where: Path, notes: Sequence[Note], world: World) -> Iterator[Fault]:
    yield from _twice((*where, "notes"), [note.id for note in notes])
    authors: dict[str, str] = {}
    for at, note in enumerate(notes):
        other = authors.setdefault(skeleton(note.author), note.author)
        if other != note.author:
            yield (*where, "notes", at, "author"), f"the author {note.author} looks like {other}"
        zones = world.zones.get(note.canvas)
        if zones is None:
            yield (*where, "notes", at, "canvas"), f"there is no canvas {note.canvas}"
        elif note.zone not in zones:
            yield (*where, "notes", at, "zone"), f"the canvas {note.canvas} has no zone {note.zone}"


def _plan(where: Path, plan: Plan, workshop: Workshop, world: World) -> Iterator[Fault]:
    if plan.day1 is None and plan.as_of_day is None:
        yield where, "a plan says when day 1 is, or which day today is"
    if plan.capability is not None and plan.capability not in world.terms["capability"]:
        yield (*where, "capability"), f"there is no capability {plan.capability}"
    if (plan.baton is None) != (plan.baton_since_day is None):
        yield (*where, "baton"), "whoever moves next does so since a day"
    yield from _actions((*where, "actions"), plan.actions, {note.id for note in workshop.notes})
    known = {action.id for action in plan.actions}
    for at, shown in enumerate(plan.evidence):
        if shown.action is not None and shown.action not in known:
            yield (*where, "evidence", at, "action"), f"there is no action {shown.action} in this plan"


def _actions(where: Path, actions: Sequence[PlannedAction], notes: set[str]) -> Iterator[Fault]:
    yield from _twice(where, [action.id for action in actions])
    there = {action.id for action in actions}
    if circle({action.id: action.needs for action in actions}):
        yield where, "actions wait for each other"
    for at, action in enumerate(actions):
        if action.due_day < action.start_day:
            yield (*where, at, "due_day"), "an action is due after it starts"
        for place, first in enumerate(action.needs):
            if first not in there:
                yield (*where, at, "needs", place), f"there is no action {first} in this plan"
        for place, note in enumerate(action.source_notes):
            if note not in notes:
                yield (*where, at, "source_notes", place), f"there is no note {note} in this workshop"


def _portfolio(where: Path, portfolio: Portfolio, world: World, workshops: set[str]) -> Iterator[Fault]:
    yield from _twice((*where, "centres"), [centre.id for centre in portfolio.centres])
    yield from _twice((*where, "eois"), [eoi.id for eoi in portfolio.eois])
    here = {centre.id for centre in portfolio.centres} | world.centres
    there = {eoi.id for eoi in portfolio.eois}
    for at, centre in enumerate(portfolio.centres):
        yield from _centre((*where, "centres", at), centre, world)
        if centre.eoi is not None and centre.eoi not in there:
            yield (*where, "centres", at, "eoi"), f"there is no expression of interest {centre.eoi}"
        named = centre.plan.workshop if centre.plan else None
        if named is not None and named not in workshops:
            yield (*where, "centres", at, "plan", "workshop"), f"there is no workshop {named} in this file"
    yield from _eois((*where, "eois"), portfolio, world)
    for at, practice in enumerate(portfolio.good_practices):
        if practice.source not in here:
            yield (*where, "good_practices", at, "from"), f"there is no centre {practice.source}"


def _eois(where: Path, portfolio: Portfolio, world: World) -> Iterator[Fault]:
    for at, eoi in enumerate(portfolio.eois):
        if portfolio.call is None or eoi.call != portfolio.call.id:
            yield (*where, at, "call"), f"there is no call {eoi.call}"
        yield from _eoi((*where, at), eoi, world)


def _eoi(where: Path, eoi: ExpressionOfInterest, world: World) -> Iterator[Fault]:
    named = (("region", "region", eoi.region), ("proposed_centre_type", "centre_type", eoi.proposed_centre_type))
    for field, kind, code in named:
        if code not in world.terms[kind]:
            yield (*where, field), f"there is no {kind.replace('_', ' ')} {code}"
    for place, code in enumerate(eoi.requested_capabilities):
        if code not in world.terms["capability"]:
            yield (*where, "requested_capabilities", place), f"there is no capability {code}"
    for place, code in enumerate(eoi.recommended_capabilities or ()):
        if code not in eoi.requested_capabilities:
            yield (*where, "recommended_capabilities", place), f"{code} was not asked for"


def _centre(where: Path, centre: Centre, world: World) -> Iterator[Fault]:
    named = [("region", "region", centre.region), ("centre_type", "centre_type", centre.centre_type)]
    for field, kind, code in named:
        if code is not None and code not in world.terms[kind]:
            yield (*where, field), f"there is no {kind.replace('_', ' ')} {code}"
    for place, code in enumerate(centre.capabilities):
        if code not in world.terms["capability"]:
            yield (*where, "capabilities", place), f"there is no capability {code}"


def _twice(where: Path, ids: list[str]) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for at, each in enumerate(ids):
        seen[each] += 1
        if seen[each] > 1:
            yield (*where, at, "id"), f"{each} is there twice"
