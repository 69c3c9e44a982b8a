"""Finding plans and what they hold. Whoever may not read a plan does not find it."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, inspect, select, true
from sqlalchemy.orm import joinedload, selectinload, with_parent
from sqlalchemy.orm.attributes import set_committed_value

from app import clock
from app.accounts.models import Principal
from app.centres.models import Centre, Term, TermKind
from app.db import Model, db
from app.errors import NotFound
from app.ids import digest
from app.plans import days
from app.plans.extent import PARTS, STANDING
from app.plans.models import Action, CheckIn, CheckInLink, Edit, EditDeed, Item, Measure, Part, Pause, Plan, Share
from app.plans.permission_queries import deeds_at, deeds_in, seen_by
from app.plans.policy import Deed

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
    found = db.session.execute(_one_plan(), {"plan_id": plan_id}).one_or_none()
    if found is None:
        raise NotFound
    plan: Plan = found[0]
    _read_parts(plan, found[1:])
    return plan


@cache
def _one_plan() -> Select[*tuple[Any, ...]]:
    """One plan, and of each of its collections whether there is anything in it: most of a young plan is empty."""
    filled = [part.any() for part, _nested in PARTS]
    return select(Plan, *filled).where(Plan.id == bindparam("plan_id")).options(joinedload(Plan.centre))


def _read_parts(plan: Plan, filled: Sequence[bool]) -> None:
    """Read the collections of a plan with a question each, as `WHOLE` does of several plans in three times the time."""
    unread = inspect(plan).unloaded
    for (part, nested), is_filled in zip(PARTS, filled, strict=True):
        if part.key not in unread:
            continue
        if not is_filled:
            set_committed_value(plan, part.key, [])
        elif nested:
            asked = select(part.property.mapper.class_).where(with_parent(plan, part)).order_by(*part.property.order_by)
            set_committed_value(plan, part.key, db.session.scalars(asked.options(*nested)).all())
        else:
            # SQLAlchemy reads it as it is asked for.
            getattr(plan, part.key)


def read_one_ahead() -> None:
    """Read a plan that was followed for a while as its page does, if there is one.

    A plan is read in up to thirty questions, and the first time each of them is put into SQL: where one process
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
    return action, deeds_at(action.plan_id, action.plan.centre_id, principal)


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
    """The links that show a plan outside with who made them, the newest first."""
    of_plan = select(Share).where(Share.plan_id == plan_id).options(joinedload(Share.maker))
    return db.session.scalars(of_plan.order_by(Share.made_at.desc())).all()


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


def centre_found(centre_id: str) -> Centre:
    """A centre by its id.

    Raises:
        NotFound: there is none.
    """
    centre = db.session.get(Centre, centre_id)
    if centre is None:
        raise NotFound
    return centre


def terms_of(plan: Plan) -> dict[str, Term]:
    """The capability and the initiative a plan serves, by these names."""
    keys = {TermKind.CAPABILITY: plan.capability, TermKind.INITIATIVE: plan.initiative}
    if not any(keys.values()):
        return {}
    found = db.session.scalars(select(Term).where(Term.kind.in_(keys)))
    return {term.kind: term for term in found if term.key == keys[TermKind(term.kind)]}


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
