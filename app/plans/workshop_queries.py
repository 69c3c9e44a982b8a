"""The workshop a plan was born in or opened, and the notes and boards behind the plan."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import or_, select

from app import clock
from app.accounts.models import Principal
from app.boards.engine.audience import ALL
from app.boards.folded_queries import audiences_of
from app.boards.models import Board
from app.boards.reading import hearer
from app.db import db
from app.errors import NotFound
from app.plans import days
from app.plans.models import ItemOrigin, Origin, Plan, PlanWorkshop
from app.plans.permission_queries import led_by, roles_in
from app.plans.policy import Deed, deeds_of
from app.voting.queries import tally_of
from app.workshops.models import Seat, Workshop
from app.workshops.queries import workshop_and_seat

NoteKey = tuple[str, str]
"""A board and a note on it."""


def plan_of(workshop_id: str) -> Plan | None:
    """The plan a workshop was opened from, or the one that was born in it, if there is one yet."""
    opened = select(PlanWorkshop.plan_id).where(PlanWorkshop.workshop_id == workshop_id)
    return db.session.scalar(select(Plan).where(or_(Plan.workshop_id == workshop_id, Plan.id.in_(opened))))


def workshop_of(plan: Plan) -> Workshop | None:
    """The workshop the plan was born in."""
    return db.session.get(Workshop, plan.workshop_id) if plan.workshop_id else None


def calendar_of(workshop: Workshop) -> tuple[days.Begins | None, date]:
    """How the days of the workshop's plan count, or would in a new one, and today's date where they do."""
    plan = plan_of(workshop.id)
    if plan is not None:
        return plan.calendar, days.today_in(plan.timezone, clock.now())
    return new_day_one(workshop)


def new_day_one(workshop: Workshop) -> tuple[date, date]:
    """The day 1 a new plan of the workshop would be given, and today's date where it counts."""
    today = days.today_in(workshop.host.timezone if workshop.host else workshop.timezone, clock.now())
    return days.day_one_after(max((day.date for day in workshop.days), default=today), today), today


def seat_at(board_id: str, principal: Principal) -> Seat:
    """The seat this principal has in the workshop of a board.

    Raises:
        NotFound: no such board, or they never sat in its workshop.
        SeatEnded: a facilitator ended the seat.
    """
    board = db.session.get(Board, board_id)
    if board is None:
        raise NotFound
    return workshop_and_seat(board.workshop_id, principal)[1]


def sits_in_workshop_of(plan: Plan, principal: Principal) -> bool:
    """Whether the principal can open the boards the plan's notes lie on."""
    seat = select(Seat.id).where(
        Seat.workshop_id == plan.workshop_id, Seat.principal_id == principal.id, Seat.removed_at.is_(None)
    )
    return db.session.scalar(seat) is not None


def boards_open_to(principal: Principal, board_ids: Collection[str]) -> set[str]:
    """Those of these boards in whose workshop the principal sits, so that a note leads there."""
    seats = select(Seat.workshop_id).where(Seat.principal_id == principal.id, Seat.removed_at.is_(None))
    return set(db.session.scalars(select(Board.id).where(Board.id.in_(board_ids), Board.workshop_id.in_(seats))))


def boards_behind(plan: Plan) -> set[str]:
    """The boards on which the notes lie that something in a plan came from."""
    return {origin.board_id for origin in origins_of(plan)}


def origins_of(plan: Plan) -> list[Origin | ItemOrigin]:
    """Return all that things in a plan came from."""
    actions = (*plan.actions, *plan.parked_actions)
    return [*plan.item_origins, *(origin for action in actions for origin in action.origins)]


def readable_notes(origins: Iterable[Origin | ItemOrigin], reader: Principal | None = None) -> frozenset[NoteKey]:
    """Return of which notes a reader may know the words; without a reader, of which everybody may.

    A note that was deleted keeps the words that were copied, one that is hidden on its board is hidden here too.
    """
    notes = frozenset((origin.board_id, origin.note_id) for origin in origins)
    on_boards = defaultdict[str, set[str]](set)
    for board_id, note_id in notes:
        on_boards[board_id].add(note_id)
    hidden = {board_id: found for board_id, ids in on_boards.items() if (found := audiences_of(board_id, ids))}
    seats = _seats_at(hidden, reader) if hidden and reader else {}
    hearers = {board_id: hearer(seat) for board_id, seat in seats.items()}
    return notes - {
        (board_id, note_id)
        for board_id, audiences in hidden.items()
        for note_id, audience in audiences.items()
        if not hearers.get(board_id, ALL).hears(audience)
    }


def _seats_at(board_ids: Collection[str], principal: Principal) -> dict[str, Seat]:
    """Return by board the seat a principal has in its workshop."""
    query = (
        select(Board.id, Seat)
        .join(Seat, Seat.workshop_id == Board.workshop_id)
        .where(Board.id.in_(board_ids), Seat.principal_id == principal.id, Seat.removed_at.is_(None))
    )
    return {row.id: row.Seat for row in db.session.execute(query)}


def votes_behind(plan: Plan) -> dict[str, int]:
    """The dots on the notes and groups a plan came from, by their ids: as counted now, else as kept then."""
    origins = origins_of(plan)
    kept = {origin.note_id: votes for origin in origins if isinstance(votes := origin.details.get("votes"), int)}
    counted = [tally_of(board_id) for board_id in sorted({origin.board_id for origin in origins})]
    return {**kept, **{note_id: dots for tally in counted for note_id, dots in tally.items()}}


def may_promote(seat: Seat) -> bool:
    """True when somebody may take notes of the seat's workshop into a plan.

    Whoever leads it may while it is open; afterwards those who may change its plan, or make one at its host.
    """
    if not seat.facilitates or seat.removed_at is not None:
        return False
    if seat.workshop.closed_at is None:
        return True
    principal = db.session.get_one(Principal, seat.principal_id)
    own = select(Plan.id).where(Plan.workshop_id == seat.workshop_id, led_by(principal))
    if db.session.scalar(own) is not None:
        return True
    host_id = seat.workshop.host_id
    return host_id is not None and Deed.PROMOTE in deeds_of(roles_in(principal, host_id))
