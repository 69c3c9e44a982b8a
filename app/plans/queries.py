"""Finding plans, actions and the notes behind them. Whoever may not read a plan does not find it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import selectinload

from app import clock
from app.accounts.models import Principal
from app.boards.models import EVERYONE, Board, Element
from app.centres.models import Centre, Staff
from app.db import db
from app.errors import NotFound
from app.plans import days
from app.plans.errors import NoteStillPrivate
from app.plans.models import Action, Origin, Plan
from app.plans.policy import MAY, Deed, Standpoint, deeds_of
from app.workshops.models import LEADING_ROLES, Seat, Workshop
from app.workshops.queries import workshop_and_seat


def plan_and_deeds(plan_id: str, principal: Principal) -> tuple[Plan, frozenset[Deed]]:
    """The plan, and what this principal may do with it.

    Raises:
        NotFound: no such plan, or it is not theirs to read.
    """
    plan = db.session.scalar(
        select(Plan).where(Plan.id == plan_id).options(selectinload(Plan.actions).selectinload(Action.origins))
    )
    if plan is None:
        raise NotFound
    return plan, _deeds(plan, principal)


def action_and_deeds(action_id: str, principal: Principal) -> tuple[Action, frozenset[Deed]]:
    """The action, and what this principal may do with its plan.

    Raises:
        NotFound: no such action, or its plan is not theirs to read.
    """
    action = db.session.get(Action, action_id)
    if action is None:
        raise NotFound
    return action, _deeds(action.plan, principal)


def plans_seen_by(principal: Principal, *, centre_id: str | None = None) -> Sequence[Plan]:
    """The plans this principal may read, of one centre or of all: the newest first."""
    of_centre = true() if centre_id is None else Plan.centre_id == centre_id
    return db.session.scalars(
        select(Plan)
        .where(of_centre, _seen_by(principal))
        .options(selectinload(Plan.actions), selectinload(Plan.centre))
        .order_by(Plan.created_at.desc(), Plan.id)
    ).all()


def may_see_plans_of(principal: Principal, centre_id: str) -> bool:
    """Whether this principal would see every plan of the centre, had it any."""
    return Deed.READ in deeds_of(_standing_roles(principal, centre_id))


def centre_found(centre_id: str) -> Centre:
    """A centre by its id.

    Raises:
        NotFound: there is none.
    """
    centre = db.session.get(Centre, centre_id)
    if centre is None:
        raise NotFound
    return centre


def plan_of(workshop_id: str) -> Plan | None:
    """The plan that was born in a workshop, if there is one yet."""
    return db.session.scalar(select(Plan).where(Plan.workshop_id == workshop_id))


def calendar_of(workshop: Workshop) -> tuple[date | None, date]:
    """Day 1 of the workshop's plan, as it is or as a new plan would be given it, and today's date where it counts."""
    plan = plan_of(workshop.id)
    if plan is not None:
        return plan.day_one, days.today_in(plan.timezone, clock.now())
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


def note_for(seat: Seat, board_id: str, note_id: str) -> tuple[Board, Element]:
    """The note on a board of the seat's workshop, which everybody there can see.

    Raises:
        NotFound: there is no such note here, or it is hidden from the seat.
        NoteStillPrivate: the seat alone sees it.
    """
    found = db.session.execute(
        select(Board, Element)
        .join(Element, Element.board_id == Board.id)
        .where(
            Board.id == board_id,
            Board.workshop_id == seat.workshop_id,
            Element.id == note_id,
            Element.type == "note",
            Element.deleted_seq.is_(None),
            Element.audience.in_([EVERYONE, seat.id]),
        )
    ).one_or_none()
    if found is None:
        raise NotFound
    board, note = found
    if note.audience != EVERYONE:
        raise NoteStillPrivate
    return board, note


def action_from(board_id: str, note_id: str) -> Action | None:
    """The action this note became, if it did."""
    return db.session.scalar(
        select(Action).join(Origin).where(Origin.board_id == board_id, Origin.note_id == note_id, Origin.promoted)
    )


def outcomes_on(board_id: str) -> Sequence[tuple[str, Action]]:
    """Which notes of a board stand behind which actions, in the order of the actions' numbers."""
    return [
        (note_id, action)
        for note_id, action in db.session.execute(
            select(Origin.note_id, Action)
            .join(Action, Action.id == Origin.action_id)
            .where(Origin.board_id == board_id)
            .order_by(Action.number, Origin.note_id)
        )
    ]


def workshop_of(plan: Plan) -> Workshop | None:
    """The workshop the plan was born in."""
    return db.session.get(Workshop, plan.workshop_id) if plan.workshop_id else None


def sits_in_workshop_of(plan: Plan, principal: Principal) -> bool:
    """Whether the principal can open the boards the plan's notes lie on."""
    seat = select(Seat.id).where(
        Seat.workshop_id == plan.workshop_id, Seat.principal_id == principal.id, Seat.removed_at.is_(None)
    )
    return db.session.scalar(seat) is not None


def _deeds(plan: Plan, principal: Principal) -> frozenset[Deed]:
    roles = _standing_roles(principal, plan.centre_id)
    seat = db.session.scalar(select(Seat).where(_leading(principal), Seat.workshop_id == plan.workshop_id))
    if seat is not None:
        roles.add(Standpoint.LEADS_THE_WORKSHOP)
    deeds = deeds_of(roles)
    if Deed.READ not in deeds:
        raise NotFound
    return deeds


def _standing_roles(principal: Principal, centre_id: str) -> set[str]:
    staff = select(Staff.role).where(Staff.centre_id == centre_id, Staff.principal_id == principal.id)
    return {role for role in (principal.alliance_role, db.session.scalar(staff)) if role}


def _seen_by(principal: Principal) -> ColumnElement[bool]:
    if Deed.READ in deeds_of({principal.alliance_role or ""}):
        return true()
    reading = [role for role, deeds in MAY.items() if Deed.READ in deeds]
    centres = select(Staff.centre_id).where(Staff.principal_id == principal.id, Staff.role.in_(reading))
    workshops = select(Seat.workshop_id).where(_leading(principal))
    return or_(Plan.centre_id.in_(centres), Plan.workshop_id.in_(workshops))


def _leading(principal: Principal) -> ColumnElement[bool]:
    return and_(Seat.principal_id == principal.id, Seat.role.in_(LEADING_ROLES), Seat.removed_at.is_(None))
