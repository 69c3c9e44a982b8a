"""Who may read a plan and what they may do with it, as conditions and as answers."""

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true

from app import clock
from app.accounts.models import Principal
from app.centres.models import Centre, Staff
from app.db import db
from app.errors import NotFound
from app.plans.letters.contact_queries import reached_as, reaches
from app.plans.letters.lead_queries import named_in
from app.plans.models import Contact, Plan, PlanWorkshop, SignOff
from app.plans.policy import CONFIRMS, LINGERS, MAY, Deed, Standpoint, Tie, deeds_of
from app.workshops.models import LEADING_ROLES, Seat, Workshop


def deeds_in(plan_id: str, principal: Principal) -> frozenset[Deed]:
    """What this principal may do with a plan, where nothing is read of it.

    Raises:
        NotFound: no such plan, or it is not theirs to read.
    """
    # One question says whether it is there and theirs: neither the clock nor the count tells who may not know it.
    centre_id = db.session.scalar(select(Plan.centre_id).where(Plan.id == plan_id, seen_by(principal)))
    if centre_id is None:
        raise NotFound
    return deeds_at(plan_id, centre_id, principal)


def may_read(principal: Principal, plan_id: str) -> bool:
    """True when somebody may read a plan; nobody reads by an account that is closed."""
    return (
        principal.is_active
        and db.session.scalar(select(Plan.id).where(Plan.id == plan_id, seen_by(principal))) is not None
    )


def is_coached(plan: Plan) -> bool:
    """True when an account that may read a plan stands for its coach: a name alone proves nothing."""
    account = reached_as(plan, plan.coach)
    return account is not None and may_read(account, plan.id)


def may_change(principal: Principal, plan_id: str) -> bool:
    """True when somebody may change a plan; nobody does by an account that is closed."""
    try:
        return principal.is_active and Deed.CHANGE in deeds_in(plan_id, principal)
    except NotFound:
        return False


def may_confirm_sponsor(person: Principal, plan: Plan, deeds: frozenset[Deed]) -> bool:
    """True when somebody may confirm for the alliance how the sponsor of a published plan is reached.

    None of its own people may, see `kept_from_confirming`.
    """
    return _confirms_sponsor(person, plan) and _tie_of(person, plan, deeds) is None


def kept_from_confirming(person: Principal, plan: Plan, deeds: frozenset[Deed]) -> Tie | None:
    """Return why somebody who may confirm how sponsors are reached may not do so in this plan; None where they may.

    They are one of its own people: the staff of its centre and whoever leads, coaches, changes it or did so.
    """
    return _tie_of(person, plan, deeds) if _confirms_sponsor(person, plan) else None


def _confirms_sponsor(person: Principal, plan: Plan) -> bool:
    return person.is_active and person.alliance_role in CONFIRMS and plan.published_at is not None


def _tie_of(person: Principal, plan: Plan, deeds: frozenset[Deed]) -> Tie | None:
    employed = select(Staff.centre_id).where(Staff.centre_id == plan.centre_id, Staff.principal_id == person.id)
    if db.session.scalar(employed) is not None:
        return Tie.CENTRE
    named = named_in(plan, person)
    # A name is soon changed: what else ties somebody to the plan is told first.
    if named in {Tie.LEADER, Tie.COACH}:
        return named
    if Deed.CHANGE in deeds:
        return Tie.CHANGES
    return Tie.CHANGED if any(each.by_id == person.id for each in plan.agreements) else named


def may_see_plans_of(principal: Principal, centre_id: str) -> bool:
    """Whether this principal would see every plan of the centre, had it any."""
    return Deed.READ in deeds_of(roles_in(principal, centre_id))


def may_make_plans_at(principal: Principal, centre_id: str) -> bool:
    """Whether this principal may make a plan at the centre, were it open."""
    return Deed.CHANGE in deeds_of(roles_in(principal, centre_id))


def centres_changed_by(principal: Principal) -> set[str]:
    """Return the ids of the centres whose plans somebody may change, by their role in each of them."""
    roles = db.session.execute(select(Staff.centre_id, Staff.role).where(Staff.principal_id == principal.id))
    return {row.centre_id for row in roles if Deed.CHANGE in deeds_of({row.role})}


def centres_to_begin_at(principal: Principal) -> list[Centre]:
    """Return the open centres at which somebody may make a plan, by name."""
    theirs = select(Centre).where(Centre.id.in_(centres_changed_by(principal))).order_by(Centre.name, Centre.id)
    return [centre for centre in db.session.scalars(theirs) if not centre.is_closed]


def roles_in(principal: Principal, centre_id: str) -> set[str]:
    """What somebody is in a centre and in the alliance."""
    staff = select(Staff.role).where(Staff.centre_id == centre_id, Staff.principal_id == principal.id)
    return {role for role in (principal.alliance_role, db.session.scalar(staff)) if role}


def seen_by(principal: Principal) -> ColumnElement[bool]:
    """Which plans this principal may read, as a condition on Plan."""
    if Deed.READ in deeds_of({principal.alliance_role or ""}):
        return true()
    reading = [role for role, deeds in MAY.items() if Deed.READ in deeds]
    centres = select(Staff.centre_id).where(Staff.principal_id == principal.id, Staff.role.in_(reading))
    return or_(Plan.centre_id.in_(centres), led_by(principal), _sponsored_by(principal))


def deeds_at(plan_id: str, centre_id: str, principal: Principal) -> frozenset[Deed]:
    """Return what this principal may do with a plan of a centre.

    Raises:
        NotFound: it is not theirs to read.
    """
    roles = roles_in(principal, centre_id)
    stands = select(led_by(principal), _sponsored_by(principal)).where(Plan.id == plan_id)
    leads, sponsors = db.session.execute(stands).one_or_none() or (False, False)
    if leads:
        roles.add(Standpoint.LEADS_THE_WORKSHOP if principal.is_person else Standpoint.LEADS_AS_GUEST)
    if sponsors:
        roles.add(Standpoint.SPONSORS)
    deeds = deeds_of(roles)
    if Deed.READ not in deeds:
        raise NotFound
    return deeds


def _sponsored_by(principal: Principal) -> ColumnElement[bool]:
    """Return the condition that a plan was published and its sponsor is reached as this person, while they are it."""
    if not principal.is_person:
        return false()
    # SQLite knows no other small letters than those of English; a name in others is compared as it is written.
    is_named = or_(Contact.name == Plan.sponsor, Contact.key == func.lower(Plan.sponsor))
    reached = exists().where(Contact.plan_id == Plan.id, Plan.sponsor != "", is_named, reaches(principal))
    return and_(Plan.published_at.is_not(None), reached.correlate(Plan))


def is_signed() -> ColumnElement[bool]:
    """Which plans were signed off and not reopened, as a condition on Plan: they take no answers."""
    stands = exists().where(SignOff.plan_id == Plan.id, SignOff.reopened_at.is_(None))
    return stands.correlate(Plan)


def led_by(principal: Principal) -> ColumnElement[bool]:
    """Which plans were born in a workshop this principal leads, or opened one they lead, and until when."""
    leads = and_(Seat.principal_id == principal.id, Seat.role.in_(LEADING_ROLES), Seat.removed_at.is_(None))
    led = select(Seat.workshop_id).join(Workshop, Workshop.id == Seat.workshop_id).where(leads)
    is_open = Workshop.closed_at.is_(None)
    lately = or_(is_open, Workshop.closed_at > clock.now() - LINGERS) if principal.is_person else is_open
    opened = select(PlanWorkshop.plan_id).where(PlanWorkshop.workshop_id.in_(led.where(is_open)))
    return or_(Plan.workshop_id.in_(led.where(lately)), Plan.id.in_(opened))
