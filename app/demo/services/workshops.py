"""A workshop of a file becomes a workshop of the house, as a part of the caller's transaction."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import force_locale
from flask_babel import gettext as _

from app import i18n
from app.accounts.models import Person
from app.canvases.library import library
from app.centres.models import Centre
from app.demo import schema
from app.demo.agenda import LaidDay, LaidOut, LaidStep
from app.demo.checking import KINDS
from app.workshops.agenda import AgendaDay
from app.workshops.drafts import Brief, StepDraft, phases_of
from app.workshops.models import Ask, Seat, Workshop, WorkshopKind
from app.workshops.phases import Phase, PhaseKind
from app.workshops.queries import seat_of
from app.workshops.services.making import add_workshop


@dataclass(frozen=True, slots=True)
class Made:
    """A workshop that was just made, with what is needed to fill it."""

    written: schema.Workshop
    row: Workshop
    lead: Seat


def add_written(
    written: schema.Workshop, laid: LaidOut, *, maker: Person, centre: Centre | None, asks: tuple[Ask, ...] = ()
) -> Made:
    """Make the workshop with its agenda; the maker leads it."""
    language = next((code for code in written.languages if code in i18n.LANGUAGES), "en")
    brief = Brief(
        title=written.title,
        question=written.question,
        kind=KINDS[written.kind] if written.kind else WorkshopKind.OTHER,
        timezone=written.timezone,
        days=tuple(AgendaDay(day.date, day.starts_at) for day in laid.days),
        host_id=centre.id if centre else None,
        host_name="" if centre else written.host or maker.name,
        place=written.place,
        language=language,
        languages=written.languages,
        expected=written.participants.count or None,
        tables=written.participants.tables,
        asks=asks,
    )
    steps = [_step(step, written, language) for step in laid.steps]
    beside = dict.fromkeys([*written.canvases, *(note.canvas for note in written.notes)])
    row = add_workshop(maker, brief, steps, canvases=library().canvases, extra=beside)
    lead = seat_of(row.id, maker.id)
    if lead is None:
        raise LookupError(row.id)
    return Made(written, row, lead)


def moved(laid: LaidOut, days: timedelta) -> LaidOut:
    """The same agenda so many days later."""
    return LaidOut(tuple(LaidDay(day.date + days, day.starts_at) for day in laid.days), laid.steps)


def last_day(laid: LaidOut) -> date:
    return laid.days[-1].date


def _step(step: LaidStep, written: schema.Workshop, language: str) -> StepDraft:
    if step.item is None:
        return StepDraft(minutes=step.minutes, title=_break(), day=step.day)
    item = step.item
    return StepDraft(
        minutes=item.minutes,
        title={written.languages[0]: item.title} if written.languages else {language: item.title},
        screen=item.canvas,
        day=step.day,
        phases=_phases(item),
        note=item.facilitator_note,
    )


def _break() -> dict[str, str]:
    """Return what a break is called, in every language of the product."""
    named = {}
    for code in i18n.LANGUAGES:
        with force_locale(code):
            named[code] = _("Break")
    return named


def _phases(item: schema.AgendaItem) -> tuple[Phase, ...] | None:
    """None for the canvas's own flow; where that has nothing of the kind the file names, one phase of that kind."""
    kind = PhaseKind(item.mode)
    if item.canvas is None:
        return (Phase(kind, item.minutes),)
    flow = phases_of(library().canvases[item.canvas])
    return None if any(phase.kind is kind for phase in flow) else (Phase(kind, item.minutes),)
