"""The live room: a copy of one of the workshops that began a while ago and stands in the middle of a step."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from app import clock
from app.centres.queries import centre_by_code
from app.demo import queries, schema
from app.demo.agenda import LaidDay, LaidOut, laid_out
from app.demo.services import notes, room, workshops
from app.demo.services.loading import Load
from app.demo.services.records import remember
from app.demo.services.workshops import Made
from app.workshops.models import Ask, Workshop
from app.workshops.phases import PhaseKind
from app.workshops.services.stage import scenes_of
from app.workshops.stage import Place

COPIED = "ws_typical_centre"
STEP = 3
"""The fourth step: what was written alone has just been shown, and people group it."""

PHASE = PhaseKind.CLUSTER
ENTERED_AGO = timedelta(minutes=1)


def open_live(written: schema.Workshop, load: Load) -> Workshop:
    """Make the live copy, as a part of the caller's transaction: it stands at its fourth step, now."""
    made = workshops.add_written(
        replace(written, notes=tuple(_so_far(written))),
        _today(written),
        maker=load.maker,
        centre=centre_by_code(written.centre) if written.centre else None,
        asks=(Ask.TABLE, Ask.ROLE),
    )
    remember(queries.LIVE, made.row.id, demo=True)
    there = _place(made)
    entered = (clock.now() - ENTERED_AGO).replace(second=0, microsecond=0)
    begins = entered - timedelta(minutes=room.minutes_before(made, there))
    _begin(made, begins)
    leaders = room.seat_leaders(made, load.beside, begins=begins)
    seats = room.seat_participants(made, begins, everybody=True, demo=True)
    seats[room.FACILITATOR] = leaders[0] if leaders else made.lead
    notes.write_notes(made, made.written.notes, seats)
    room.stand_at(made, there, entered)
    return made.row


def _so_far(written: schema.Workshop) -> list[schema.Note]:
    """The notes of the steps that are over, and the first half of those of the step that is on."""
    over = {item.canvas for item in written.agenda[:STEP]}
    now = written.agenda[STEP].canvas
    here = [note for note in written.notes if note.canvas == now]
    half = {note.id for note in here[: (len(here) + 1) // 2]}
    return [note for note in written.notes if note.canvas in over or note.id in half]


def _today(written: schema.Workshop) -> LaidOut:
    laid = laid_out(written)
    today = clock.now().astimezone(ZoneInfo(written.timezone)).date()
    return LaidOut((LaidDay(today, time(9)),), laid.steps)


def _place(made: Made) -> Place:
    phases = scenes_of(made.row.id)[STEP].phases
    return Place(STEP, next((number for number, phase in enumerate(phases) if phase.kind is PHASE), 0))


def _begin(made: Made, begins: datetime) -> None:
    """Let the agenda have begun when the room did, so that the plan and the clock agree."""
    local = begins.astimezone(ZoneInfo(made.row.timezone))
    made.row.days[0].date = local.date()
    made.row.days[0].starts_at = local.time().replace(second=0, microsecond=0)
