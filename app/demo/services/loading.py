"""Workshops of a file come into the house: all of them, or none."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app import audit, clock
from app.accounts.models import Person
from app.centres.queries import centre_by_code
from app.db import transaction
from app.demo import queries, schema
from app.demo.agenda import laid_out
from app.demo.errors import NobodyToLead
from app.demo.reading import read_file
from app.demo.services import notes, plans, room, votes, workshops
from app.demo.services.briefs import add_briefs
from app.demo.services.centres import place_centres
from app.demo.services.interests import place_call
from app.demo.services.records import refuse_twice, remember
from app.plans import days
from app.workshops.models import SeatRole, Workshop


@dataclass(frozen=True, slots=True)
class Load:
    """Who leads what is loaded, who leads beside them, and whether it is the demonstration.

    `beside` are people with their roles; the first of them, if any, wrote the facilitator's notes.
    """

    maker: Person
    beside: tuple[tuple[Person, SeatRole], ...] = ()
    demo: bool = False


def load_workshops(content: bytes) -> list[Workshop]:
    """Load a file. The administrator who has been here longest leads its workshops.

    Raises:
        UnreadableFile: with the line and the reason; nothing was changed.
        AlreadyLoaded: one of its workshops is here; nothing was changed.
        NobodyToLead: there is no administrator yet.
    """
    file = read_file(content, queries.world())
    with transaction():
        maker = queries.leader()
        if maker is None:
            raise NobodyToLead
        centres = place_centres(file, renew=False)
        loaded = [load_one(written, Load(maker)) for written in file.workshops]
        add_briefs(file, centres, demo=False)
        place_call(file, centres, maker=maker, reviewer=None, demo=False)
        audit.record("workshops.load", "file:workshops", actor_id=maker.id, workshops=[row.id for row in loaded])
    return loaded


def load_one(written: schema.Workshop, load: Load) -> Workshop:
    """Load one workshop, as a part of the caller's transaction. One whose last day has passed is over.

    Raises:
        AlreadyLoaded: it is here.
    """
    refuse_twice(written.id, demo=load.demo)
    centre = centre_by_code(written.centre) if written.centre else None
    today = days.today_in(centre.timezone if centre else written.timezone, clock.now())
    laid = workshops.moved(laid_out(written), plans.shift_of(written.plan, today))
    over = workshops.last_day(laid) < today
    made = workshops.add_written(written, laid, maker=load.maker, centre=centre)
    remember(f"workshop:{written.id}", made.row.id, demo=load.demo)
    begins = datetime.combine(laid.days[0].date, laid.days[0].starts_at, ZoneInfo(written.timezone))
    leaders = room.seat_leaders(made, load.beside, begins=begins)
    seats = room.seat_participants(made, min(begins, clock.now()), everybody=over, demo=load.demo)
    seats[room.FACILITATOR] = leaders[0] if leaders else made.lead
    lying = notes.write_notes(made, written.notes, seats)
    if over:
        room.finish(made)
        votes.keep_votes(made, lying)
        made.row.created_at = begins
    if centre:
        plans.add_plan(made, centre, lying)
    return made.row
