"""People come to work in a centre, change roles and leave. Each verb holds the centre: two cannot undo each other."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import audit, clock
from app.accounts.models import Principal
from app.accounts.services import invite_inside
from app.centres.errors import AlreadyStaff, LastDirector
from app.centres.events import SharesUnwanted, StaffChanged
from app.centres.models import Centre, Staff, StaffRole
from app.centres.policy import Deed
from app.centres.queries import centre_for
from app.db import db, transaction
from app.errors import NotFound
from app.events import publish


def invite_staff(centre_id: str, *, email: str, name: str, role: StaffRole, by: Principal) -> Staff:
    """Give somebody a role in a centre and tell them by mail; make their account where there is none.

    Raises:
        NotFound, NotAllowed: see `queries.centre_for`.
        BadName: nobody could read or say the name, or it is a role's.
        AccountClosed: the address belongs to an account that is closed.
        AlreadyStaff: they work there.
    """
    with transaction():
        return invite_staff_inside(centre_id, email=email, name=name, role=role, by=by)


def invite_staff_inside(centre_id: str, *, email: str, name: str, role: StaffRole, by: Principal) -> Staff:
    """Give somebody a role in a centre inside the caller's transaction; see `invite_staff`."""
    centre = _held(centre_id, by)
    person, _address = invite_inside(email, name, by=by, language=centre.language)
    return _employ(centre, person, role, by=by)


def add_staff(centre_id: str, person: Principal, role: StaffRole, *, by: Principal) -> Staff:
    """Give somebody with an account a role in a centre, without a mail.

    Raises:
        NotFound, NotAllowed: see `queries.centre_for`.
        AlreadyStaff: they work there.
    """
    with transaction():
        return _employ(_held(centre_id, by), person, role, by=by)


def change_role(centre_id: str, person_id: str, role: StaffRole, *, by: Principal) -> Staff:
    """Give somebody who works in a centre another role.

    Raises:
        NotFound: they do not work there; and see `queries.centre_for`.
        NotAllowed: see `queries.centre_for`.
        LastDirector: nobody else directs it.
    """
    with transaction():
        centre = _held(centre_id, by)
        staff = _place(centre, person_id)
        if role != StaffRole.DIRECTOR:
            _keep_a_director(centre, staff)
        audit.record(
            "staff.role-changed", f"centre:{centre.id}", actor_id=by.id, person=person_id, was=staff.role, role=role
        )
        staff.role = role
        publish(StaffChanged(centre.id, person_id))
    return staff


def remove_staff(centre_id: str, person_id: str, *, ends_shares: bool = False, by: Principal) -> None:
    """End somebody's place in a centre. Their account stays.

    `ends_shares`: so do the links by which they showed plans of the centre outside; else these go on.

    Raises:
        NotFound: they do not work there; and see `queries.centre_for`.
        NotAllowed: see `queries.centre_for`.
        LastDirector: nobody else directs it.
    """
    with transaction():
        centre = _held(centre_id, by)
        staff = _place(centre, person_id)
        _keep_a_director(centre, staff)
        audit.record("staff.removed", f"centre:{centre.id}", actor_id=by.id, person=person_id, was=staff.role)
        db.session.delete(staff)
        if ends_shares:
            publish(SharesUnwanted(centre.id, person_id, by.id))
        publish(StaffChanged(centre.id, person_id))


def _held(centre_id: str, by: Principal) -> Centre:
    """Lock the centre's row and find it for somebody who may change its staff."""
    db.session.get(Centre, centre_id, with_for_update=True, populate_existing=True)
    return centre_for(Deed.CHANGE_STAFF, centre_id, by)


def _place(centre: Centre, person_id: str) -> Staff:
    staff = db.session.get(Staff, (centre.id, person_id), populate_existing=True)
    if staff is None:
        raise NotFound
    return staff


def _employ(centre: Centre, person: Principal, role: StaffRole, *, by: Principal) -> Staff:
    staff = Staff(centre_id=centre.id, principal_id=person.id, role=role, since=clock.now())
    db.session.add(staff)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise AlreadyStaff from error
    audit.record("staff.added", f"centre:{centre.id}", actor_id=by.id, person=person.id, role=role)
    return staff


def _keep_a_director(centre: Centre, leaving: Staff) -> None:
    # A director whose account is closed cannot act, so they do not count.
    others = (
        select(Staff.principal_id)
        .join(Principal, Principal.id == Staff.principal_id)
        .where(
            Staff.centre_id == centre.id,
            Staff.role == StaffRole.DIRECTOR,
            Staff.principal_id != leaving.principal_id,
            Principal.revoked_at.is_(None),
        )
    )
    if leaving.role == StaffRole.DIRECTOR and db.session.scalar(others.limit(1)) is None:
        raise LastDirector
