"""Finding people with accounts, and the work that waits for one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import false, func, or_, select
from sqlalchemy.orm import joinedload

from app import audit
from app.accounts import policy
from app.accounts.models import AllianceRole, Person, Principal, WebSession
from app.accounts.policy import Permission
from app.accounts.queries import person_by_id
from app.alliance.eoi.models import Interest, InterestReview
from app.alliance.eoi.queries import seen_by
from app.alliance.eoi.states import AT_WORK
from app.alliance.people.words import HAPPENED
from app.centres.models import Staff, StaffRole
from app.db import db
from app.errors import NotFound
from app.plans.models import Action, ActionStatus, Contact, Plan, SignOff
from app.plans.people import ROLES as PLAN_ROLES
from app.plans.people import key_of
from app.texts import folded, holds
from app.workshops.models import LEADING_ROLES, Seat, Workshop

PAGE: Final = 50
"""People on one page of the list."""

CLOSED: Final = "closed"
"""What the list is asked for to show closed accounts."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of people: `page` of `pages`, counted from 1, of `total` who fit."""

    people: Sequence[Person]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a person's role or account, as the audit tells it; `by` is a name or empty."""

    action: str
    at: datetime
    details: Mapping[str, object]
    by: str


@dataclass(frozen=True, slots=True)
class PlanWork:
    """What a person does in a plan that is not signed off: roles by the names of their columns, and open actions."""

    plan: Plan
    roles: tuple[str, ...]
    actions: int


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for a person, so that somebody else can take it over when they leave."""

    places: Sequence[tuple[Staff, bool]]
    plans: Sequence[PlanWork]
    reviews: Sequence[Interest]
    workshops: Sequence[Workshop]

    def __bool__(self) -> bool:
        return any((self.places, self.plans, self.reviews, self.workshops))


def people(by: Principal, *, text: str = "", role: str = "", page: int = 1) -> Listing:
    """Return one page of the people who fit, by name. `role` is a role of the alliance, `CLOSED` or empty.

    Raises:
        NotAllowed: `by` is no administrator (403).
    """
    policy.require(by, Permission.READ_PEOPLE)
    wanted = select(Person.id, Person.name, Person.email)
    wanted = wanted.where(Person.revoked_at.is_not(None) if role == CLOSED else Person.revoked_at.is_(None))
    if role in list(AllianceRole):
        wanted = wanted.where(Person.alliance_role == role)
    # SQLite folds no letter beyond ASCII, so names are compared here.
    rows = db.session.execute(wanted.order_by(func.lower(Person.name), Person.id)).all()
    ids = [row.id for row in rows if holds(folded(f"{row.name} {row.email}"), text)]
    pages = max(1, -(-len(ids) // PAGE))
    page = min(max(page, 1), pages)
    shown = select(Person).where(Person.id.in_(ids[(page - 1) * PAGE : page * PAGE]))
    found = db.session.scalars(shown.order_by(func.lower(Person.name), Person.id)).all()
    return Listing(found, page, pages, len(ids))


def counts() -> dict[str, int]:
    """Return how many people with an open account have each role, and how many accounts are closed."""
    counted = select(Person.alliance_role, func.count()).where(Person.revoked_at.is_(None))
    by_role = {role: number for role, number in db.session.execute(counted.group_by(Person.alliance_role)) if role}
    closed = select(func.count()).select_from(Person).where(Person.revoked_at.is_not(None))
    return {**by_role, CLOSED: db.session.scalar(closed) or 0}


def person_for(by: Principal, person_id: str) -> Person:
    """Return a person by their id.

    Raises:
        NotAllowed: `by` is no administrator (403).
        NotFound: there is no such person (404).
    """
    policy.require(by, Permission.READ_PEOPLE)
    found = person_by_id(person_id)
    if found is None:
        raise NotFound
    return found


def last_seen(people: Sequence[Person]) -> dict[str, datetime]:
    """Return when people last used a device, by their ids; without those of whom no session is kept."""
    seen = select(WebSession.principal_id, func.max(WebSession.seen_at))
    seen = seen.where(WebSession.principal_id.in_([each.id for each in people])).group_by(WebSession.principal_id)
    return {each[0]: each[1] for each in db.session.execute(seen)}


def places_of(people: Sequence[Person]) -> dict[str, list[Staff]]:
    """Return the places of people in centres by their ids, each person's longest held first."""
    held = select(Staff).where(Staff.principal_id.in_([each.id for each in people]))
    places: dict[str, list[Staff]] = {}
    for place in db.session.scalars(held.options(joinedload(Staff.centre)).order_by(Staff.since, Staff.centre_id)):
        places.setdefault(place.principal_id, []).append(place)
    return places


def history_of(person: Person) -> list[Change]:
    """Return what was done to a person's role and account, the last first."""
    rows = audit.read([f"principal:{person.id}"], list(HAPPENED), since=datetime.min.replace(tzinfo=UTC))
    actors = {row.actor_id for row in rows if row.actor_id}
    names = {each.id: each.name for each in db.session.scalars(select(Person).where(Person.id.in_(actors)))}
    return [Change(row.action, row.at, row.details, names.get(row.actor_id or "", "")) for row in reversed(rows)]


def work_of(person: Person, *, by: Principal) -> Work:
    """Return what waits for a person. An expression of interest that `by` may not see is not named to them."""
    return Work(_places(person), _plans(person), _reviews(person, by), _workshops(person))


def _places(person: Person) -> list[tuple[Staff, bool]]:
    """Their places in centres; True beside one whose only director they are."""
    places = places_of([person]).get(person.id, [])
    open_account = select(Person.id).where(Person.revoked_at.is_(None), Person.id != person.id)
    directed = select(Staff.centre_id).where(
        Staff.centre_id.in_([place.centre_id for place in places]),
        Staff.role == StaffRole.DIRECTOR,
        Staff.principal_id.in_(open_account),
    )
    others = set(db.session.scalars(directed))
    return [(place, place.role == StaffRole.DIRECTOR and place.centre_id not in others) for place in places]


def _plans(person: Person) -> list[PlanWork]:
    reached = or_(Contact.person_id == person.id, Contact.email == person.email if person.email else false())
    over = select(SignOff.plan_id)
    named = select(Plan, Contact.key).join(Contact, Contact.plan_id == Plan.id).where(reached, Plan.id.not_in(over))
    rows = db.session.execute(named.order_by(Plan.created_at, Plan.id)).all()
    owned = _open_actions([plan.id for plan, _key in rows])
    found = []
    for plan, key in rows:
        roles = tuple(role for role in PLAN_ROLES if key_of(getattr(plan, role)) == key)
        actions = sum(key_of(owner) == key for owner in owned.get(plan.id, ()))
        if roles or actions:
            found.append(PlanWork(plan, roles, actions))
    return found


def _open_actions(plan_ids: Sequence[str]) -> dict[str, list[str]]:
    """Return the owners of open actions by plan."""
    wanted = select(Action.plan_id, Action.owner).where(Action.plan_id.in_(plan_ids), Action.parked_on.is_(None))
    owners: dict[str, list[str]] = {}
    for plan_id, owner in db.session.execute(wanted.where(Action.status != ActionStatus.DONE)):
        owners.setdefault(plan_id, []).append(owner)
    return owners


def _reviews(person: Person, by: Principal) -> Sequence[Interest]:
    asked = select(InterestReview.eoi_id).where(
        InterestReview.reviewer_id == person.id,
        InterestReview.filed_at.is_(None),
        InterestReview.conflict.is_not(True),
    )
    wanted = select(Interest).where(Interest.id.in_(asked), Interest.state.in_(AT_WORK), seen_by(by))
    return db.session.scalars(wanted.order_by(Interest.state_since, Interest.id)).all()


def _workshops(person: Person) -> Sequence[Workshop]:
    led = select(Seat.workshop_id).where(
        Seat.principal_id == person.id, Seat.role.in_(LEADING_ROLES), Seat.removed_at.is_(None)
    )
    wanted = select(Workshop).where(Workshop.id.in_(led), Workshop.closed_at.is_(None))
    return db.session.scalars(wanted.order_by(Workshop.created_at, Workshop.id)).all()
