"""A workshop forgets its guests, their names and what they said of themselves, when its host says it is time.

Notes, votes and the roles people had stay; whoever has an account keeps their name, for they can change it themselves.
"""

from collections.abc import Sequence
from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app import audit, clock
from app.accounts import names
from app.accounts.models import Guest, Principal
from app.centres.models import Centre
from app.db import db, transaction
from app.workshops.models import Seat, Workshop
from app.workshops.queries import skeletons_in
from app.workshops.retention import last_day_of_names


def forget_guests() -> int:
    """Let every workshop that is due forget its guests; return how many did."""
    due = _due()
    for workshop_id in due:
        with transaction():
            _forget(db.session.get_one(Workshop, workshop_id, with_for_update=True, populate_existing=True))
    return len(due)


def _due() -> Sequence[str]:
    today = clock.now().date()
    remembered = or_(Workshop.guests_forgotten_at.is_(None), Workshop.guests_forgotten_at < Workshop.closed_at)
    closed = select(Workshop).join(Centre, Centre.id == Workshop.host_id).options(joinedload(Workshop.host))
    kept = closed.where(Workshop.closed_at.is_not(None), Centre.retention_months.is_not(None), remembered)
    return [workshop.id for workshop in db.session.scalars(kept.order_by(Workshop.id)) if _is_over(workshop, today)]


def _is_over(workshop: Workshop, today: date) -> bool:
    months = workshop.host.retention_months if workshop.host else None
    closed = workshop.closed_at
    return months is not None and closed is not None and last_day_of_names(closed.date(), months) < today


def _forget(workshop: Workshop) -> None:
    seats = db.session.execute(
        select(Seat, Guest)
        .join(Guest, Guest.id == Seat.principal_id)
        .where(Seat.workshop_id == workshop.id)
        .order_by(Seat.joined_at, Seat.id)
    ).all()
    taken = set(skeletons_in(workshop.id))
    with force_locale(workshop.language):
        for number, (seat, guest) in enumerate(seats, 1):
            name = _free_name(number, taken)
            seat.name, seat.name_skeleton = name, names.skeleton(name)
            seat.organisation = seat.position = ""
            if not _sits_elsewhere(guest, workshop):
                guest.name = name
    workshop.guests_forgotten_at = clock.now()
    audit.record("workshop.guests-forgotten", f"workshop:{workshop.id}", actor_id=None, guests=len(seats))


def _free_name(number: int, taken: set[str]) -> str:
    """What a guest without a name is called, unlike anybody in the room."""
    tries = (str(_("Guest %(number)s", number=each)) for each in range(number, number + len(taken) + 1))
    name = next(each for each in tries if names.skeleton(each) not in taken)
    taken.add(names.skeleton(name))
    return name


def _sits_elsewhere(guest: Principal, workshop: Workshop) -> bool:
    """Whether a guest has a seat in another workshop, where their name is still kept."""
    other = select(Seat.id).join(Workshop, Workshop.id == Seat.workshop_id).where(
        Seat.principal_id == guest.id, Workshop.id != workshop.id, Workshop.guests_forgotten_at.is_(None)
    )  # fmt: skip
    return db.session.scalar(other.limit(1)) is not None
