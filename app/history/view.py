"""The history of a board as its pages draw it: moments newest first, and what would become of each note."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from app.boards.engine.state import IMAGE, INK, NOTE, Element
from app.boards.engine.texts import is_blank
from app.boards.things import in_words
from app.boards.view import ZoneView, zone_views
from app.canvases.canvas import Canvas, Words
from app.history.models import BoardVersion, VersionKind
from app.history.wish import Change, Plan


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment one can go to: kept by itself, named, or just before somebody took something back.

    `living` counts what lay there, where that is known. `to` is the moment a way back led to.
    """

    seq: int
    at: datetime
    kind: str = "kept"
    name: str = ""
    by: str = ""
    living: int | None = None
    version_id: str | None = None
    to: datetime | None = None
    zone: Words | None = None
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """The moments of one day of the workshop."""

    date: date
    moments: Sequence[Moment]


@dataclass(frozen=True, slots=True)
class Laid:
    """What lay on a board, as a list: zones with all that can be said, and how many notes are blank."""

    zones: Sequence[ZoneView]
    elsewhere: Sequence[Element]
    wordless: int


def days(moments: Iterable[Moment], timezone: str) -> list[Day]:
    """Moments by the day on the workshop's calendar, newest first; of those kept in one minute the last."""
    zone, seen = ZoneInfo(timezone), set()
    shown = []
    for moment in sorted(moments, key=lambda each: (each.seq, each.at, each.kind != "kept"), reverse=True):
        local = moment.at.astimezone(zone)
        minute = local.replace(second=0, microsecond=0)
        if moment.kind == "kept" and minute in seen:
            continue
        seen.add(minute)
        shown.append((local.date(), moment))
    return [Day(day, [moment for _day, moment in group]) for day, group in groupby(shown, key=lambda pair: pair[0])]


def moments_of(
    versions: Iterable[BoardVersion],
    kept: Iterable[tuple[int, datetime, int]],
    names: Mapping[str, str],
    canvas: Canvas,
    *,
    told_whose: bool,
) -> list[Moment]:
    """What is remembered of a board, in one shape.

    `names` are those one may know; whose doing was taken back is for those who lead.
    """
    return [
        *(Moment(seq, at, living=living) for seq, at, living in kept),
        *(_remembered(version, names, canvas, told_whose=told_whose) for version in versions),
    ]


def laid(canvas: Canvas, elements: Sequence[Element]) -> Laid:
    """What lay on a board as a list."""
    said = [each for each in elements if each.type != NOTE or not is_blank(each.text)]
    known = {zone.id for zone in canvas.zones}
    elsewhere = [each for each in said if each.zone not in known]
    return Laid(zone_views(canvas, said), elsewhere, len(elements) - len(said))


def kinds_of(elements: Iterable[Element]) -> dict[str, str]:
    """What each of these is, by its id, where it is neither a note nor a group."""
    found = list(elements)
    shown = {IMAGE: _("An image"), INK: _("A drawing")}
    return in_words(found) | {each.id: str(shown[each.type]) for each in found if each.type in shown}


def named_by(elements: Iterable[Element]) -> set[str]:
    """What these name: where a line begins and ends, what a comment is about."""
    return {other for each in elements for other in (each.start, each.end, each.about) if isinstance(other, str)}


def by_way(plan: Plan) -> dict[str, list[Change]]:
    """The changes of a plan: what comes back, what changes, what goes."""
    ways: dict[str, Callable[[Change], bool]] = {
        "comes": lambda change: change.before is None,
        "changes": lambda change: change.before is not None and change.after is not None,
        "goes": lambda change: change.after is None,
    }
    return {name: [change for change in plan.changes if is_so(change)] for name, is_so in ways.items()}


def _remembered(version: BoardVersion, names: Mapping[str, str], canvas: Canvas, *, told_whose: bool) -> Moment:
    zone = canvas.zone(str(version.about.get("zone", "")))
    to = version.about.get("at")
    return Moment(
        version.seq,
        version.at,
        kind=version.kind,
        name=version.name,
        by=names.get(version.seat_id, ""),
        version_id=None if version.kind == VersionKind.NAMED else version.id,
        to=datetime.fromisoformat(str(to)) if to else None,
        zone=zone.title if zone else None,
        whose=names.get(str(version.about.get("seat", "")), "") if told_whose else "",
    )
