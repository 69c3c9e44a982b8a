"""Finding plans, actions and the notes behind them. Whoever may not read a plan does not find it."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import selectinload

from app import clock
from app.accounts.models import Principal
from app.boards.models import Board
from app.centres.models import Centre, Staff, Term, TermKind
from app.db import Model, db
from app.errors import NotFound
from app.ids import digest
from app.plans import days
from app.plans.extent import STANDING, WHOLE, WORK
from app.plans.letters.contact_queries import reaches
from app.plans.models import (
    Action,
    CheckIn,
    CheckInLink,
    Contact,
    Edit,
    EditDeed,
    Item,
    ItemOrigin,
    Measure,
    Origin,
    Part,
    Pause,
    Plan,
    PlanWorkshop,
    Share,
)
from app.plans.policy import LINGERS, MAY, Deed, Standpoint, deeds_of
from app.voting.queries import tally_of
from app.workshops.models import LEADING_ROLES, Seat, Workshop
from app.workshops.queries import workshop_and_seat

Kept = TypeVar("Kept", bound=Item)
Row = TypeVar("Row")


def plan_and_deeds(plan_id: str, principal: Principal) -> tuple[Plan, frozenset[Deed]]:
    """The plan, of which the rest is read as it is asked for, and what this principal may do with it.

    Raises:
        NotFound: no such plan, or it is not theirs to read.
    """
    deeds = deeds_in(plan_id, principal)
    return db.session.get_one(Plan, plan_id), deeds


def whole_plan_and_deeds(plan_id: str, principal: Principal) -> tuple[Plan, frozenset[Deed]]:
    """All of the plan, read at once for a page that shows most of it, and what this principal may do with it.

    Raises:
        NotFound: no such plan, or it is not theirs to read.
    """
    deeds = deeds_in(plan_id, principal)
    return plan_found(plan_id), deeds


def deeds_in(plan_id: str, principal: Principal) -> frozenset[Deed]:
    """What this principal may do with a plan, where nothing is read of it.

    Raises:
        NotFound: no such plan, or it is not theirs to read.
    """
    # One question says whether it is there and theirs: neither the clock nor the count tells who may not know it.
    centre_id = db.session.scalar(select(Plan.centre_id).where(Plan.id == plan_id, seen_by(principal)))
    if centre_id is None:
        raise NotFound
    return _deeds(plan_id, centre_id, principal)


def principal_found(principal_id: str) -> Principal:
    """Whoever holds a socket.

    Raises:
        NotFound: nobody, or nobody any more.
    """
    principal = db.session.get(Principal, principal_id)
    if principal is None or not principal.is_active:
        raise NotFound
    return principal


def plan_found(plan_id: str) -> Plan:
    """A plan, for whoever holds a link to it.

    Raises:
        NotFound: there is none.
    """
    plan = db.session.scalar(select(Plan).where(Plan.id == plan_id).options(WHOLE))
    if plan is None:
        raise NotFound
    return plan


def read_one_ahead() -> None:
    """Read a plan that was followed for a while as its page does, if there is one.

    A plan is read in almost thirty questions, and the first time each of them is put into SQL: where one process
    serves everybody, all of them would wait for that.
    """
    if plan_id := db.session.scalar(select(Action.plan_id).join(Action.moves).limit(1)):
        plan_found(plan_id)


def action_and_deeds(action_id: str, principal: Principal) -> tuple[Action, frozenset[Deed]]:
    """The action, and what this principal may do with its plan.

    Raises:
        NotFound: no such action, or its plan is not theirs to read.
    """
    action = _within(select(Action).join(Plan).where(Action.id == action_id), principal)
    return action, _deeds(action.plan_id, action.plan.centre_id, principal)


def part_found(part_id: str, principal: Principal) -> Part:
    """A part of an action, as with `measure_found`.

    Raises:
        NotFound: there is none, or its plan is not theirs to read.
    """
    of = select(Part).join(Action, Action.id == Part.action_id).join(Plan, Plan.id == Action.plan_id)
    return _within(of.where(Part.id == part_id), principal)


def measure_found(measure_id: str, principal: Principal) -> Measure:
    """A measure of a plan this principal may read.

    Raises:
        NotFound: there is none, or its plan is not theirs to read.
    """
    of = select(Measure).join(Plan, Plan.id == Measure.plan_id)
    return _within(of.where(Measure.id == measure_id), principal)


def item_found(kind: type[Kept], item_id: str, principal: Principal) -> Kept:
    """A milestone, risk or the like, as with `measure_found`.

    Raises:
        NotFound: there is none of this kind, or its plan is not theirs to read.
    """
    return _within(select(kind).join(Plan, Plan.id == kind.plan_id).where(kind.id == item_id), principal)


def check_in_found(check_in_id: str, principal: Principal) -> CheckIn:
    """A check-in of a plan, as with `measure_found`.

    Raises:
        NotFound: there is none, or its plan is not theirs to read.
    """
    return _within(select(CheckIn).join(Plan, Plan.id == CheckIn.plan_id).where(CheckIn.id == check_in_id), principal)


def pause_found(pause_id: str, principal: Principal) -> Pause:
    """A pause of a plan, as with `measure_found`.

    Raises:
        NotFound: there is none, or its plan is not theirs to read.
    """
    return _within(select(Pause).join(Plan, Plan.id == Pause.plan_id).where(Pause.id == pause_id), principal)


def share_found(share_id: str, principal: Principal) -> Share:
    """A link that shows a plan outside, as with `measure_found`.

    Raises:
        NotFound: there is none, or its plan is not theirs to read.
    """
    return _within(select(Share).join(Plan, Plan.id == Share.plan_id).where(Share.id == share_id), principal)


def shares_of(plan_id: str) -> Sequence[Share]:
    """The links that show a plan outside, the newest first."""
    return db.session.scalars(select(Share).where(Share.plan_id == plan_id).order_by(Share.made_at.desc())).all()


def share_for(token: str) -> Share:
    """What a link shows that still works.

    Raises:
        NotFound: nobody made it, it ran out or was revoked; which of these is not told.
    """
    share = db.session.scalar(select(Share).where(Share.token_digest == digest(token)))
    if share is None or share.revoked_at is not None:
        raise NotFound
    plan = plan_found(share.plan_id)
    if share.ends_on is not None and share.ends_on < days.today_in(plan.timezone, clock.now()):
        raise NotFound
    return share


def link_found(link_id: str, principal: Principal) -> CheckInLink:
    """A check-in link of a plan, as with `measure_found`.

    Raises:
        NotFound: there is none, or its plan is not theirs to read.
    """
    of = select(CheckInLink).join(Plan, Plan.id == CheckInLink.plan_id)
    return _within(of.where(CheckInLink.id == link_id), principal)


def _within(asked: Select[Row], principal: Principal) -> Row:
    """What is there and theirs to read, in one question."""
    found: Row | None = db.session.scalar(asked.where(seen_by(principal)))
    if found is None:
        raise NotFound
    return found


def plans_seen_by(principal: Principal, *, centre_id: str | None = None) -> Sequence[Plan]:
    """The plans this principal may read, of one centre or of all: the newest first."""
    of_centre = true() if centre_id is None else Plan.centre_id == centre_id
    return db.session.scalars(
        select(Plan)
        .where(of_centre, seen_by(principal))
        .options(STANDING, selectinload(Plan.goals))
        .order_by(Plan.created_at.desc(), Plan.id)
    ).all()


def plans_to_work_on(principal: Principal) -> Sequence[Plan]:
    """The plans this principal may read, with their actions and what these are made of and wait for."""
    return db.session.scalars(select(Plan).where(seen_by(principal)).options(WORK).order_by(Plan.created_at)).all()


def may_see_plans_of(principal: Principal, centre_id: str) -> bool:
    """Whether this principal would see every plan of the centre, had it any."""
    return Deed.READ in deeds_of(roles_in(principal, centre_id))


def may_make_plans_at(principal: Principal, centre_id: str) -> bool:
    """Whether this principal may make a plan at the centre, were it open."""
    return Deed.CHANGE in deeds_of(roles_in(principal, centre_id))


def votes_behind(plan: Plan) -> dict[str, int]:
    """The dots on the notes and groups a plan came from, by their ids: as counted now, else as kept then."""
    origins: list[Origin | ItemOrigin] = [*plan.item_origins]
    origins += [origin for action in plan.actions for origin in action.origins]
    kept = {origin.note_id: votes for origin in origins if isinstance(votes := origin.details.get("votes"), int)}
    counted = [tally_of(board_id) for board_id in sorted({origin.board_id for origin in origins})]
    return {**kept, **{note_id: dots for tally in counted for note_id, dots in tally.items()}}


def boards_behind(plan: Plan) -> set[str]:
    """The boards on which the notes lie that something in a plan came from."""
    behind = {origin.board_id for origin in plan.item_origins}
    return behind | {origin.board_id for action in plan.actions for origin in action.origins}


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
    """The plan a workshop was opened from, or the one that was born in it, if there is one yet."""
    opened = select(PlanWorkshop.plan_id).where(PlanWorkshop.workshop_id == workshop_id)
    return db.session.scalar(select(Plan).where(or_(Plan.workshop_id == workshop_id, Plan.id.in_(opened))))


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


def workshop_of(plan: Plan) -> Workshop | None:
    """The workshop the plan was born in."""
    return db.session.get(Workshop, plan.workshop_id) if plan.workshop_id else None


def terms_of(plan: Plan) -> dict[str, Term]:
    """The capability and the initiative a plan serves, by these names."""
    keys = {TermKind.CAPABILITY: plan.capability, TermKind.INITIATIVE: plan.initiative}
    if not any(keys.values()):
        return {}
    found = db.session.scalars(select(Term).where(Term.kind.in_(keys)))
    return {term.kind: term for term in found if term.key == keys[TermKind(term.kind)]}


def boards_open_to(principal: Principal, board_ids: Collection[str]) -> set[str]:
    """Those of these boards in whose workshop the principal sits, so that a note leads there."""
    seats = select(Seat.workshop_id).where(Seat.principal_id == principal.id, Seat.removed_at.is_(None))
    return set(db.session.scalars(select(Board.id).where(Board.id.in_(board_ids), Board.workshop_id.in_(seats))))


def sits_in_workshop_of(plan: Plan, principal: Principal) -> bool:
    """Whether the principal can open the boards the plan's notes lie on."""
    seat = select(Seat.id).where(
        Seat.workshop_id == plan.workshop_id, Seat.principal_id == principal.id, Seat.removed_at.is_(None)
    )
    return db.session.scalar(seat) is not None


def _deeds(plan_id: str, centre_id: str, principal: Principal) -> frozenset[Deed]:
    roles = roles_in(principal, centre_id)
    stands = select(_led_by(principal), _sponsored_by(principal)).where(Plan.id == plan_id)
    leads, sponsors = db.session.execute(stands).one_or_none() or (False, False)
    if leads:
        roles.add(Standpoint.LEADS_THE_WORKSHOP if principal.is_person else Standpoint.LEADS_AS_GUEST)
    if sponsors:
        roles.add(Standpoint.SPONSORS)
    deeds = deeds_of(roles)
    if Deed.READ not in deeds:
        raise NotFound
    return deeds


def roles_in(principal: Principal, centre_id: str) -> set[str]:
    """What somebody is in a centre and in the alliance."""
    staff = select(Staff.role).where(Staff.centre_id == centre_id, Staff.principal_id == principal.id)
    return {role for role in (principal.alliance_role, db.session.scalar(staff)) if role}


def centres_changed_by(principal: Principal) -> set[str]:
    """Return the ids of the centres whose plans somebody may change, by their role in each of them."""
    roles = db.session.execute(select(Staff.centre_id, Staff.role).where(Staff.principal_id == principal.id))
    return {row.centre_id for row in roles if Deed.CHANGE in deeds_of({row.role})}


def centres_to_begin_at(principal: Principal) -> list[Centre]:
    """Return the open centres at which somebody may make a plan, by name."""
    theirs = select(Centre).where(Centre.id.in_(centres_changed_by(principal))).order_by(Centre.name, Centre.id)
    return [centre for centre in db.session.scalars(theirs) if not centre.is_closed]


def seen_by(principal: Principal) -> ColumnElement[bool]:
    """Which plans this principal may read, as a condition on Plan."""
    if Deed.READ in deeds_of({principal.alliance_role or ""}):
        return true()
    reading = [role for role, deeds in MAY.items() if Deed.READ in deeds]
    centres = select(Staff.centre_id).where(Staff.principal_id == principal.id, Staff.role.in_(reading))
    return or_(Plan.centre_id.in_(centres), _led_by(principal), _sponsored_by(principal))


def may_read(principal: Principal, plan_id: str) -> bool:
    """True when somebody may read a plan."""
    return db.session.scalar(select(Plan.id).where(Plan.id == plan_id, seen_by(principal))) is not None


def _sponsored_by(principal: Principal) -> ColumnElement[bool]:
    """Return the condition that a plan was published and its sponsor is reached as this person, while they are it."""
    if not principal.is_person:
        return false()
    # SQLite knows no other small letters than those of English; a name in others is compared as it is written.
    is_named = or_(Contact.name == Plan.sponsor, Contact.key == func.lower(Plan.sponsor))
    reached = exists().where(Contact.plan_id == Plan.id, Plan.sponsor != "", is_named, reaches(principal))
    return and_(Plan.published_at.is_not(None), reached.correlate(Plan))


def _led_by(principal: Principal) -> ColumnElement[bool]:
    """Which plans were born in a workshop this principal leads, or opened one they lead, and until when."""
    leads = and_(Seat.principal_id == principal.id, Seat.role.in_(LEADING_ROLES), Seat.removed_at.is_(None))
    led = select(Seat.workshop_id).join(Workshop, Workshop.id == Seat.workshop_id).where(leads)
    is_open = Workshop.closed_at.is_(None)
    lately = or_(is_open, Workshop.closed_at > clock.now() - LINGERS) if principal.is_person else is_open
    opened = select(PlanWorkshop.plan_id).where(PlanWorkshop.workshop_id.in_(led.where(is_open)))
    return or_(Plan.workshop_id.in_(led.where(lately)), Plan.id.in_(opened))


def may_promote(seat: Seat) -> bool:
    """True when somebody may take notes of the seat's workshop into a plan.

    Whoever leads it may while it is open; afterwards those who may change its plan, or make one at its host.
    """
    if not seat.facilitates or seat.removed_at is not None:
        return False
    if seat.workshop.closed_at is None:
        return True
    principal = db.session.get_one(Principal, seat.principal_id)
    own = select(Plan.id).where(Plan.workshop_id == seat.workshop_id, _led_by(principal))
    if db.session.scalar(own) is not None:
        return True
    host_id = seat.workshop.host_id
    return host_id is not None and Deed.PROMOTE in deeds_of(roles_in(principal, host_id))


def plan_that_has(table: type[Model], row_id: str) -> tuple[str, bool]:
    """Return the id of the plan that something belongs to, and whether that was taken out of it.

    Raises:
        NotFound: it names nothing that is or was in a plan.
    """
    if plan_id := db.session.scalar(_plan_of(table, row_id)):
        return plan_id, False
    dropped = db.session.scalar(select(Edit.plan_id).where(Edit.item_id == row_id, Edit.deed == EditDeed.DROP))
    if dropped is None:
        raise NotFound
    return dropped, True


def _plan_of(table: type[Model], row_id: str) -> Select[str]:
    """Ask for the plan in one question, whatever it is: the number of questions would tell a stranger what is there."""
    if table is Plan:
        return select(Plan.id).where(Plan.id == row_id)
    if table is Part:
        return select(Action.plan_id).join(Part, Part.action_id == Action.id).where(Part.id == row_id)
    columns = table.__table__.c
    return select(columns.plan_id).where(columns.id == row_id)
